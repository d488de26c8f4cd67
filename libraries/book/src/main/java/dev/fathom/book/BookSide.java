package dev.fathom.book;

/**
 * The levels of one side. Owned by one thread. Index 0 is the best level.
 *
 * <p>Sizes are never negative here; whoever calls has looked.
 */
abstract sealed class BookSide permits NarrowSide, WideSide {
    final Side side;

    BookSide(Side side) {
        this.side = side;
    }

    abstract int count();

    abstract long price(int index);

    abstract long size(int index);

    abstract long sizeAt(long price);

    /** Sets or, with size zero, removes a level; the size before, zero if there was none. */
    abstract long set(long price, long size);

    /** Sets levels in order, up to the first with a negative size; how many were set. */
    abstract int setAll(long[] prices, long[] sizes, int count);

    abstract void clear();

    /** A copy of the best levels. */
    abstract Ladder ladder(int levels, int priceScale, int sizeScale, KnownDepth knownDepth);
}
