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
 * What the account does by itself: seeded orders of every kind, cancels, amendments, replacements,
 * transfers; now and then the venue ends its orders. It never trades with itself. Owned by the
 * venue's thread.
 */
public final class Trader {
    private static final int MOST_OPEN = 25;

    private final Account account;
    private final Map<String, ? extends TradingPlace> places;
    private final RandomGenerator random;
    private long named;
    private long refusals;

    /** A trader who trades in {@code places} of now. */
    public Trader(
            Account account, Map<String, ? extends TradingPlace> places, RandomGenerator random) {
        this.account = account;
        this.places = places;
        this.random = random;
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
                place(order(place));
            } else if (kind < 96) {
                change(open.get(random.nextInt(open.size())), kind);
            } else if (kind < 99) {
                transfer(place);
            } else {
                account.expire(place.instrument().symbol());
            }
        } catch (AccountRefusal _) {
            refusals++;
        }
    }

    private void place(OrderTerms terms) throws AccountRefusal {
        Optional<OrderState> own = met(terms);
        if (own.isPresent()) {
            account.cancel(own.get(), name());
        } else {
            account.place(terms);
        }
    }

    /** An order of its own that one with these terms might trade with. */
    private Optional<OrderState> met(OrderTerms terms) {
        return account.openOrders().stream()
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
        } else if (kind < 86) {
            BigDecimal half = steps(place, order.remaining(), 2);
            if (half.signum() > 0) {
                account.amend(order, order.executed().add(half), name());
            }
        } else if (kind < 95) {
            OrderTerms terms = order(place);
            if (met(terms).isEmpty()) {
                account.replace(order, name(), terms);
            } else {
                account.cancel(order, name());
            }
        } else {
            // More than there is: the cancel stands, the new order is rejected.
            OrderTerms terms = order.terms();
            account.replace(
                    order,
                    name(),
                    new OrderTerms(
                            terms.symbol(),
                            BookSide.ASK,
                            OrderType.LIMIT,
                            TimeInForce.GTC,
                            price(place, BookSide.ASK, 50),
                            steps(place, tooMuch(place), 1),
                            name()));
        }
    }

    private BigDecimal tooMuch(TradingPlace place) {
        InstrumentSpec spec = place.instrument();
        return account.balance(spec.baseAsset()).free().add(spec.typicalSize());
    }

    private OrderTerms order(TradingPlace place) {
        BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
        int kind = random.nextInt(100);
        OrderType type =
                kind < 20 ? OrderType.MARKET : kind < 30 ? OrderType.LIMIT_MAKER : OrderType.LIMIT;
        TimeInForce time =
                kind < 80 ? TimeInForce.GTC : kind < 90 ? TimeInForce.IOC : TimeInForce.FOK;
        // Up to three steps through the best price of the other side, or behind that of its own.
        int distance = time == TimeInForce.GTC ? random.nextInt(-2, 12) : random.nextInt(-3, 2);
        BigDecimal price = type == OrderType.MARKET ? Money.ZERO : price(place, side, distance);
        return new OrderTerms(
                place.instrument().symbol(), side, type, time, price, quantity(place), name());
    }

    private BigDecimal price(TradingPlace place, BookSide side, int distance) {
        MatchingEngine engine = place.engine();
        long tick = InstrumentSpec.units(place.tick());
        OptionalLong there = engine.best(side.opposite());
        long best =
                there.orElseGet(() ->
                        engine.best(side)
                                .orElse(InstrumentSpec.units(place.instrument().startPrice())));
        long away = (side == BookSide.BID ? -distance : distance) * tick;
        // Old prices may lie on a finer grid.
        return Money.ofUnits(Math.max(tick, Math.floorDiv(best + away, tick) * tick));
    }

    private BigDecimal quantity(TradingPlace place) {
        InstrumentSpec spec = place.instrument();
        long step = InstrumentSpec.units(spec.stepSize());
        long typical = Math.max(1, InstrumentSpec.units(spec.typicalSize()) / step);
        return Money.ofUnits((1 + random.nextLong(4 * typical)) * step);
    }

    private static BigDecimal steps(TradingPlace place, BigDecimal quantity, int part) {
        long step = InstrumentSpec.units(place.instrument().stepSize());
        return Money.ofUnits(InstrumentSpec.units(quantity) / part / step * step);
    }

    private void transfer(TradingPlace place) {
        InstrumentSpec spec = place.instrument();
        String asset = random.nextBoolean() ? spec.baseAsset() : spec.quoteAsset();
        BigDecimal free = account.balance(asset).free();
        long units = InstrumentSpec.units(free) / 100;
        if (units > 0) {
            BigDecimal delta = Money.ofUnits(1 + random.nextLong(units));
            account.transfer(asset, random.nextBoolean() ? delta : delta.negate());
        }
    }

    private String name() {
        return "sim" + Long.toString(random.nextLong(1L << 40), 36) + "x" + named++;
    }
}
