package dev.fathom.market;

/** Which side's order met a resting one. */
public enum TakerSide {
    /** The taker bought. */
    BUY,
    /** The taker sold. */
    SELL
}
