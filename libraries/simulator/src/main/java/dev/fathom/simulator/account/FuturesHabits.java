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
        OrderTerms now = order.terms();
        if (kind < 84) {
            BigDecimal half = Trader.steps(place, order.remaining(), 2);
            if (half.signum() > 0) {
                account.modify(order, now.modified(now.price(), order.executed().add(half)));
            }
            return;
        }
        BigDecimal price = trader.price(place, now.side(), random.nextInt(-2, 12));
        OrderTerms terms = now.modified(price, order.executed().add(trader.quantity(place)));
        if (trader.met(terms).isEmpty()) {
            account.modify(order, terms);
        } else {
            account.cancel(order, trader.name());
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
