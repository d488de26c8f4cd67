package dev.fathom.book;

import java.math.BigDecimal;
import java.util.Arrays;

/** Gathers levels into price steps. Bids go down to the step, asks up, so no group looks better. */
final class Grouping {
    private final int fromScale;
    private final int scale;
    private final long step;

    /**
     * Groups prices of a scale.
     *
     * @throws IllegalArgumentException if the step is not above zero
     * @throws DecimalOverflowException if the step does not fit
     */
    Grouping(BigDecimal priceStep, int priceScale) {
        if (priceStep.signum() <= 0) {
            throw new IllegalArgumentException(
                    "price step must be above zero, got " + priceStep.toPlainString());
        }
        this.fromScale = priceScale;
        int places = priceStep.stripTrailingZeros().scale();
        if (places > Decimals.MAX_SCALE) {
            throw new DecimalOverflowException(priceStep.toString(), Decimals.MAX_SCALE);
        }
        this.scale = Math.max(priceScale, places);
        this.step = Decimals.of(priceStep, scale);
    }

    Ladder group(Ladder source) {
        Side side = source.side;
        long[] keys = new long[source.count()];
        long[] sizes = new long[source.count()];
        int from = keys.length;
        for (int i = 0; i < source.count(); i++) {
            long key = side.key(worse(side, source.price(i)));
            if (from == keys.length || keys[from] != key) {
                keys[--from] = key;
            }
            sizes[from] = add(sizes[from], source.size(i), source.sizeScale);
        }
        return new Ladder(
                side,
                scale,
                source.sizeScale,
                Arrays.copyOfRange(keys, from, keys.length),
                Arrays.copyOfRange(sizes, from, sizes.length),
                keys.length - from,
                knownDepth(source));
    }

    /** A group is known if every price that falls into it is, so the limit moves to the better. */
    private KnownDepth knownDepth(Ladder source) {
        KnownDepth depth = shown(source);
        return depth instanceof KnownDepth.UpTo(long limit)
                ? new KnownDepth.UpTo(better(source.side, limit))
                : depth;
    }

    /** The depth that the view itself vouches for: levels of the book it leaves out are unknown. */
    private static KnownDepth shown(Ladder source) {
        if (source.count() == source.totalLevels) {
            return source.knownDepth;
        }
        if (source.count() == 0) {
            return new KnownDepth.Nothing();
        }
        long last = source.price(source.count() - 1);
        return source.knownDepth.covers(source.side, last)
                ? new KnownDepth.UpTo(last)
                : source.knownDepth;
    }

    private long worse(Side side, long price) {
        return side == Side.BID ? floor(price) : ceiling(price);
    }

    private long better(Side side, long price) {
        return side == Side.BID ? ceiling(price) : floor(price);
    }

    private long floor(long price) {
        return moved(price, Math.floorMod(Decimals.rescale(price, fromScale, scale), step), -1);
    }

    private long ceiling(long price) {
        long past = Math.floorMod(Decimals.rescale(price, fromScale, scale), step);
        return moved(price, past == 0 ? 0 : step - past, 1);
    }

    private long moved(long price, long by, int direction) {
        BigDecimal distance = BigDecimal.valueOf(direction * by, scale);
        return Decimals.of(Decimals.toBigDecimal(price, fromScale).add(distance), scale);
    }

    private static long add(long sum, long size, int sizeScale) {
        if (size > Long.MAX_VALUE - sum) {
            BigDecimal total =
                    BigDecimal.valueOf(sum, sizeScale).add(BigDecimal.valueOf(size, sizeScale));
            throw new DecimalOverflowException(total.toPlainString(), sizeScale);
        }
        return sum + size;
    }
}
