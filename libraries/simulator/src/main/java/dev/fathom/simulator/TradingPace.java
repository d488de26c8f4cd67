package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.Trader;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Lets an account trade by itself, at seeded moments. Owned by the venue's loop. */
public final class TradingPace {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long SHORTEST_PAUSE_NS = 1_000_000;

    private final SimulatorLoop loop;
    private final int actionsPerSecond;
    private final Trader trader;
    private final RandomGenerator pauses;

    /**
     * The pace that the options ask for.
     *
     * @param trader who trades, by what is random
     */
    public TradingPace(
            SimulatorLoop loop,
            AccountOptions options,
            long seed,
            Function<RandomGenerator, Trader> trader) {
        this.loop = loop;
        this.trader = trader.apply(new SplittableRandom(seed ^ 0x5DEECE66DL));
        actionsPerSecond = options.actionsPerSecond();
        pauses = new SplittableRandom(seed ^ 0xACC0L);
    }

    /** Begins, unless the account never acts. */
    public void start() {
        if (actionsPerSecond > 0) {
            schedule();
        }
    }

    private void schedule() {
        long mean = SECOND_NS / actionsPerSecond;
        loop.schedule(
                Math.max(SHORTEST_PAUSE_NS, pauses.nextLong(2 * mean)),
                () -> {
                    trader.step();
                    schedule();
                });
    }
}
