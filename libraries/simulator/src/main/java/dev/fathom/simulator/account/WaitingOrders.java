package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;

/** Seeded orders that wait for a price near the last one, or for another order. */
final class WaitingOrders {
    private static final int FAR = 8;

    private final Trader trader;
    private final TradingPlace place;
    private final BigDecimal last;
    private final RandomGenerator random;

    WaitingOrders(Trader trader, TradingPlace place, BigDecimal last, RandomGenerator random) {
        this.trader = trader;
        this.place = place;
        this.last = last;
        this.random = random;
    }

    /** One that waits for a price, which may be there already. */
    OrderTerms stop() {
        boolean rise = random.nextBoolean();
        int steps = random.nextInt(FAR);
        return stop(side(), rise, rise ? steps : -steps, trader.quantity(place));
    }

    private BookSide side() {
        return random.nextBoolean() ? BookSide.BID : BookSide.ASK;
    }

    private OrderTerms stop(BookSide side, boolean rise, int steps, BigDecimal quantity) {
        BigDecimal stop = Trader.above(place, last, steps);
        OrderType type =
                rise == (side == BookSide.BID)
                        ? OrderType.STOP_LOSS_LIMIT
                        : OrderType.TAKE_PROFIT_LIMIT;
        int kind = random.nextInt(10);
        return new OrderTerms(
                place.instrument().symbol(),
                side,
                type,
                kind < 8 ? TimeInForce.GTC : kind < 9 ? TimeInForce.IOC : TimeInForce.FOK,
                Trader.above(place, stop, random.nextInt(-3, 4)),
                stop,
                quantity,
                trader.name());
    }

    /** One below and one above the last price. */
    ListTerms oco() {
        BookSide side = side();
        BigDecimal quantity = trader.quantity(place);
        OrderTerms below = leg(side, false, quantity);
        return ListTerms.oco(trader.name(), below, leg(side, true, quantity));
    }

    private OrderTerms leg(BookSide side, boolean above, BigDecimal quantity) {
        int steps = 1 + random.nextInt(FAR);
        boolean better = above == (side == BookSide.ASK);
        return better && random.nextInt(3) > 0
                ? limit(OrderType.LIMIT_MAKER, side, above ? steps : -steps, quantity)
                : stop(side, above, above ? steps : -steps, quantity);
    }

    private OrderTerms limit(OrderType type, BookSide side, int steps, BigDecimal quantity) {
        return new OrderTerms(
                place.instrument().symbol(),
                side,
                type,
                TimeInForce.GTC,
                Trader.above(place, last, steps),
                quantity,
                trader.name());
    }

    /** One near the last price, and one that waits until that one is filled. */
    ListTerms oto() {
        BookSide side = side();
        OrderType type = random.nextBoolean() ? OrderType.LIMIT : OrderType.LIMIT_MAKER;
        OrderTerms working = limit(type, side, random.nextInt(-3, 4), trader.quantity(place));
        boolean rise = random.nextBoolean();
        int steps = random.nextInt(FAR);
        OrderTerms pending =
                random.nextBoolean()
                        ? trader.order(place)
                        : stop(
                                side.opposite(),
                                rise,
                                rise ? steps : -steps,
                                trader.quantity(place));
        return ListTerms.oto(trader.name(), working, pending);
    }
}
