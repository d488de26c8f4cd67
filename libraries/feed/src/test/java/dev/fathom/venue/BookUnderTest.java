package dev.fathom.venue;

import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import dev.fathom.sync.SyncLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A venue's books from frames that a test writes, and all that was told of them. */
public final class BookUnderTest {
    /** What was told, one line each. */
    public final List<String> told = new ArrayList<>();

    private final FrameReplay replay;

    /** Books of a connection to this address. */
    public BookUnderTest(Venue venue, String address) {
        replay =
                new FrameReplay(
                        venue,
                        SyncLimits.DEFAULT,
                        new FeedListener() {
                            @Override
                            public void onBook(LiveBook book) {}

                            @Override
                            public void onStatus(FeedStatus status) {
                                told.add(status.text());
                            }
                        });
        replay.opened(1, URI.create(address));
    }

    /** The venue sends a message. */
    public BookUnderTest receive(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        replay.frame(Frame.of(1, Frame.Direction.IN, 1, 1, utf8, 0, utf8.length));
        return this;
    }

    /** Checksums that were right. */
    public long checksums() {
        return replay.checksums();
    }

    /** The book as it is. */
    public Book book(String venue, String symbol) {
        return replay.book(new Instrument(venue, symbol), 1_000).orElseThrow();
    }

    /** {@code 100@2,99@1|101@3}, bids first, best first. */
    public String levels(String venue, String symbol) {
        BookView view = book(venue, symbol).levels();
        return side(view, Side.BID) + "|" + side(view, Side.ASK);
    }

    private static String side(BookView view, Side side) {
        return IntStream.range(0, view.levels(side))
                .mapToObj(i ->
                        Decimals.canonical(view.exactPrice(side, i))
                                + "@"
                                + Decimals.canonical(view.exactSize(side, i)))
                .collect(Collectors.joining(","));
    }
}
