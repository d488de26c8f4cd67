package dev.fathom.sync;

import dev.fathom.market.Traded;

/** Told by a {@link TradeSync}, on the thread that owns it. */
public interface TradeSyncListener {
    /** A trade, once and in order. */
    void onTrade(Traded trade);

    /**
     * Trades are missing, or may be; those that come are held back until {@link #holeEnded}.
     *
     * @param why what happened
     */
    void holeBegan(String why);

    /** What could be found was told, and what was held back too. */
    void holeEnded(TradeHole.End end);
}
