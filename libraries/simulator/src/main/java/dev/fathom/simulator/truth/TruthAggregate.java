package dev.fathom.simulator.truth;

import java.math.BigDecimal;

/**
 * The trades of one incoming order at one price. Immutable.
 *
 * @param id consecutive per symbol
 * @param firstTradeId the first trade in it
 * @param lastTradeId the last trade in it
 * @param price with scale 8
 * @param quantity their sum, with scale 8
 * @param timeUs when, by the venue's clock, microseconds since 1970 UTC
 * @param buyerIsMaker whether the resting orders were buyers'
 */
public record TruthAggregate(
        long id,
        long firstTradeId,
        long lastTradeId,
        BigDecimal price,
        BigDecimal quantity,
        long timeUs,
        boolean buyerIsMaker) {}
