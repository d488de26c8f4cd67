package dev.fathom.book;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Gathers levels into price steps. Bids go down to the step, asks up, so no group looks better. */
final class Grouping {
    private final int scale;
    private final BigDecimal step;

    /**
     * Groups prices of a scale.
     *
     * @throws IllegalArgumentException if the step is not above zero
     */
    Grouping(BigDecimal priceStep, int priceScale) {
        if (priceStep.signum() <= 0) {
            throw new IllegalArgumentException(
                    "price step must be above zero, got " + priceStep.toPlainString());
        }
        this.step = priceStep.stripTrailingZeros();
        this.scale = Math.max(priceScale, step.scale());
    }

    Ladder group(Ladder source) {
        List<WideLevel> groups = new ArrayList<>();
        for (int i = 0; i < source.count(); i++) {
            BigDecimal price = worse(source.side, source.exactPrice(i));
            BigDecimal size = source.exactSize(i);
            int last = groups.size() - 1;
            if (last >= 0 && groups.get(last).price().compareTo(price) == 0) {
                groups.set(last, new WideLevel(price, groups.get(last).size().add(size)));
            } else {
                groups.add(new WideLevel(price, size));
            }
        }
        return Ladder.of(
                source.side, scale, source.sizeScale, groups, groups.size(), knownDepth(source));
    }

    /** A group is known if every price that falls into it is, so the limit moves to the better. */
    private KnownDepth knownDepth(Ladder source) {
        KnownDepth depth = shown(source);
        return depth instanceof KnownDepth.UpTo(BigDecimal limit)
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
        BigDecimal last = source.exactPrice(source.count() - 1);
        return source.knownDepth.covers(source.side, last)
                ? new KnownDepth.UpTo(last)
                : source.knownDepth;
    }

    private BigDecimal worse(Side side, BigDecimal price) {
        return onStep(price, side == Side.BID ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    private BigDecimal better(Side side, BigDecimal price) {
        return onStep(price, side == Side.BID ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }

    private BigDecimal onStep(BigDecimal price, RoundingMode rounding) {
        return price.divide(step, 0, rounding).multiply(step);
    }
}
