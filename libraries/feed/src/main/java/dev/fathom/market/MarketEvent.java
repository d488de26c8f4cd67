package dev.fathom.market;

/** What a venue told about one instrument. Immutable in every case. */
public sealed interface MarketEvent permits DepthEvent, Traded, BestQuote {
    /** What it is about. */
    Instrument instrument();

    /** When the bytes arrived here, nanoseconds since 1970 UTC. */
    long receivedAtNs();
}
