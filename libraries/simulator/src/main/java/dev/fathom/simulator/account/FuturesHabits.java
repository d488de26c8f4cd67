package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;

/** Modifies prices and quantities; something comes in or goes out, or the leverage is another. */
final class FuturesHabits implements Habits {
    private final Account account;
    private final FuturesHoldings holdings;
    private final RandomGenerator random;

    FuturesHabits(Account account, FuturesHoldings holdings, RandomGenerator random) {
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
        if (random.nextInt(3) == 0) {
            account.happened(
                    holdings.leverage(spec.symbol(), 10 + random.nextInt(20), account.nowUs()));
            return;
        }
        BigDecimal part = Trader.part(random, holdings.available(spec.marginAsset()));
        if (part.signum() > 0) {
            account.transfer(spec.marginAsset(), random.nextBoolean() ? part : part.negate());
        }
    }
}
