package dev.fathom.capture;

import dev.fathom.market.Traded;
import dev.fathom.sync.TradeHole;
import dev.fathom.sync.TradeSync;
import dev.fathom.sync.TradeSyncListener;
import dev.fathom.venue.TradeHistory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The trades of one recorded stream, each once and in order, with those that requests brought in
 * their places. Owned by one thread.
 */
final class RecordedTrades implements TradeSyncListener {
    // When it was live, pages were asked for and waited for within this time.
    private static final long MOST_HELD_NS = TimeUnit.MINUTES.toNanos(2);

    private final TradeHistory history;
    private final Consumer<Traded> told;
    private final TradeSync sync;
    private long source;
    private boolean streamed;
    private long nowNs;
    private long holeBeganNs;

    /** A stream that has brought nothing yet. */
    RecordedTrades(TradeHistory history, Consumer<Traded> told) {
        this.history = history;
        this.told = told;
        this.sync = new TradeSync(history.ids(), this);
    }

    /** A trade that a connection brought. */
    void streamed(long connection, Traded trade, long atNs) {
        source = connection;
        streamed = true;
        at(atNs);
        sync.onTrade(trade);
    }

    /** A page of the venue's list, in the order in which its trades happened. */
    void listed(List<Traded> page, long atNs) {
        at(atNs);
        TradeHole hole = sync.hole().orElse(null);
        if (hole == null) {
            if (!streamed) {
                page.forEach(sync::onTrade);
            }
            return;
        }
        boolean full = history.isFull(page.size());
        if (hole.take(page, full, history.newestFirst()) == TradeHole.Step.DONE) {
            sync.end();
        }
    }

    private void at(long ns) {
        nowNs = ns;
        if (sync.hole().isPresent() && ns - holeBeganNs > MOST_HELD_NS) {
            end();
        }
    }

    /** A connection ended, and no other brings the same. */
    void closed(long connection) {
        if (streamed && connection == source) {
            sync.cut("the connection ended");
        }
    }

    /** Nothing more comes. */
    void end() {
        sync.giveUp("the recording has no more of the venue's list");
    }

    @Override
    public void onTrade(Traded trade) {
        told.accept(trade);
    }

    @Override
    public void holeBegan(String why) {
        holeBeganNs = nowNs;
    }

    @Override
    public void holeEnded(TradeHole.End end) {
        // What is missing stands in the ledger.
    }
}
