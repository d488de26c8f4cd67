package dev.fathom.book;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** The best levels of one side, copied from a book, best first by index. Immutable. */
final class Ladder {
    private static final KnownDepth NOTHING = new KnownDepth.Nothing();

    final Side side;
    final int priceScale;
    final int sizeScale;
    final int totalLevels;
    final KnownDepth knownDepth;
    // Sorted as in BookSide, the best last.
    private final long[] keys;
    private final long[] sizes;

    /** Takes the arrays over. */
    Ladder(
            Side side,
            int priceScale,
            int sizeScale,
            long[] keys,
            long[] sizes,
            int totalLevels,
            KnownDepth knownDepth) {
        this.side = side;
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        this.keys = keys;
        this.sizes = sizes;
        this.totalLevels = totalLevels;
        this.knownDepth = knownDepth;
    }

    static Ladder empty(Side side) {
        return new Ladder(side, 0, 0, new long[0], new long[0], 0, NOTHING);
    }

    int count() {
        return keys.length;
    }

    long price(int index) {
        return side.key(keys[slot(index)]);
    }

    long size(int index) {
        return sizes[slot(index)];
    }

    BigDecimal exactPrice(int index) {
        return Decimals.toBigDecimal(price(index), priceScale);
    }

    BigDecimal exactSize(int index) {
        return Decimals.toBigDecimal(size(index), sizeScale);
    }

    int knownLevels() {
        return switch (knownDepth) {
            case KnownDepth.Nothing _ -> 0;
            case KnownDepth.UpTo(long limit) -> levelsUpTo(limit);
            case KnownDepth.Complete _ -> count();
        };
    }

    /** Number of levels at or better than a price. */
    private int levelsUpTo(long price) {
        int slot = Arrays.binarySearch(keys, side.key(price));
        return count() - (slot < 0 ? -slot - 1 : slot);
    }

    /** Number of levels at or better than a price of any scale. */
    int levelsUpTo(BigDecimal price) {
        int levels = 0;
        while (levels < count() && !isWorse(exactPrice(levels), price)) {
            levels++;
        }
        return levels;
    }

    /** The exact sum of the sizes of the best levels, as many as there are of those asked for. */
    BigDecimal sizeOf(int levels) {
        BigInteger total = BigInteger.ZERO;
        long sum = 0;
        for (int i = count() - Math.min(levels, count()); i < sizes.length; i++) {
            long next = sum + sizes[i];
            if (next < 0) {
                total = total.add(BigInteger.valueOf(sum));
                next = sizes[i];
            }
            sum = next;
        }
        return new BigDecimal(total.add(BigInteger.valueOf(sum)), sizeScale);
    }

    private boolean isWorse(BigDecimal price, BigDecimal than) {
        int order = price.compareTo(than);
        return side == Side.BID ? order < 0 : order > 0;
    }

    private int slot(int index) {
        if (index < 0 || index >= keys.length) {
            throw new IndexOutOfBoundsException(
                    side + " level " + index + " of a view with " + keys.length);
        }
        return keys.length - 1 - index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ladder ladder
                && side == ladder.side
                && priceScale == ladder.priceScale
                && sizeScale == ladder.sizeScale
                && totalLevels == ladder.totalLevels
                && knownDepth.equals(ladder.knownDepth)
                && Arrays.equals(keys, ladder.keys)
                && Arrays.equals(sizes, ladder.sizes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(sizes);
    }
}
