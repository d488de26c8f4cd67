package dev.fathom.cli.serving;

import dev.fathom.market.Instrument;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a capture holds of one venue. Immutable, but for its collections, which nobody writes to.
 *
 * @param streams names of the streams that messages came of
 * @param symbols whose books, trades or quotes these are, with the digits of their prices and sizes
 * @param exchangeInfo the first list of what is traded, if one was asked for
 */
record Held(
        SortedSet<String> streams, Map<Instrument, Digits> symbols, Optional<String> exchangeInfo) {
    /**
     * Decimal places that were seen.
     *
     * @param price of prices
     * @param size of sizes
     */
    record Digits(int price, int size) {
        /** Where none were seen: as many as the venue writes. */
        static final Digits USUAL = new Digits(8, 8);
    }
}
