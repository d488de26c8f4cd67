package dev.fathom.book;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** The best levels of one side, copied from a book, best first by index. Immutable. */
final class Ladder {
    private static final KnownDepth NOTHING = new KnownDepth.Nothing();

    final Side side;
    final int priceScale;
    final int sizeScale;
    final int totalLevels;
    final KnownDepth knownDepth;
    // Sorted by what is better, the best last. Empty if there are wide levels, which have the best
    // first.
    private final long[] keys;
    private final long[] sizes;
    private final List<WideLevel> wide;

    /** Takes the arrays over. */
    Ladder(
            Side side,
            int priceScale,
            int sizeScale,
            long[] keys,
            long[] sizes,
            int totalLevels,
            KnownDepth knownDepth) {
        this(side, priceScale, sizeScale, keys, sizes, List.of(), totalLevels, knownDepth);
    }

    private Ladder(
            Side side,
            int priceScale,
            int sizeScale,
            long[] keys,
            long[] sizes,
            List<WideLevel> wide,
            int totalLevels,
            KnownDepth knownDepth) {
        this.side = side;
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        this.keys = keys;
        this.sizes = sizes;
        this.wide = wide;
        this.totalLevels = totalLevels;
        this.knownDepth = knownDepth;
    }

    /** A ladder of any numbers, the best first. Narrow if all fit the scales. */
    static Ladder of(
            Side side,
            int priceScale,
            int sizeScale,
            List<WideLevel> levels,
            int totalLevels,
            KnownDepth knownDepth) {
        int count = levels.size();
        long[] keys = new long[count];
        long[] sizes = new long[count];
        for (int i = 0; i < count; i++) {
            WideLevel level = levels.get(i);
            if (!Decimals.fits(level.price(), priceScale)
                    || !Decimals.fits(level.size(), sizeScale)) {
                return new Ladder(
                        side,
                        priceScale,
                        sizeScale,
                        new long[0],
                        new long[0],
                        levels,
                        totalLevels,
                        knownDepth);
            }
            keys[count - 1 - i] = side.key(Decimals.narrow(level.price(), priceScale));
            sizes[count - 1 - i] = Decimals.narrow(level.size(), sizeScale);
        }
        return new Ladder(side, priceScale, sizeScale, keys, sizes, totalLevels, knownDepth);
    }

    static Ladder empty(Side side) {
        return new Ladder(side, 0, 0, new long[0], new long[0], 0, NOTHING);
    }

    boolean isWide() {
        return !wide.isEmpty();
    }

    int count() {
        return isWide() ? wide.size() : keys.length;
    }

    long price(int index) {
        return isWide()
                ? Decimals.narrow(wide(index).price(), priceScale)
                : side.key(keys[slot(index)]);
    }

    long size(int index) {
        return isWide() ? Decimals.narrow(wide(index).size(), sizeScale) : sizes[slot(index)];
    }

    BigDecimal exactPrice(int index) {
        return isWide()
                ? wide(index).price().setScale(priceScale)
                : Decimals.toBigDecimal(price(index), priceScale);
    }

    BigDecimal exactSize(int index) {
        return isWide()
                ? wide(index).size().setScale(sizeScale)
                : Decimals.toBigDecimal(size(index), sizeScale);
    }

    void appendPrice(StringBuilder out, int index) {
        if (isWide()) {
            out.append(Decimals.canonical(wide(index).price()));
        } else {
            Decimals.appendCanonical(out, price(index), priceScale);
        }
    }

    void appendSize(StringBuilder out, int index) {
        if (isWide()) {
            out.append(Decimals.canonical(wide(index).size()));
        } else {
            Decimals.appendCanonical(out, size(index), sizeScale);
        }
    }

    private WideLevel wide(int index) {
        checkIndex(index);
        return wide.get(index);
    }

    int knownLevels() {
        return switch (knownDepth) {
            case KnownDepth.Nothing _ -> 0;
            case KnownDepth.UpTo(BigDecimal limit) -> levelsUpTo(limit);
            case KnownDepth.Complete _ -> count();
        };
    }

    /** Number of levels at or better than a price of any scale. */
    int levelsUpTo(BigDecimal price) {
        int least = 0;
        int most = count();
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (side.isBetter(price, exactPrice(middle))) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return least;
    }

    /** The exact sum of the sizes of the best levels, as many as there are of those asked for. */
    BigDecimal sizeOf(int levels) {
        if (isWide()) {
            return wide.stream()
                    .limit(levels)
                    .map(WideLevel::size)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
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

    private int slot(int index) {
        checkIndex(index);
        return keys.length - 1 - index;
    }

    private void checkIndex(int index) {
        if (index < 0 || index >= count()) {
            throw new IndexOutOfBoundsException(
                    side + " level " + index + " of a view with " + count());
        }
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
                && Arrays.equals(sizes, ladder.sizes)
                && wide.equals(ladder.wide);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(keys) + Arrays.hashCode(sizes)) + wide.hashCode();
    }
}
