package dev.fathom.book;

import java.math.BigDecimal;

/**
 * How deep one side of a book is known to be complete. A snapshot of N levels vouches for prices up
 * to its last; levels touched later beyond it are true, but others may lie between them. Immutable.
 */
public sealed interface KnownDepth {
    /** No price is vouched for. */
    record Nothing() implements KnownDepth {}

    /**
     * Complete from the best price up to and including this one.
     *
     * @param price the farthest price vouched for; equal prices are equal whatever their zeros
     */
    record UpTo(BigDecimal price) implements KnownDepth {
        /** Takes off zeros. */
        public UpTo {
            price = price.stripTrailingZeros();
        }

        /** Up to a fixed-point price. */
        public UpTo(long price, int scale) {
            this(Decimals.toBigDecimal(price, scale));
        }
    }

    /** The whole side is known. */
    record Complete() implements KnownDepth {}

    /** Whether the book is complete at this price. */
    default boolean covers(Side side, BigDecimal price) {
        return switch (this) {
            case Nothing _ -> false;
            case UpTo(BigDecimal limit) -> !side.isBetter(limit, price);
            case Complete _ -> true;
        };
    }
}
