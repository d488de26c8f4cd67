package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;

/** What kind of order, in the venue's words. */
public enum OrderType {
    /** Trades up to its price and rests there, if its time in force lets it. */
    LIMIT,
    /** Only ever rests; refused where it would trade at once. */
    LIMIT_MAKER,
    /** Trades at whatever price there is. */
    MARKET,
    /** A limit order once a trade is as bad as its stop price. */
    STOP_LOSS_LIMIT,
    /** A limit order once a trade is as good as its stop price. */
    TAKE_PROFIT_LIMIT;

    /** Whether it waits for a price. */
    public boolean waits() {
        return this == STOP_LOSS_LIMIT || this == TAKE_PROFIT_LIMIT;
    }

    /** Whether it is asked how long it may rest. */
    boolean hasTime() {
        return this == LIMIT || waits();
    }

    /** Whether prices trigger it that rise, rather than fall, to its stop price. */
    boolean waitsForRise(BookSide side) {
        return (this == STOP_LOSS_LIMIT) == (side == BookSide.BID);
    }
}
