package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;

/** Gives orders other prices and quantities; something comes in or goes out. Names are numbers. */
final class UpdateHabits implements Habits {
    private static final long FIRST_NAME = 1_000_001;

    private final Account account;
    private final SpotHoldings holdings;
    private final RandomGenerator random;

    UpdateHabits(Account account, SpotHoldings holdings, RandomGenerator random) {
        this.account = account;
        this.holdings = holdings;
        this.random = random;
    }

    @Override
    public void change(Trader trader, TradingPlace place, OrderState order, int kind)
            throws AccountRefusal {
        if (kind < 84) {
            trader.halve(place, order);
        } else {
            trader.modify(place, order);
        }
    }

    @Override
    public void other(TradingPlace place) {
        InstrumentSpec spec = place.instrument();
        String asset = random.nextBoolean() ? spec.baseAsset() : spec.quoteAsset();
        BigDecimal part = Trader.part(random, holdings.balance(asset).free());
        if (part.signum() > 0) {
            account.transfer(asset, random.nextBoolean() ? part : part.negate());
        }
    }

    @Override
    public String name(long random, long count) {
        return Long.toString(FIRST_NAME + count);
    }
}
