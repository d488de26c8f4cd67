package dev.fathom.feed;

import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line knows of one instrument: who listens, what is subscribed, its books. */
final class FollowedInstrument {
    private final Instrument instrument;
    // Replaced rather than changed, so that a listener may come or go during a call.
    private List<Listening> listening = List.of();
    private final List<BookCare> books = new ArrayList<>();
    private final List<TapeCare> tapes = new ArrayList<>();
    private final TrafficCount quoteTraffic = new TrafficCount();
    private @Nullable BestQuote lastQuote;
    private long lastQuoteId = -1;

    FollowedInstrument(Instrument instrument) {
        this.instrument = instrument;
    }

    Instrument instrument() {
        return instrument;
    }

    List<Listening> listening() {
        return listening;
    }

    void add(Listening more) {
        List<Listening> all = new ArrayList<>(listening);
        all.add(more);
        listening = List.copyOf(all);
    }

    /** Takes one away; false when it was not there. */
    boolean remove(Listening one) {
        List<Listening> rest = new ArrayList<>(listening);
        boolean was = rest.remove(one);
        listening = List.copyOf(rest);
        return was;
    }

    /** The channels that somebody asked for. */
    Set<Channel> channels() {
        Set<Channel> all = new LinkedHashSet<>();
        listening.forEach(l -> all.addAll(l.channels()));
        return all;
    }

    List<BookCare> books() {
        return books;
    }

    List<TapeCare> tapes() {
        return tapes;
    }

    /** The trades of a channel; null when they are not followed. */
    @Nullable TapeCare tape(Channel channel) {
        for (TapeCare tape : tapes) {
            if (tape.subscription().channel().equals(channel)) {
                return tape;
            }
        }
        return null;
    }

    /** Ends the books and trades that are kept from these channels. */
    void drop(Set<Channel> gone) {
        for (TapeCare tape : List.copyOf(tapes)) {
            if (gone.contains(tape.subscription().channel())) {
                tape.close();
                tapes.remove(tape);
            }
        }
        for (BookCare care : List.copyOf(books)) {
            if (gone.contains(care.book().channel())) {
                care.close();
                books.remove(care);
            }
        }
    }

    /** The book of a depth message: the whole one, or the top with so many levels; else null. */
    @Nullable BookCare book(Channel.Kind kind, int levels) {
        // By index, as everything between a frame and its book: an iterator each time is garbage.
        for (int i = 0; i < books.size(); i++) {
            Channel channel = books.get(i).book().channel();
            if (channel.kind() == kind && channel.levels() == levels) {
                return books.get(i);
            }
        }
        return null;
    }

    /** The book that people mean: the whole one before the deepest top. */
    Optional<FollowedBook> mainBook() {
        return books.stream()
                .map(BookCare::book)
                .max(Comparator.comparingInt(FollowedInstrument::depth));
    }

    private static int depth(FollowedBook book) {
        int levels = book.channel().levels();
        return levels == 0 ? Integer.MAX_VALUE : levels;
    }

    /** What the stream of best quotes has brought. */
    TrafficCount quoteTraffic() {
        return quoteTraffic;
    }

    /** What kind of traffic a quote is; asked for each once, in order. */
    Traffic.Kind kind(BestQuote quote) {
        BestQuote last = lastQuote;
        lastQuote = quote;
        boolean same =
                last != null && last.bid().equals(quote.bid()) && last.ask().equals(quote.ask());
        return same ? Traffic.Kind.UNCHANGED : Traffic.Kind.CHANGE;
    }

    /** False for a quote that another connection has already brought. */
    boolean isNewQuote(long id, boolean overlapping) {
        boolean fresh = !overlapping || id > lastQuoteId;
        lastQuoteId = fresh ? id : lastQuoteId;
        return fresh;
    }
}
