package dev.fathom.simulator.truth;

import java.math.BigDecimal;

/**
 * One true trade. Immutable.
 *
 * @param id consecutive per symbol
 * @param aggregateId the aggregate it belongs to
 * @param price with scale 8
 * @param quantity with scale 8
 * @param timeUs when, by the venue's clock, microseconds since 1970 UTC
 * @param buyerIsMaker whether the resting order was the buyer's, so that the taker sold
 */
public record TruthTrade(
        long id,
        long aggregateId,
        BigDecimal price,
        BigDecimal quantity,
        long timeUs,
        boolean buyerIsMaker) {}
