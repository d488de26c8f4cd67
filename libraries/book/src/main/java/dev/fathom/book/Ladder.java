package dev.fathom.book;

import java.math.BigInteger;
import java.util.Arrays;

/** The best levels of one side, copied from a book. Immutable. */
final class Ladder {
    private static final KnownDepth NOTHING = new KnownDepth.Nothing();

    final Side side;
    final int totalLevels;
    final KnownDepth knownDepth;
    // Sorted as in BookSide, the best last.
    private final long[] keys;
    private final long[] sizes;

    /** Takes the arrays over. */
    Ladder(Side side, long[] keys, long[] sizes, int totalLevels, KnownDepth knownDepth) {
        this.side = side;
        this.keys = keys;
        this.sizes = sizes;
        this.totalLevels = totalLevels;
        this.knownDepth = knownDepth;
    }

    static Ladder empty(Side side) {
        return new Ladder(side, new long[0], new long[0], 0, NOTHING);
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

    int knownLevels() {
        return switch (knownDepth) {
            case KnownDepth.Nothing _ -> 0;
            case KnownDepth.UpTo(long limit) -> levelsUpTo(limit);
            case KnownDepth.Complete _ -> count();
        };
    }

    /** Number of levels at or better than a price. */
    int levelsUpTo(long price) {
        int slot = Arrays.binarySearch(keys, side.key(price));
        return count() - (slot < 0 ? -slot - 1 : slot);
    }

    /** The exact sum of the sizes of the best levels, as many as there are of those asked for. */
    BigInteger sizeOf(int levels) {
        return sum(count() - Math.min(levels, count()));
    }

    private BigInteger sum(int from) {
        long sum = 0;
        for (int i = from; i < sizes.length; i++) {
            long next = sum + sizes[i];
            if (next < 0) {
                return BigInteger.valueOf(sum).add(sum(i));
            }
            sum = next;
        }
        return BigInteger.valueOf(sum);
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
