package dev.fathom.simulator.truth;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.TreeMap;

/** Writes the truth. Owned by the simulator's thread. */
public final class TruthRecorder {
    private final TreeMap<BigDecimal, BigDecimal> bids = Chunk.emptyBids();
    private final TreeMap<BigDecimal, BigDecimal> asks = Chunk.emptyAsks();
    private final int chunkSize;
    private final int chunks;
    private final Truth truth;
    private Chunk newest;

    /**
     * An empty book and no trades.
     *
     * @param firstId the update id of the empty book
     * @param firstTradeId the id the first trade will have
     * @param history how many changes stay readable, at least 2,048, and a quarter as many trades
     */
    public TruthRecorder(String symbol, long firstId, long firstTradeId, int history) {
        if (history < 2048) {
            throw new IllegalArgumentException(
                    "history must be at least 2048 changes, not " + history);
        }
        chunkSize = Math.min(16_384, history / 2);
        chunks = Math.ceilDiv(history, chunkSize) + 1;
        newest = new Chunk(firstId + 1, bids, asks, chunkSize);
        truth =
                new Truth(
                        symbol,
                        newest,
                        new IdRing<>(history / 4, firstTradeId, TruthTrade::id),
                        new IdRing<>(history / 4, firstTradeId / 2 + 1, TruthAggregate::id));
    }

    /** Where others read. */
    public Truth truth() {
        return truth;
    }

    /** The next change, quantities and price in units of 10^-8; returns its update id. */
    public long change(BookSide side, long price, long before, long after) {
        if (newest.isFull()) {
            begin(newest.lastId() + 1);
        }
        Chunk.set(side == BookSide.BID ? bids : asks, price, after);
        newest.append(side, price, before, after);
        return newest.lastId();
    }

    /**
     * From now on the unchanged book has the update id {@code id}, and the next change the one
     * after.
     */
    public void restartIds(long id) {
        begin(id + 1);
    }

    /** The next trade; its id must be the one after the last. */
    public void trade(TruthTrade trade) {
        truth.trades().append(trade);
    }

    /** The next aggregate; its id must be the one after the last. */
    public void aggregate(TruthAggregate aggregate) {
        truth.aggregates().append(aggregate);
    }

    private void begin(long firstId) {
        newest = new Chunk(firstId, bids, asks, chunkSize);
        truth.add(newest, chunks);
    }
}
