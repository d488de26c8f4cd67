package dev.fathom.simulator;

import java.util.Optional;
import java.util.Set;

/** What a client wants of a {@link RelayedBinance} by REST. Immutable. */
public sealed interface Question {
    /** Path and query as they were sent. */
    String target();

    /** The book of a symbol that there is, with so many levels a side at most. */
    record Depth(String target, String symbol, int levels) implements Question {}

    /**
     * Single trades of a symbol that there is.
     *
     * @param aggregated whether those of one order are folded into one
     * @param fromId the first wanted; without it the newest
     * @param fromMs no earlier ones, milliseconds since 1970 UTC
     * @param toMs no later ones
     * @param limit no more than these
     */
    record Trades(
            String target,
            String symbol,
            boolean aggregated,
            Optional<Long> fromId,
            Optional<Long> fromMs,
            Optional<Long> toMs,
            int limit)
            implements Question {}

    /**
     * What is traded.
     *
     * @param symbols those asked about, all of which there are; empty for all
     */
    record ExchangeInfo(String target, Optional<Set<String>> symbols) implements Question {}

    /** The venue's clock. */
    record Time(String target) implements Question {}

    /** Anything else. */
    record Other(String target) implements Question {}
}
