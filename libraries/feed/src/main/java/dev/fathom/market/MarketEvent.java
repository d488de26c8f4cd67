package dev.fathom.market;

/** What a venue told about one instrument. Immutable in every case. */
public sealed interface MarketEvent permits DepthEvent, Trade, AggregateTrade, BestQuote {
    /** What it is about. */
    Instrument instrument();

    /** When the bytes arrived here, nanoseconds since 1970 UTC. */
    long receivedAtNs();
}
