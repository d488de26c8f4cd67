package dev.fathom.cli.format;

import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.Latency;
import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.JoinBufferStatus;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SyncState;

/** Books and trades for tests, with eight decimals as Binance writes them. */
public final class SampleBooks {
    public static final Instrument LTC = new Instrument("binance", "LTCBTC");
    public static final long RECEIVED_NS = 1_672_515_782_140_000_000L;

    private static final int SCALE = 8;
    private static final long AGE_NS = 34_000_000;

    private SampleBooks() {}

    /** {@code levels} a side around 3.16, a hundredth apart, the sizes 1, 2, 3 and so on. */
    public static Book live(int levels) {
        return live(view(levels, new KnownDepth.Complete()));
    }

    public static Book live(BookView view) {
        return book(new SyncState.Live(view.lastId()), view, JoinBufferStatus.NONE);
    }

    public static BookView view(int levels, KnownDepth asks) {
        OrderBook book = new OrderBook();
        book.rescale(SCALE, SCALE);
        for (int i = 0; i < levels; i++) {
            long size = (i + 1) * 100_000_000L;
            book.set(Side.BID, price("3.16") - i * 1_000_000L, size);
            book.set(Side.ASK, price("3.17") + i * 1_000_000L, size);
        }
        book.lastId(160);
        book.knownDepth(Side.BID, new KnownDepth.Complete());
        book.knownDepth(Side.ASK, asks);
        return book.view();
    }

    public static long price(String text) {
        return Decimals.parse(text, SCALE);
    }

    public static Book joining() {
        JoinBufferStatus buffer = new JoinBufferStatus(3, 12, 5, 1000, RECEIVED_NS);
        return book(new SyncState.Joining(buffer), BookView.empty(), buffer);
    }

    public static Book lost() {
        JoinBufferStatus buffer = new JoinBufferStatus(1, 4, 5, 1000, RECEIVED_NS);
        LostReason reason = new LostReason(LostReason.Cause.GAP, "expected first id 13, got 14");
        return book(new SyncState.Lost(reason, buffer), BookView.empty(), buffer);
    }

    private static Book book(SyncState state, BookView view, JoinBufferStatus buffer) {
        return new Book(
                LTC,
                state,
                view,
                VenueTime.of(1_672_515_782_136L),
                RECEIVED_NS,
                RECEIVED_NS + AGE_NS,
                7,
                41,
                2,
                buffer,
                Latency.NONE);
    }

    /** The same book, measured. */
    public static Book with(Book book, Latency latency) {
        return new Book(
                book.instrument(),
                book.state(),
                book.levels(),
                book.venueTime(),
                book.receivedAtNs(),
                book.takenAtNs(),
                book.version(),
                book.updates(),
                book.resyncs(),
                book.buffer(),
                latency);
    }

    public static Trade trade(long id, TakerSide taker) {
        return new Trade(
                LTC,
                id,
                price("3.16245"),
                SCALE,
                price("12.5"),
                SCALE,
                taker,
                VenueTime.of(1_672_515_782_136L),
                RECEIVED_NS);
    }
}
