package dev.fathom.simulator.account;

import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The account at work: orders in the matching books, orders that wait, and what they do to its
 * holdings.
 *
 * <p>Owned by the venue's thread, but for {@link #truth}.
 */
public final class Account {
    private static final long FIRST_ORDER = 7_000_000_001L;
    private static final long FIRST_LIST = 80_001;

    private final LongSupplier clockUs;
    private final Books books;
    private final Holdings holdings;
    private final OrderRules rules;
    private final AccountTruth truth;
    private final Untold untold;
    private final StopOrders stops = new StopOrders();
    private final OpenOrders orders;
    private long nextOrder = FIRST_ORDER;
    private long nextList = FIRST_LIST;

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
        this.holdings = holdings;
        books = new Books(places);
        rules = new OrderRules(places, words, stops);
        truth = new AccountTruth(holdings.balances(), clockUs.getAsLong());
        untold = new Untold(holdings, truth, listener);
        orders = new OpenOrders(clockUs, books, holdings, rules, stops, untold);
    }

    /** What the account really is; readable on any thread. */
    public AccountTruth truth() {
        return truth;
    }

    OrderRules rules() {
        return rules;
    }

    List<OrderState> openOrders() {
        return orders.all();
    }

    /** The lists whose orders depend on each other still. */
    List<OrderList> openLists() {
        return orders.lists().open();
    }

    /** The list of an order, while its orders depend on each other. */
    Optional<OrderList> listOf(OrderState order) {
        return orders.lists().of(order);
    }

    /** The price of the last public trade, if there was one. */
    Optional<BigDecimal> lastPrice(String symbol) {
        return stops.last(symbol);
    }

    long nowUs() {
        return clockUs.getAsLong();
    }

    /** Places an order; returns how it stands after it has traded what it could at once. */
    OrderState place(OrderTerms terms) throws AccountRefusal {
        TradingPlace place = rules.check(terms, orders.all());
        holdings.afford(place, terms, Optional.empty());
        OrderState placed = orders.accept(nextOrder++, ListRole.NONE, terms);
        orders.start(placed);
        return settled(placed);
    }

    /** Places orders as a list; returns how it stands after they have traded what they could. */
    OrderList place(ListTerms terms) throws AccountRefusal {
        TradingPlace place = rules.check(terms, orders.all(), orders.lists().open());
        List<OrderTerms> all = terms.orders();
        holdings.afford(place, all.getFirst(), Optional.empty());
        if (terms.isOco()) {
            holdings.afford(place, all.getLast(), Optional.empty());
        }
        long now = nowUs();
        List<OrderList.Member> members = new ArrayList<>();
        all.forEach(it -> members.add(new OrderList.Member(nextOrder++, it.clientId())));
        OrderList list =
                new OrderList(
                        nextList++,
                        terms.contingency(),
                        terms.clientId(),
                        all.getFirst().symbol(),
                        members,
                        OrderList.Change.EXEC_STARTED,
                        now,
                        now);
        orders.add(list);
        ListRole role = new ListRole(list.id(), list.isOco());
        List<OrderState> placed = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            long id = members.get(i).orderId();
            if (list.isOco() || list.isAwaited(id)) {
                placed.add(orders.accept(id, role, all.get(i)));
            } else {
                orders.acceptLater(id, role, all.get(i));
            }
        }
        placed.forEach(orders::start);
        settle();
        return truth.list(list.id()).getLast();
    }

    /** The public trade just made was one of the order with this id. */
    public void traded(long id, boolean maker, TruthTrade trade) {
        orders.traded(id, maker, trade);
    }

    /** Somebody has just traded at this price. */
    public void seen(String symbol, BigDecimal price) {
        stops.traded(symbol, price);
    }

    /**
     * Cancels an open order, and the other one of its list; {@code requestId} is the client's name
     * of the cancel.
     */
    OrderState cancel(OrderState order, String requestId) {
        orders.cancelled(order, requestId);
        return settled(order);
    }

    /** Cancels the orders of a list that is not done. */
    OrderList cancel(OrderList list, String requestId) {
        orders.cancelled(list, requestId);
        settle();
        return truth.list(list.id()).getLast();
    }

    /** Lowers an open order's quantity, which keeps its place in the queue. */
    OrderState amend(OrderState order, BigDecimal quantity, String requestId)
            throws AccountRefusal {
        rules.checkAmend(order, quantity, orders.lists().of(order).isPresent());
        OrderState less = order.asking(order.terms().amended(quantity, requestId), nowUs());
        orders.lower(order, less);
        untold.asked(Execution.REPLACED, less, requestId, order.terms().clientId());
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
        TradingPlace place = books.of(terms);
        holdings.afford(place, terms, Optional.of(order));
        OrderState other = order.asking(terms, nowUs());
        if (terms.price().compareTo(order.terms().price()) == 0
                && terms.quantity().compareTo(order.terms().quantity()) < 0) {
            orders.lower(order, other);
            untold.asked(Execution.REPLACED, other, terms.clientId(), "");
        } else {
            orders.move(order, other);
        }
        return settled(other);
    }

    /**
     * Cancels an order and places another in its stead. If that one is refused the cancel stands,
     * and the order that was not to be is told as rejected.
     */
    OrderState replace(OrderState order, String requestId, OrderTerms terms) throws AccountRefusal {
        orders.cancelled(order, requestId);
        try {
            return place(terms);
        } catch (AccountRefusal refusal) {
            OrderState never =
                    OrderState.of(nextOrder++, ListRole.NONE, terms, OrderStatus.REJECTED, nowUs());
            untold.rejected(never, OrderRules.reason(refusal));
            settle();
            throw refusal;
        }
    }

    /** The venue ends every open order of the symbol. */
    public void expire(String symbol) {
        for (OrderState order : openOrders()) {
            if (order.terms().symbol().equals(symbol)) {
                orders.expire(order.id(), Expiry.EXCHANGE_CANCELED);
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

    /**
     * Does what follows from the trades since the last time, and tells all that has happened. To be
     * called when the market has moved.
     */
    public void settle() {
        orders.conclude();
        untold.tell(nowUs());
    }

    /** The same for a request; returns how its order stands. */
    private OrderState settled(OrderState order) {
        orders.conclude();
        OrderState then = orders.newest(order.id());
        untold.tell(nowUs());
        return then;
    }
}
