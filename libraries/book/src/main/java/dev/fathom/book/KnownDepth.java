package dev.fathom.book;

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
     * @param price the farthest price vouched for, at the book's price scale
     */
    record UpTo(long price) implements KnownDepth {}

    /** The whole side is known. */
    record Complete() implements KnownDepth {}

    /** Whether the book is complete at this price, which is at the same scale as the limit. */
    default boolean covers(Side side, long price) {
        return switch (this) {
            case Nothing _ -> false;
            case UpTo(long limit) -> !side.isBetter(limit, price);
            case Complete _ -> true;
        };
    }

    /**
     * The same depth with its limit at another price scale.
     *
     * @throws DecimalOverflowException if the limit does not fit
     */
    default KnownDepth rescaled(int from, int to) {
        return this instanceof UpTo(long limit)
                ? new UpTo(Decimals.rescale(limit, from, to))
                : this;
    }
}
