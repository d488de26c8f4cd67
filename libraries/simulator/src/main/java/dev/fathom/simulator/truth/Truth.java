package dev.fathom.simulator.truth;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.TreeMap;

/**
 * What one symbol's book and trades really are, at every update id of a bounded history.
 *
 * <p>The id of a state is that of the last change in it. Within one run ids are consecutive. When
 * the venue restarts a symbol's ids, the book stays as it is and only its id changes: the new run
 * begins with that same book under a new id. Where two runs know one id, the newer answers.
 *
 * <p>Safe for many threads: the simulator's thread appends, any other reads, and nobody waits. What
 * the simulator has sent is already in here.
 */
public final class Truth {
    /** Decimals of every price and quantity. */
    public static final int SCALE = 8;

    private final String symbol;
    private final IdRing<TruthTrade> trades;
    private final IdRing<TruthAggregate> aggregates;
    private volatile Chunk[] chunks;

    Truth(
            String symbol,
            Chunk first,
            IdRing<TruthTrade> trades,
            IdRing<TruthAggregate> aggregates) {
        this.symbol = symbol;
        this.trades = trades;
        this.aggregates = aggregates;
        chunks = new Chunk[] {first};
    }

    /** The symbol, upper case. */
    public String symbol() {
        return symbol;
    }

    /** The update id of the newest state. */
    public long lastId() {
        Chunk[] all = chunks;
        return all[all.length - 1].lastId();
    }

    /** The update id of the oldest state still readable. */
    public long oldestId() {
        return chunks[0].firstId - 1;
    }

    /** Whether the state at {@code id} is still, or already, readable. */
    public boolean knows(long id) {
        for (Chunk chunk : chunks) {
            if (chunk.knows(id)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The whole book at {@code id}.
     *
     * @throws IllegalArgumentException if that state is not, or no longer, known
     */
    public TruthBook at(long id) {
        Chunk chunk = chunkOf(id);
        TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(chunk.bids);
        TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>(chunk.asks);
        chunk.apply(chunk.firstId - 1, id, bids, asks);
        return new TruthBook(
                id,
                Collections.unmodifiableNavigableMap(bids),
                Collections.unmodifiableNavigableMap(asks));
    }

    /** A reader that follows the book forwards, starting at the oldest state known now. */
    public TruthCursor cursor() {
        return new TruthCursor(symbol, chunks[0]);
    }

    /**
     * Gives {@code visitor} the changes {@code first} to {@code last}, in order.
     *
     * @throws IllegalArgumentException if one of them is not, or no longer, known
     */
    public void changes(long first, long last, ChangeVisitor visitor) {
        long id = first;
        while (id <= last) {
            Chunk chunk = chunkOf(id);
            if (id == chunk.firstId - 1) {
                throw new IllegalArgumentException(
                        symbol + ": the change with id " + id + " is not known");
            }
            for (; id <= Math.min(last, chunk.lastId()); id++) {
                int index = (int) (id - chunk.firstId);
                visitor.change(
                        id,
                        chunk.sides[index],
                        chunk.prices[index],
                        chunk.before[index],
                        chunk.after[index]);
            }
        }
    }

    /** Given one change of the book. */
    @FunctionalInterface
    public interface ChangeVisitor {
        /**
         * A level went from quantity {@code before} to {@code after}; all numbers in units of
         * 10^-8.
         */
        void change(long id, BookSide side, long price, long before, long after);
    }

    /** True trades by id. */
    public IdRing<TruthTrade> trades() {
        return trades;
    }

    /** True aggregates by id. */
    public IdRing<TruthAggregate> aggregates() {
        return aggregates;
    }

    private Chunk chunkOf(long id) {
        Chunk[] all = chunks;
        for (int i = all.length - 1; i >= 0; i--) {
            // The state at a chunk's start is also the last one of the chunk before, which knows
            // its change.
            if (all[i].knows(id) && (id >= all[i].firstId || i == 0 || !all[i - 1].knows(id))) {
                return all[i];
            }
        }
        throw new IllegalArgumentException(
                symbol
                        + ": no state with update id "
                        + id
                        + "; known are "
                        + oldestId()
                        + " to "
                        + lastId());
    }

    void add(Chunk chunk, int keep) {
        Chunk[] all = chunks;
        all[all.length - 1].next = chunk;
        int kept = Math.min(all.length, keep - 1);
        Chunk[] more = new Chunk[kept + 1];
        System.arraycopy(all, all.length - kept, more, 0, kept);
        more[kept] = chunk;
        chunks = more;
    }
}
