package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.ServerConnection;
import dev.fathom.simulator.truth.TruthTrade;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection in a venue's own words. Owned by the venue's loop. */
abstract class InStreamSession implements ServerConnection {
    protected final InStreamSimulator venue;
    private final ClientPort client;
    private final List<BookFeed> books = new ArrayList<>();
    private boolean open = true;

    InStreamSession(InStreamSimulator venue, ClientPort client) {
        this.venue = venue;
        this.client = client;
    }

    /** Says what the venue says first. */
    abstract void hello();

    /** Sends a book for the first time or what has changed of it. */
    abstract void book(BookFeed feed, Window now, long us);

    /** Sends a trade, if it was subscribed. */
    abstract void trade(Board board, TruthTrade trade);

    /** Sends what has to be sent of a book that has not changed. */
    void quiet(BookFeed feed, long us) {}

    List<BookFeed> books() {
        return books;
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

    /** Sends a text that no fault touches. */
    void say(String text) {
        if (open) {
            client.text(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends a text about a book, or what the faults make of it. */
    void sayOfBook(Board board, String text) {
        venue.faults().pass(board.symbol(), text).forEach(this::say);
    }

    /** Ends with a close frame. */
    void close(int code) {
        if (open) {
            onClosed();
            client.close(code, "");
        }
    }

    /** Ends without a closing handshake. */
    void abort() {
        if (open) {
            onClosed();
            client.abort();
        }
    }

    @Override
    public void onPing(byte[] payload) {
        if (open) {
            client.pong(payload);
        }
    }

    @Override
    public void onPong(byte[] payload) {}

    @Override
    public void onClose(int code, String reason) {
        close(code);
    }

    @Override
    public void onClosed() {
        open = false;
        books.clear();
        venue.ended(this);
    }
}
