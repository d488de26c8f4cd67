package dev.fathom.sync;

/** What the ids of an instrument's trades promise. */
public enum TradeIds {
    /** Each is one more than the one before: a missing trade shows. */
    CONTIGUOUS,
    /** As a rule each is one more than the one before: a jump may be a missing trade. */
    USUALLY_CONTIGUOUS,
    /** They only tell one trade from another. */
    DISTINCT
}
