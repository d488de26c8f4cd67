package dev.fathom.market;

/** How a trade came here. */
public enum TradeSource {
    /** By the stream, as it happened. */
    STREAM,
    /** By a request afterwards: the stream had not brought it. */
    REST
}
