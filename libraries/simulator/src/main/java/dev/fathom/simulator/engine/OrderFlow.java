package dev.fathom.simulator.engine;

import java.util.random.RandomGenerator;

/**
 * Traders: seeded orders, cancels and trades around a slowly moving fair price.
 *
 * <p>Most activity is near the top, some far away; the number of levels a side hovers about the
 * instrument's wish. Only integers are used, so a seed gives the same market on every machine.
 * Owned by one thread.
 */
public final class OrderFlow {
    // The fair price is kept in 1/256 of a tick, so that it can move less than a tick a step.
    private static final int FINE = 256;

    private final MatchingEngine engine;
    private final RandomGenerator random;
    private final long tick;
    private final long step;
    private final long typicalSteps;
    private final int wantedLevels;
    private final long startFine;
    private final int stride;
    private long fairFine;

    /**
     * Traders of {@code instrument} in {@code engine}; nothing happens until {@link #fill} and
     * {@link #step}.
     */
    public OrderFlow(InstrumentSpec instrument, MatchingEngine engine, RandomGenerator random) {
        this.engine = engine;
        this.random = random;
        tick = InstrumentSpec.units(instrument.tickSize());
        step = InstrumentSpec.units(instrument.stepSize());
        typicalSteps = Math.max(1, InstrumentSpec.units(instrument.typicalSize()) / step);
        wantedLevels = instrument.levelsPerSide();
        startFine = InstrumentSpec.units(instrument.startPrice()) / tick * FINE;
        fairFine = startFine;
        // A fine tick means many ticks in the same move of the price.
        stride = FINE / 4 * (int) Math.min(8, 1 + startFine / FINE / 3_000_000);
    }

    /** Puts the wanted number of levels on both sides of an empty book. */
    public void fill() {
        for (BookSide side : BookSide.values()) {
            long distance = 1;
            for (int level = 0; level < wantedLevels; level++) {
                long price = priceAt(side, distance);
                if (price <= 0) {
                    break;
                }
                engine.limit(side, price, quantity(distance));
                distance += 1 + random.nextInt(1 + level / 32);
            }
        }
    }

    /** One trader does one thing. Usually one level changes; a large order may change several. */
    public void step() {
        drift();
        BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
        if (random.nextInt(100) < 7 && engine.orders(side.opposite()) > 1) {
            engine.market(side, quantity(0));
        } else if (random.nextInt(2 * wantedLevels) >= engine.levels(side)) {
            place(side);
        } else {
            withdraw(side);
        }
    }

    private void drift() {
        fairFine += random.nextInt(2 * stride + 1) - stride;
        if (random.nextInt(16) == 0) {
            fairFine += Long.signum(startFine - fairFine);
        }
        fairFine = Math.clamp(fairFine, startFine / 2 + FINE, startFine * 2);
    }

    private void place(BookSide side) {
        int kind = random.nextInt(100);
        int distance;
        if (kind < 5) {
            distance = -random.nextInt(4);
        } else if (kind < 60) {
            distance =
                    1
                            + Long.numberOfTrailingZeros(random.nextLong() | 1L << 20)
                            + random.nextInt(4);
        } else if (kind < 85) {
            distance = 1 + random.nextInt(40);
        } else if (kind < 97) {
            distance = 1 + random.nextInt(wantedLevels);
        } else {
            distance = 1 + random.nextInt(6 * wantedLevels);
        }
        engine.limit(side, Math.max(tick, priceAt(side, distance)), quantity(distance));
    }

    private void withdraw(BookSide side) {
        int orders = engine.orders(side);
        if (orders <= 1) {
            place(side);
            return;
        }
        int index = random.nextInt(orders);
        // Traders near the top change their minds more often.
        for (int tries = random.nextInt(8); tries > 0; tries--) {
            int other = random.nextInt(orders);
            if (side.crosses(engine.orderPrice(side, other), engine.orderPrice(side, index))) {
                index = other;
            }
        }
        long half = engine.orderQuantity(side, index) / step / 2 * step;
        if (half > 0 && random.nextInt(4) == 0) {
            engine.reduce(side, index, half);
        } else {
            engine.cancel(side, index);
        }
    }

    private long priceAt(BookSide side, long distance) {
        long fair = fairFine / FINE;
        return (side == BookSide.BID ? fair - distance : fair + distance) * tick;
    }

    private long quantity(long distance) {
        long steps = 1 + random.nextLong(2 * typicalSteps);
        int large = Math.min(4, Long.numberOfTrailingZeros(random.nextLong() | 16));
        return (steps << (distance > 20 ? large : large / 2)) * step;
    }
}
