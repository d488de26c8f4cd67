package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.truth.TruthTrade;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One connection to a simulated venue. Owned by the venue's loop. */
abstract class InStreamSession extends InStreamConnection {
    private final InStreamSimulator venue;
    private final List<BookFeed> books = new ArrayList<>();

    InStreamSession(InStreamSimulator venue, ClientPort client) {
        super(client);
        this.venue = venue;
    }

    InStreamSimulator venue() {
        return venue;
    }

    /** Sends a book for the first time or what has changed of it. */
    abstract void book(BookFeed feed, Window now, long us);

    /** Sends a trade, if it was subscribed. */
    abstract void trade(Board board, TruthTrade trade);

    /** Sends what has to be sent of a book that has not changed. */
    void quiet(BookFeed feed, long us) {}

    /** Whether the account is told here. */
    boolean isLoggedIn() {
        return false;
    }

    void tick(long us) {
        for (BookFeed feed : List.copyOf(books)) {
            Window now = Window.of(feed.board().engine(), feed.levels());
            if (feed.hasBegun() && now.equals(feed.sent())) {
                quiet(feed, us);
            } else {
                book(feed, now, us);
                feed.sent(now, us);
            }
        }
    }

    /** Whether there is a subscription of this topic. */
    boolean wants(Topic topic) {
        return wishes().stream().anyMatch(it -> it.topic().equals(topic));
    }

    @Override
    public long nowUs() {
        return venue.nowUs();
    }

    @Override
    public boolean knows(String symbol) {
        return venue.board(symbol).isPresent();
    }

    @Override
    public void take(Wish wish) {
        super.take(wish);
        if (wish.topic().isBook()) {
            venue.board(wish.topic().symbol()).ifPresent(it -> books.add(new BookFeed(it, wish)));
        }
    }

    @Override
    public boolean drop(Predicate<Wish> which) {
        books.removeIf(it -> which.test(it.wish()));
        return super.drop(which);
    }

    /** Sends a text about a book, or what the faults make of it. */
    void sayOfBook(Board board, String text) {
        venue.faults().pass(board.symbol(), text).forEach(this::say);
    }

    @Override
    void ended() {
        venue.ended(this);
    }
}
