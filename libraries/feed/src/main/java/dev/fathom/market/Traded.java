package dev.fathom.market;

import java.math.BigDecimal;

/** A trade, or several folded into one. Immutable. */
public sealed interface Traded extends MarketEvent permits Trade, AggregateTrade {
    /** The venue's id, of its own kind for aggregates. */
    long id();

    /** When the venue matched it. */
    VenueTime venueTime();

    /** How it came here. */
    TradeSource source();

    /** Whose order met a resting one. */
    TakerSide takerSide();

    /** The exact price. */
    BigDecimal exactPrice();

    /** The exact size. */
    BigDecimal exactSize();
}
