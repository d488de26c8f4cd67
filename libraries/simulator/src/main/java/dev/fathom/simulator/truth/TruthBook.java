package dev.fathom.simulator.truth;

import java.math.BigDecimal;
import java.util.NavigableMap;

/**
 * The whole true book at one update id. Immutable.
 *
 * @param id the update id
 * @param bids quantity by price, highest price first; all numbers have scale 8
 * @param asks quantity by price, lowest price first; all numbers have scale 8
 */
public record TruthBook(
        long id,
        NavigableMap<BigDecimal, BigDecimal> bids,
        NavigableMap<BigDecimal, BigDecimal> asks) {}
