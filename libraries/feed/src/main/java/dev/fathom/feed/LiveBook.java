package dev.fathom.feed;

import dev.fathom.book.BookView;
import dev.fathom.book.Level;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthEvent;
import dev.fathom.market.Instrument;
import java.util.Optional;

/** A live book seen from within a listener's call: readable during the call, on its thread. */
public interface LiveBook {
    /** Whose book. */
    Instrument instrument();

    /** The channel that it is kept from: the whole book, or the best few levels. */
    Channel channel();

    /** The venue's sequence number at which it stands. */
    long lastId();

    /** Best bid; empty when there is none. */
    Optional<Level> bestBid();

    /** Best ask; empty when there is none. */
    Optional<Level> bestAsk();

    /** An immutable copy of the best levels. */
    BookView view(int levelsPerSide);

    /** The snapshot or update that changed it, as an immutable event. */
    DepthEvent change();

    /** An immutable copy with everything there is to know about it. */
    Book toBook(int levelsPerSide);

    /**
     * Instrument, best bid and best ask: {@code binance:BTCUSDT 95000.01 x 0.5 / 95000.02 x 1.2}.
     */
    @Override
    String toString();
}
