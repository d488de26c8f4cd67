package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Places orders that wait and lists of orders, amends, replaces, and tries to sell more than there
 * is; something comes in or is locked.
 */
final class SpotHabits implements Habits {
    private final Account account;
    private final SpotHoldings holdings;
    private final RandomGenerator random;

    SpotHabits(Account account, SpotHoldings holdings, RandomGenerator random) {
        this.account = account;
        this.holdings = holdings;
        this.random = random;
    }

    @Override
    public void place(Trader trader, TradingPlace place) throws AccountRefusal {
        Optional<BigDecimal> last = account.lastPrice(place.instrument().symbol());
        int kind = random.nextInt(100);
        if (kind < 65 || last.isEmpty()) {
            trader.place(trader.order(place));
            return;
        }
        WaitingOrders waiting = new WaitingOrders(trader, place, last.get(), random);
        if (kind < 78) {
            account.place(waiting.stop());
        } else if (kind < 90) {
            account.place(waiting.oco());
        } else {
            ListTerms terms = waiting.oto();
            OrderTerms working = terms.orders().getFirst();
            if (trader.met(working).isPresent()) {
                trader.place(working);
            } else {
                account.place(terms);
            }
        }
    }

    @Override
    public void change(Trader trader, TradingPlace place, OrderState order, int kind)
            throws AccountRefusal {
        if (kind < 86) {
            if (!order.isWorking() || account.listOf(order).isPresent()) {
                account.cancel(order, trader.name());
                return;
            }
            BigDecimal half = Trader.steps(place, order.remaining(), 2);
            if (half.signum() > 0) {
                account.amend(order, order.executed().add(half), trader.name());
            }
        } else if (kind < 95) {
            OrderTerms terms = trader.order(place);
            if (trader.met(terms).isEmpty()) {
                account.replace(order, trader.name(), terms);
            } else {
                account.cancel(order, trader.name());
            }
        } else {
            // More than there is: the cancel stands, the new order is rejected.
            InstrumentSpec spec = place.instrument();
            BigDecimal tooMuch = holdings.balance(spec.baseAsset()).free().add(spec.typicalSize());
            account.replace(
                    order,
                    trader.name(),
                    new OrderTerms(
                            order.terms().symbol(),
                            BookSide.ASK,
                            OrderType.LIMIT,
                            TimeInForce.GTC,
                            trader.price(place, BookSide.ASK, 50),
                            Trader.steps(place, tooMuch, 1),
                            trader.name()));
        }
    }

    @Override
    public void other(TradingPlace place) {
        InstrumentSpec spec = place.instrument();
        String asset = random.nextBoolean() ? spec.baseAsset() : spec.quoteAsset();
        BigDecimal part = Trader.part(random, holdings.balance(asset).free());
        if (part.signum() == 0) {
            return;
        }
        if (random.nextBoolean()) {
            account.transfer(asset, random.nextBoolean() ? part : part.negate());
            return;
        }
        BigDecimal locked = holdings.lockedByOthers(asset);
        account.happened(
                holdings.lock(
                        asset, locked.signum() > 0 ? locked.negate() : part, account.nowUs()));
    }
}
