package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What the account does by itself: seeded orders of every kind, cancels, changes, transfers; now
 * and then the venue ends its orders. It does not trade with itself, unless by an order that
 * waited. Owned by the venue's thread.
 */
public final class Trader {
    private static final int MOST_OPEN = 25;

    private final Account account;
    private final Map<String, ? extends TradingPlace> places;
    private final RandomGenerator random;
    private final Habits habits;
    private long named;
    private long refusals;

    /** A trader who trades in {@code places} of now. */
    Trader(
            Account account,
            Map<String, ? extends TradingPlace> places,
            RandomGenerator random,
            Habits habits) {
        this.account = account;
        this.places = places;
        this.random = random;
        this.habits = habits;
    }

    /** How often the venue has refused something. */
    public long refusals() {
        return refusals;
    }

    /** Does one thing, if there is anything to do. */
    public void step() {
        List<TradingPlace> traded = new ArrayList<>(places.values());
        traded.removeIf(it -> !it.status().equals("TRADING"));
        if (traded.isEmpty()) {
            return;
        }
        TradingPlace place = traded.get(random.nextInt(traded.size()));
        List<OrderState> open = account.openOrders();
        try {
            int kind = open.size() < MOST_OPEN ? random.nextInt(100) : 60 + random.nextInt(35);
            if (kind < 60 || open.isEmpty()) {
                habits.place(this, place);
            } else if (kind < 96) {
                change(open.get(random.nextInt(open.size())), kind);
            } else if (kind < 99) {
                habits.other(place);
            } else {
                account.expire(place.symbol());
            }
        } catch (AccountRefusal _) {
            refusals++;
        }
    }

    /**
     * Places an order, unless it might trade with one of its own: that one is cancelled instead.
     */
    void place(OrderTerms terms) throws AccountRefusal {
        Optional<OrderState> own = met(terms);
        if (own.isPresent()) {
            account.cancel(own.get(), name());
        } else {
            account.place(terms);
        }
    }

    /** An order of its own that one with these terms might trade with. */
    Optional<OrderState> met(OrderTerms terms) {
        return account.openOrders().stream()
                .filter(OrderState::isWorking)
                .filter(it -> it.terms().symbol().equals(terms.symbol()))
                .filter(it -> it.terms().side() != terms.side())
                .filter(it -> terms.type() == OrderType.MARKET || crosses(terms, it.terms()))
                .findFirst();
    }

    private static boolean crosses(OrderTerms terms, OrderTerms other) {
        int above = terms.price().compareTo(other.price());
        return terms.side() == BookSide.BID ? above >= 0 : above <= 0;
    }

    private void change(OrderState order, int kind) throws AccountRefusal {
        TradingPlace place = places.get(order.terms().symbol());
        if (place == null || !place.status().equals("TRADING")) {
            account.cancel(order, name());
        } else if (kind < 75) {
            account.cancel(order, name());
        } else {
            habits.change(this, place, order, kind);
        }
    }

    /** Leaves half of what is open of an order, in whole steps, if that is anything. */
    void halve(TradingPlace place, OrderState order) throws AccountRefusal {
        BigDecimal half = steps(place, order.remaining(), 2);
        if (half.signum() > 0) {
            OrderTerms now = order.terms();
            account.modify(order, now.modified(now.price(), order.executed().add(half)));
        }
    }

    /**
     * Gives an order another price and quantity; it is cancelled if it might trade with one of its
     * own then.
     */
    void modify(TradingPlace place, OrderState order) throws AccountRefusal {
        OrderTerms now = order.terms();
        BigDecimal price = price(place, now.side(), random.nextInt(-2, 12));
        OrderTerms terms = now.modified(price, order.executed().add(quantity(place)));
        if (met(terms).isEmpty()) {
            account.modify(order, terms);
        } else {
            account.cancel(order, name());
        }
    }

    /** A seeded order of any kind. */
    OrderTerms order(TradingPlace place) {
        BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
        int kind = random.nextInt(100);
        OrderType type =
                kind < 20 ? OrderType.MARKET : kind < 30 ? OrderType.LIMIT_MAKER : OrderType.LIMIT;
        TimeInForce time =
                kind < 80 ? TimeInForce.GTC : kind < 90 ? TimeInForce.IOC : TimeInForce.FOK;
        // Up to three steps through the best price of the other side, or behind that of its own.
        int distance = time == TimeInForce.GTC ? random.nextInt(-2, 12) : random.nextInt(-3, 2);
        BigDecimal price = type == OrderType.MARKET ? Money.ZERO : price(place, side, distance);
        return new OrderTerms(place.symbol(), side, type, time, price, quantity(place), name());
    }

    /** So many steps behind the best price of the other side. */
    BigDecimal price(TradingPlace place, BookSide side, int distance) {
        MatchingEngine engine = place.engine();
        OptionalLong there = engine.best(side.opposite());
        long best =
                there.orElseGet(() ->
                        engine.best(side)
                                .orElse(InstrumentSpec.units(place.instrument().startPrice())));
        return above(place, Money.ofUnits(best), side == BookSide.BID ? -distance : distance);
    }

    /** So many steps above another price, on the grid of now: old prices may lie on a finer one. */
    static BigDecimal above(TradingPlace place, BigDecimal price, int steps) {
        long tick = InstrumentSpec.units(place.tick());
        long units = InstrumentSpec.units(price) + steps * tick;
        return Money.ofUnits(Math.max(tick, Math.floorDiv(units, tick) * tick));
    }

    /** A seeded quantity. */
    BigDecimal quantity(TradingPlace place) {
        InstrumentSpec spec = place.instrument();
        long step = InstrumentSpec.units(spec.stepSize());
        long typical = Math.max(1, InstrumentSpec.units(spec.typicalSize()) / step);
        return Money.ofUnits((1 + random.nextLong(4 * typical)) * step);
    }

    /** A part of a quantity in whole steps. */
    static BigDecimal steps(TradingPlace place, BigDecimal quantity, int part) {
        long step = InstrumentSpec.units(place.instrument().stepSize());
        return Money.ofUnits(InstrumentSpec.units(quantity) / part / step * step);
    }

    /** Some of an amount, a hundredth of it at most; zero if that is nothing. */
    static BigDecimal part(RandomGenerator random, BigDecimal amount) {
        long units = InstrumentSpec.units(amount) / 100;
        return units > 0 ? Money.ofUnits(1 + random.nextLong(units)) : Money.ZERO;
    }

    /** A name that no order has had. */
    String name() {
        return habits.name(random.nextLong(1L << 40), named++);
    }
}
