package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The account at work: orders in the matching books, and what they do to its holdings.
 *
 * <p>Owned by the venue's thread, but for {@link #truth}.
 */
public final class Account {
    private static final long FIRST_ORDER = 7_000_000_001L;
    private static final long FIRST_EXECUTION = 15_000_000_001L;

    private final LongSupplier clockUs;
    private final Map<String, ? extends TradingPlace> places;
    private final Holdings holdings;
    private final AccountListener listener;
    private final OrderRules rules;
    private final AccountTruth truth;
    private final Map<Long, OrderState> open = new LinkedHashMap<>();
    private final List<AccountEvent> untold = new ArrayList<>();
    private long nextOrder = FIRST_ORDER;
    private long nextExecution = FIRST_EXECUTION;

    /**
     * An account without orders.
     *
     * @param clockUs the venue's clock, microseconds since 1970 UTC
     * @param places the markets of now by symbol; may change
     */
    Account(
            LongSupplier clockUs,
            Map<String, ? extends TradingPlace> places,
            Holdings holdings,
            OrderWords words,
            AccountListener listener) {
        this.clockUs = clockUs;
        this.places = places;
        this.holdings = holdings;
        this.listener = listener;
        rules = new OrderRules(places, words);
        truth = new AccountTruth(holdings.balances(), clockUs.getAsLong());
    }

    /** What the account really is; readable on any thread. */
    public AccountTruth truth() {
        return truth;
    }

    OrderRules rules() {
        return rules;
    }

    List<OrderState> openOrders() {
        return List.copyOf(open.values());
    }

    long nowUs() {
        return clockUs.getAsLong();
    }

    /** Places an order; returns how it stands after it has traded what it could at once. */
    OrderState place(OrderTerms terms) throws AccountRefusal {
        TradingPlace place = rules.check(terms, open.values());
        holdings.afford(place, terms, Optional.empty());
        long now = nowUs();
        OrderState placed =
                new OrderState(
                        nextOrder++, terms, OrderStatus.NEW, Money.ZERO, Money.ZERO, now, now);
        change(Optional.empty(), placed);
        tell(Execution.NEW, placed, Optional.empty(), Optional.empty());
        OrderState then = trade(place, placed);
        settle();
        return then;
    }

    /** Lets an order that is not in the book trade and rest as it may; returns how it stands. */
    private OrderState trade(TradingPlace place, OrderState order) {
        Optional<Expiry> expiry = trade(place.engine(), order);
        return expiry.map(why -> end(order.id(), why)).orElseGet(() -> newest(order.id()));
    }

    /** Returns why what is left of the order does not rest, unless it does or nothing is left. */
    private static Optional<Expiry> trade(MatchingEngine engine, OrderState order) {
        OrderTerms terms = order.terms();
        long price = InstrumentSpec.units(terms.price());
        long quantity = InstrumentSpec.units(order.remaining());
        if (terms.type() == OrderType.MARKET) {
            return engine.market(order.id(), terms.side(), quantity) == 0
                    ? Optional.empty()
                    : Optional.of(Expiry.INSUFFICIENT_LIQUIDITY);
        }
        return switch (terms.timeInForce()) {
            case GTC -> {
                engine.limit(order.id(), terms.side(), price, quantity);
                yield Optional.empty();
            }
            case IOC ->
                    engine.immediate(order.id(), terms.side(), price, quantity) == 0
                            ? Optional.empty()
                            : Optional.of(Expiry.UNFILLED_IOC_QUANTITY_EXPIRED);
            case FOK -> {
                if (engine.available(terms.side(), price) < quantity) {
                    yield Optional.of(Expiry.UNFILLED_FOK_ORDER_EXPIRED);
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
        BigDecimal executed = before.executed().add(trade.quantity());
        OrderState after =
                new OrderState(
                        id,
                        terms,
                        executed.compareTo(terms.quantity()) == 0
                                ? OrderStatus.FILLED
                                : OrderStatus.PARTIALLY_FILLED,
                        executed,
                        before.executedQuote()
                                .add(
                                        Contract.of(placeOf(terms).instrument())
                                                .fineWorth(trade.price(), trade.quantity())),
                        before.createdUs(),
                        trade.timeUs());
        change(Optional.of(before), after);
        Holdings.Booking booking = holdings.book(placeOf(terms), after, trade, maker);
        untold.addAll(booking.told());
        tell(Execution.TRADE, after, Optional.empty(), Optional.of(booking.fill()));
    }

    /** Cancels an open order; {@code requestId} is the client's name of the cancel. */
    OrderState cancel(OrderState order, String requestId) {
        OrderState gone = cancelled(order, requestId);
        settle();
        return gone;
    }

    private OrderState cancelled(OrderState order, String requestId) {
        takeOut(order);
        OrderState gone = ended(order, OrderStatus.CANCELED);
        tell(Execution.CANCELED, gone, requestId, order.terms().clientId());
        return gone;
    }

    /** Lowers an open order's quantity, which keeps its place in the queue. */
    OrderState amend(OrderState order, BigDecimal quantity, String requestId)
            throws AccountRefusal {
        rules.checkAmend(order, quantity);
        OrderState less = order.asking(order.terms().amended(quantity, requestId), nowUs());
        lower(order, less);
        tell(Execution.REPLACED, less, requestId, order.terms().clientId());
        settle();
        return less;
    }

    /**
     * Gives an open order another price and quantity. It keeps its place in the queue if only its
     * quantity becomes less, and is cancelled if it cannot be what it asks for.
     */
    OrderState modify(OrderState order, OrderTerms terms) throws AccountRefusal {
        if (!rules.checkModify(order, terms)) {
            return cancel(order, terms.clientId());
        }
        TradingPlace place = placeOf(terms);
        holdings.afford(place, terms, Optional.of(order));
        OrderState other = order.asking(terms, nowUs());
        boolean stays =
                terms.price().compareTo(order.terms().price()) == 0
                        && terms.quantity().compareTo(order.terms().quantity()) < 0;
        if (stays) {
            lower(order, other);
        } else {
            takeOut(order);
            change(Optional.of(order), other);
        }
        tell(Execution.REPLACED, other, terms.clientId(), "");
        OrderState then = stays ? other : trade(place, other);
        settle();
        return then;
    }

    private void lower(OrderState order, OrderState less) {
        BigDecimal by = order.terms().quantity().subtract(less.terms().quantity());
        placeOf(order.terms()).engine().reduce(order.id(), InstrumentSpec.units(by));
        change(Optional.of(order), less);
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
            long now = nowUs();
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
                takeOut(order);
                end(order.id(), Expiry.EXCHANGE_CANCELED);
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
        happened(holdings.transfer(asset, delta.setScale(Money.SCALE), nowUs()));
    }

    /** Something that is about no order has happened. */
    void happened(AccountEvent event) {
        untold.add(event);
        settle();
    }

    /** Tells what has happened since the last time. To be called when the market has moved. */
    public void settle() {
        if (untold.isEmpty()) {
            return;
        }
        holdings.last(nowUs()).ifPresent(untold::add);
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
    private OrderState end(long id, Expiry why) {
        OrderState gone = ended(newest(id), OrderStatus.EXPIRED);
        tell(Execution.EXPIRED, gone, Optional.of(why), Optional.empty());
        return gone;
    }

    private void takeOut(OrderState order) {
        placeOf(order.terms()).engine().reduce(order.id(), InstrumentSpec.units(order.remaining()));
    }

    private OrderState ended(OrderState order, OrderStatus status) {
        OrderState gone = order.as(status, nowUs());
        change(Optional.of(order), gone);
        return gone;
    }

    /** An order stands otherwise than before. */
    private void change(Optional<OrderState> before, OrderState after) {
        holdings.reserve(placeOf(after.terms()), before, after);
        if (after.status().isFinal()) {
            open.remove(after.id());
        } else {
            open.put(after.id(), after);
        }
    }

    private void tell(Execution execution, OrderState order, String requestId, String originalId) {
        untold.add(
                new OrderEvent(
                        execution,
                        order,
                        nextExecution++,
                        requestId,
                        originalId,
                        "NONE",
                        Optional.empty(),
                        Optional.empty()));
    }

    private void tell(
            Execution execution, OrderState order, Optional<Expiry> expiry, Optional<Fill> fill) {
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

    private TradingPlace placeOf(OrderTerms terms) {
        TradingPlace place = places.get(terms.symbol());
        if (place == null) {
            throw new IllegalStateException("an order of " + terms.symbol() + ", not traded here");
        }
        return place;
    }
}
