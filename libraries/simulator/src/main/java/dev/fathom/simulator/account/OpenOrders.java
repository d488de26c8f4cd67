package dev.fathom.simulator.account;

import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * The open orders, in the books or waiting, and what happens to them. Whatever changes an order
 * changes the holdings and is to be told. Owned by the venue's thread.
 */
final class OpenOrders {
    private final LongSupplier clockUs;
    private final Books books;
    private final Holdings holdings;
    private final OrderRules rules;
    private final StopOrders stops;
    private final Untold untold;
    private final OrderLists lists = new OrderLists();
    private final Map<Long, OrderState> open = new LinkedHashMap<>();
    // What a book is matching must not be changed meanwhile: what follows from it waits.
    private final Queue<Long> traded = new ArrayDeque<>();

    OpenOrders(
            LongSupplier clockUs,
            Books books,
            Holdings holdings,
            OrderRules rules,
            StopOrders stops,
            Untold untold) {
        this.clockUs = clockUs;
        this.books = books;
        this.holdings = holdings;
        this.rules = rules;
        this.stops = stops;
        this.untold = untold;
    }

    List<OrderState> all() {
        return List.copyOf(open.values());
    }

    OrderLists lists() {
        return lists;
    }

    /** A list is taken, before its orders are. */
    void add(OrderList list) {
        lists.add(list);
        untold.add(new AccountEvent.ListEvent(list));
    }

    private long nowUs() {
        return clockUs.getAsLong();
    }

    /** An order is taken, and goes to work unless it waits for a price. */
    OrderState accept(long id, ListRole role, OrderTerms terms) {
        OrderState taken = OrderState.of(id, role, terms, OrderStatus.NEW, nowUs());
        OrderState placed = terms.type().waits() ? taken : taken.atWork(taken.createdUs());
        tell(Optional.empty(), placed);
        return placed;
    }

    /** An order is taken, and waits until another is filled. */
    void acceptLater(long id, ListRole role, OrderTerms terms) {
        tell(Optional.empty(), OrderState.of(id, role, terms, OrderStatus.PENDING_NEW, nowUs()));
    }

    private void tell(Optional<OrderState> before, OrderState now) {
        change(before, now);
        untold.add(Execution.NEW, now);
    }

    /** Lets an order that was taken do what it may. */
    void start(OrderState placed) {
        if (placed.isWorking()) {
            enter(placed);
        } else {
            stops.add(placed);
        }
    }

    /** Lets an order that is not in the book trade and rest as it may. */
    void enter(OrderState order) {
        books.enter(order).ifPresent(why -> end(newest(order.id()), why));
    }

    /** An order that waited goes to the book; the other of its list is gone before. */
    private void begin(OrderState order) {
        OrderState working = order.atWork(nowUs());
        tell(Optional.of(order), working);
        follow(working);
        enter(working);
    }

    /** An order need not wait for another any more. */
    private void release(OrderState order) {
        TradingPlace place = books.of(order.terms());
        try {
            rules.checkNow(place, order.terms());
            holdings.afford(place, order.terms(), Optional.empty());
        } catch (AccountRefusal _) {
            end(order, Expiry.REJECTED);
            return;
        }
        if (!order.terms().type().waits()) {
            begin(order);
            return;
        }
        OrderState waiting = order.as(OrderStatus.NEW, nowUs());
        tell(Optional.of(order), waiting);
        stops.add(waiting);
    }

    /** The public trade just made was one of the order with this id. */
    void traded(long id, boolean maker, TruthTrade trade) {
        OrderState before = open.get(id);
        if (before == null) {
            throw new IllegalStateException("a trade of the order " + id + ", which is not open");
        }
        BigDecimal quote =
                Contract.of(books.of(before.terms()).instrument())
                        .fineWorth(trade.price(), trade.quantity());
        OrderState after = before.traded(trade.quantity(), quote, trade.timeUs());
        change(Optional.of(before), after);
        Holdings.Booking booking = holdings.book(books.of(after.terms()), after, trade, maker);
        untold.addAll(booking.told());
        untold.traded(after, booking.fill());
        traded.add(id);
    }

    /** An order is cancelled, and with it the other one of its list. */
    void cancelled(OrderState order, String requestId) {
        Optional<OrderList> list = lists.of(order);
        if (list.isPresent()) {
            cancelled(list.get(), requestId);
        } else {
            cancelOne(order, requestId);
        }
    }

    /** The orders of a list that is not done are cancelled. */
    void cancelled(OrderList list, String requestId) {
        OrderList done = lists.close(list, nowUs());
        list.ids().map(this::newest).forEach(it -> cancelOne(it, requestId));
        untold.add(new AccountEvent.ListEvent(done));
    }

    private void cancelOne(OrderState order, String requestId) {
        takeOut(order);
        OrderState gone = ended(order, OrderStatus.CANCELED);
        untold.asked(Execution.CANCELED, gone, requestId, order.terms().clientId());
    }

    /** An order asks for less, and keeps its place in the queue. */
    void lower(OrderState order, OrderState less) {
        books.lower(order, order.terms().quantity().subtract(less.terms().quantity()));
        change(Optional.of(order), less);
    }

    /** An order asks for something else, and goes to the book anew. */
    void move(OrderState order, OrderState other) {
        takeOut(order);
        change(Optional.of(order), other);
        untold.asked(Execution.REPLACED, other, other.terms().clientId(), "");
        enter(other);
    }

    /** The venue ends an order, if it is open. */
    void expire(long id, Expiry why) {
        OrderState order = open.get(id);
        if (order != null) {
            takeOut(order);
            end(order, why);
        }
    }

    /** Does what follows from the trades since the last time. */
    void conclude() {
        while (true) {
            if (!traded.isEmpty()) {
                follow(newest(traded.remove()));
                continue;
            }
            Optional<Long> triggered = stops.takeTriggered();
            if (triggered.isEmpty()) {
                return;
            }
            begin(newest(triggered.get()));
        }
    }

    /** Does what follows for the other order of a list. */
    private void follow(OrderState order) {
        Optional<OrderLists.Consequence> consequence = lists.after(order);
        if (consequence.isEmpty()) {
            return;
        }
        OrderList done = lists.close(lists.of(order).orElseThrow(), nowUs());
        switch (consequence.get()) {
            case OrderLists.Consequence.Ends it -> {
                expire(it.orderId(), it.why());
                untold.add(new AccountEvent.ListEvent(done));
            }
            case OrderLists.Consequence.IsPlaced it -> {
                untold.add(new AccountEvent.ListEvent(done));
                release(newest(it.orderId()));
            }
        }
    }

    /** How an order stands whose last event is untold, unless it is open. */
    OrderState newest(long id) {
        OrderState order = open.get(id);
        return order != null ? order : untold.newest(id);
    }

    /** What is left of the order, which is not in the book any more, expires. */
    private void end(OrderState order, Expiry why) {
        OrderState gone = ended(order, OrderStatus.EXPIRED);
        untold.expired(gone, why);
        follow(gone);
    }

    private void takeOut(OrderState order) {
        stops.remove(order);
        if (order.isWorking()) {
            books.leave(order);
        }
    }

    private OrderState ended(OrderState order, OrderStatus status) {
        OrderState gone = order.as(status, nowUs());
        change(Optional.of(order), gone);
        return gone;
    }

    /** An order stands otherwise than before. */
    private void change(Optional<OrderState> before, OrderState after) {
        holdings.reserve(books.of(after.terms()), before, after);
        if (after.status().isFinal()) {
            open.remove(after.id());
        } else {
            open.put(after.id(), after);
        }
    }
}
