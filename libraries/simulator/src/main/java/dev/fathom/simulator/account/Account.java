package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The account at work: orders in the matching books, and what they do to its balances.
 *
 * <p>An order reserves what it may cost, rounded up; a trade costs its price times its quantity,
 * cut to eight decimals, and gives back what it did not need. So what is locked is at any moment
 * the sum of what the open orders may still cost.
 *
 * <p>Owned by the venue's thread, but for {@link #truth}.
 */
public final class Account {
    private static final long FIRST_ORDER = 7_000_000_001L;
    private static final long FIRST_EXECUTION = 15_000_000_001L;

    private final AccountOptions options;
    private final LongSupplier clockUs;
    private final Map<String, ? extends TradingPlace> places;
    private final AccountListener listener;
    private final OrderRules rules;
    private final AccountTruth truth;
    private final Map<String, Balance> balances = new LinkedHashMap<>();
    private final Map<Long, OrderState> open = new LinkedHashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final List<AccountEvent> untold = new ArrayList<>();
    private long nextOrder = FIRST_ORDER;
    private long nextExecution = FIRST_EXECUTION;

    /**
     * An account without orders.
     *
     * @param clockUs the venue's clock, microseconds since 1970 UTC
     * @param places the markets of now by symbol; may change
     */
    public Account(
            AccountOptions options,
            LongSupplier clockUs,
            Map<String, ? extends TradingPlace> places,
            AccountListener listener) {
        this.options = options;
        this.clockUs = clockUs;
        this.places = places;
        this.listener = listener;
        rules = new OrderRules(places);
        options.balances().forEach((asset, amount) -> balances.put(asset, start(amount)));
        if (balances.isEmpty()) {
            places.values().forEach(it -> plenty(it.instrument()));
        }
        truth = new AccountTruth(balances, clockUs.getAsLong());
    }

    private static Balance start(BigDecimal amount) {
        return Balance.NONE.plus(amount.setScale(Money.SCALE));
    }

    private void plenty(InstrumentSpec it) {
        BigDecimal base = it.typicalSize().multiply(BigDecimal.valueOf(1_000));
        balances.merge(it.baseAsset(), start(base), (a, b) -> a.plus(b.free()));
        balances.merge(
                it.quoteAsset(),
                Balance.NONE.plus(Money.quote(it.startPrice(), base)),
                (a, b) -> a.plus(b.free()));
    }

    /** What the account really is; readable on any thread. */
    public AccountTruth truth() {
        return truth;
    }

    /** An open order. */
    Optional<OrderState> find(long id) {
        return Optional.ofNullable(open.get(id));
    }

    List<OrderState> openOrders() {
        return List.copyOf(open.values());
    }

    Balance balance(String asset) {
        return balances.getOrDefault(asset, Balance.NONE);
    }

    /** Places an order; returns how it stands after it has traded what it could at once. */
    OrderState place(OrderTerms terms) throws AccountRefusal {
        TradingPlace place = rules.check(terms, open.values());
        if (cost(place, terms).compareTo(balance(given(place, terms.side())).free()) > 0) {
            throw OrderRules.noFunds();
        }
        long id = nextOrder++;
        long now = clockUs.getAsLong();
        OrderState placed =
                new OrderState(id, terms, OrderStatus.NEW, Money.ZERO, Money.ZERO, now, now);
        lock(place, given(place, terms.side()), locked(placed));
        open.put(id, placed);
        tell(Execution.NEW, placed, Optional.empty(), Optional.empty());
        Optional<String> expiry = trade(place.engine(), placed);
        OrderState then = expiry.map(why -> end(id, why)).orElseGet(() -> newest(id));
        settle();
        return then;
    }

    /** Returns why what is left of the order does not rest, unless it does or nothing is left. */
    private static Optional<String> trade(MatchingEngine engine, OrderState order) {
        OrderTerms terms = order.terms();
        long price = InstrumentSpec.units(terms.price());
        long quantity = InstrumentSpec.units(terms.quantity());
        if (terms.type() == OrderType.MARKET) {
            return engine.market(order.id(), terms.side(), quantity) == 0
                    ? Optional.empty()
                    : Optional.of("INSUFFICIENT_LIQUIDITY");
        }
        return switch (terms.timeInForce()) {
            case GTC -> {
                engine.limit(order.id(), terms.side(), price, quantity);
                yield Optional.empty();
            }
            case IOC ->
                    engine.immediate(order.id(), terms.side(), price, quantity) == 0
                            ? Optional.empty()
                            : Optional.of("UNFILLED_IOC_QUANTITY_EXPIRED");
            case FOK -> {
                if (engine.available(terms.side(), price) < quantity) {
                    yield Optional.of("UNFILLED_FOK_ORDER_EXPIRED");
                }
                engine.immediate(order.id(), terms.side(), price, quantity);
                yield Optional.empty();
            }
        };
    }

    /** The public trade just made was one of the order with this id. */
    public void traded(long id, boolean maker, TruthTrade trade) {
        OrderState before = open.get(id);
        if (before == null) {
            throw new IllegalStateException("a trade of the order " + id + ", which is not open");
        }
        OrderTerms terms = before.terms();
        TradingPlace place = placeOf(terms);
        BigDecimal quote = Money.quote(trade.price(), trade.quantity());
        BigDecimal executed = before.executed().add(trade.quantity());
        OrderState after =
                new OrderState(
                        id,
                        terms,
                        executed.compareTo(terms.quantity()) == 0
                                ? OrderStatus.FILLED
                                : OrderStatus.PARTIALLY_FILLED,
                        executed,
                        before.executedQuote().add(quote),
                        before.createdUs(),
                        trade.timeUs());
        boolean buys = terms.side() == BookSide.BID;
        BigDecimal gets = buys ? trade.quantity() : quote;
        BigDecimal fee = Money.commission(gets, maker ? options.makerFee() : options.takerFee());
        String given = given(place, terms.side());
        String got = given(place, terms.side().opposite());
        lock(place, given, locked(after).subtract(locked(before)));
        add(given, (buys ? quote : trade.quantity()).negate());
        add(got, gets.subtract(fee));
        put(after);
        Fill fill =
                new Fill(
                        terms.symbol(),
                        trade.id(),
                        id,
                        terms.side(),
                        trade.price(),
                        trade.quantity(),
                        quote,
                        fee,
                        got,
                        maker,
                        trade.timeUs());
        tell(Execution.TRADE, after, Optional.empty(), Optional.of(fill));
    }

    /** Cancels an open order; {@code requestId} is the client's name of the cancel. */
    OrderState cancel(OrderState order, String requestId) {
        OrderState gone = cancelled(order, requestId);
        settle();
        return gone;
    }

    private OrderState cancelled(OrderState order, String requestId) {
        OrderState gone = withdrawn(order, OrderStatus.CANCELED);
        untold.add(
                new OrderEvent(
                        Execution.CANCELED,
                        gone,
                        nextExecution++,
                        requestId,
                        order.terms().clientId(),
                        "NONE",
                        Optional.empty(),
                        Optional.empty()));
        return gone;
    }

    /** Lowers an open order's quantity, which keeps its place in the queue. */
    OrderState amend(OrderState order, BigDecimal quantity, String requestId)
            throws AccountRefusal {
        TradingPlace place = placeOf(order.terms());
        rules.checkAmend(order, quantity);
        long now = clockUs.getAsLong();
        OrderState less =
                new OrderState(
                        order.id(),
                        order.terms().amended(quantity, requestId),
                        order.status(),
                        order.executed(),
                        order.executedQuote(),
                        order.createdUs(),
                        now);
        place.engine()
                .reduce(
                        order.id(),
                        InstrumentSpec.units(order.terms().quantity().subtract(quantity)));
        lock(place, given(place, order.terms().side()), locked(less).subtract(locked(order)));
        put(less);
        untold.add(
                new OrderEvent(
                        Execution.REPLACED,
                        less,
                        nextExecution++,
                        requestId,
                        order.terms().clientId(),
                        "NONE",
                        Optional.empty(),
                        Optional.empty()));
        settle();
        return less;
    }

    /**
     * Cancels an order and places another in its stead. If that one is refused the cancel stands,
     * and the order that was not to be is told as rejected.
     */
    OrderState replace(OrderState order, String requestId, OrderTerms terms) throws AccountRefusal {
        cancelled(order, requestId);
        try {
            return place(terms);
        } catch (AccountRefusal refusal) {
            long now = clockUs.getAsLong();
            OrderState never =
                    new OrderState(
                            nextOrder++,
                            terms,
                            OrderStatus.REJECTED,
                            Money.ZERO,
                            Money.ZERO,
                            now,
                            now);
            untold.add(
                    new OrderEvent(
                            Execution.REJECTED,
                            never,
                            nextExecution++,
                            terms.clientId(),
                            "",
                            OrderRules.reason(refusal),
                            Optional.empty(),
                            Optional.empty()));
            settle();
            throw refusal;
        }
    }

    /** The venue ends every open order of the symbol. */
    public void expire(String symbol) {
        for (OrderState order : List.copyOf(open.values())) {
            if (order.terms().symbol().equals(symbol)) {
                placeOf(order.terms())
                        .engine()
                        .reduce(order.id(), InstrumentSpec.units(order.remaining()));
                end(order.id(), "EXCHANGE_CANCELED");
            }
        }
        settle();
    }

    /**
     * Something comes in, or goes out if {@code delta} is negative; never more than is free.
     *
     * @throws IllegalArgumentException if more is to go out than is free
     */
    public void transfer(String asset, BigDecimal delta) {
        BigDecimal amount = delta.setScale(Money.SCALE);
        if (balance(asset).free().add(amount).signum() < 0) {
            throw new IllegalArgumentException(
                    "only " + balance(asset).free() + " " + asset + " are free, not " + amount);
        }
        add(asset, amount);
        untold.add(new AccountEvent.BalanceEvent(asset, amount, clockUs.getAsLong()));
        settle();
    }

    /** Tells what has happened since the last time. To be called when the market has moved. */
    public void settle() {
        if (untold.isEmpty()) {
            return;
        }
        if (!touched.isEmpty()) {
            Map<String, Balance> now = new LinkedHashMap<>();
            touched.forEach(asset -> now.put(asset, balance(asset)));
            untold.add(new AccountEvent.PositionEvent(now, clockUs.getAsLong()));
            touched.clear();
        }
        List<AccountEvent> events = List.copyOf(untold);
        untold.clear();
        truth.record(events);
        listener.onEvents(events);
    }

    private OrderState newest(long id) {
        OrderState order = open.get(id);
        if (order != null) {
            return order;
        }
        // It has been filled meanwhile: its last event is still untold.
        return untold.reversed().stream()
                .filter(it -> it instanceof OrderEvent event && event.order().id() == id)
                .map(it -> ((OrderEvent) it).order())
                .findFirst()
                .orElseThrow();
    }

    /** What is left of the order, which is not in the book any more, expires. */
    private OrderState end(long id, String why) {
        OrderState order = newest(id);
        OrderState ended = released(order, OrderStatus.EXPIRED);
        tell(Execution.EXPIRED, ended, Optional.of(why), Optional.empty());
        return ended;
    }

    private OrderState withdrawn(OrderState order, OrderStatus status) {
        placeOf(order.terms()).engine().reduce(order.id(), InstrumentSpec.units(order.remaining()));
        return released(order, status);
    }

    private OrderState released(OrderState order, OrderStatus status) {
        TradingPlace place = placeOf(order.terms());
        OrderState gone =
                new OrderState(
                        order.id(),
                        order.terms(),
                        status,
                        order.executed(),
                        order.executedQuote(),
                        order.createdUs(),
                        clockUs.getAsLong());
        lock(place, given(place, order.terms().side()), locked(order).negate());
        put(gone);
        return gone;
    }

    private void put(OrderState order) {
        if (order.status().isFinal()) {
            open.remove(order.id());
        } else {
            open.put(order.id(), order);
        }
    }

    private void tell(
            Execution execution, OrderState order, Optional<String> expiry, Optional<Fill> fill) {
        untold.add(
                new OrderEvent(
                        execution,
                        order,
                        nextExecution++,
                        order.terms().clientId(),
                        "",
                        "NONE",
                        expiry,
                        fill));
    }

    /**
     * What the order may still cost, in the asset that it gives. A market order pays as it goes.
     */
    private static BigDecimal locked(OrderState order) {
        OrderTerms terms = order.terms();
        if (order.status().isFinal()) {
            return Money.ZERO;
        }
        return terms.side() == BookSide.BID
                ? Money.reserve(terms.price(), order.remaining())
                : order.remaining();
    }

    private static BigDecimal cost(TradingPlace place, OrderTerms terms) {
        if (terms.side() == BookSide.ASK) {
            return terms.quantity();
        }
        if (terms.type() != OrderType.MARKET) {
            return Money.reserve(terms.price(), terms.quantity());
        }
        Purchase purchase = new Purchase(InstrumentSpec.units(terms.quantity()));
        place.engine().best(BookSide.ASK, Integer.MAX_VALUE, purchase::take);
        return purchase.cost;
    }

    /** What it costs to buy at whatever price there is. */
    private static final class Purchase {
        private long left;
        private BigDecimal cost = Money.ZERO;

        Purchase(long quantity) {
            left = quantity;
        }

        void take(long price, long quantity) {
            long taken = Math.min(left, quantity);
            left -= taken;
            cost = cost.add(Money.reserve(Money.ofUnits(price), Money.ofUnits(taken)));
        }
    }

    private static String given(TradingPlace place, BookSide side) {
        InstrumentSpec spec = place.instrument();
        return side == BookSide.BID ? spec.quoteAsset() : spec.baseAsset();
    }

    private TradingPlace placeOf(OrderTerms terms) {
        TradingPlace place = places.get(terms.symbol());
        if (place == null) {
            throw new IllegalStateException("an order of " + terms.symbol() + ", not traded here");
        }
        return place;
    }

    private void lock(TradingPlace place, String asset, BigDecimal amount) {
        touched.add(place.instrument().baseAsset());
        touched.add(place.instrument().quoteAsset());
        balances.put(asset, balance(asset).locking(amount));
    }

    private void add(String asset, BigDecimal amount) {
        touched.add(asset);
        balances.put(asset, balance(asset).plus(amount));
    }
}
