package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the account really is: every order with every state it ever had, every fill, the balances.
 *
 * <p>Safe for many threads; what belongs together is seen together. What the venue has told is
 * already in here. The newest hundred thousand orders, lists of orders and fills of each symbol are
 * kept, and every open order.
 */
public final class AccountTruth {
    private static final int KEPT = 100_000;

    private final TreeMap<Long, List<OrderEvent>> orders = new TreeMap<>();
    private final TreeMap<Long, List<OrderList>> lists = new TreeMap<>();
    private final Map<String, ArrayDeque<Fill>> fills = new HashMap<>();
    private final Map<String, Balance> balances = new LinkedHashMap<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Map<String, BigDecimal> locks = new LinkedHashMap<>();
    private final List<AccountEvent.BalanceEvent> transfers = new ArrayList<>();
    private long updatedUs;

    AccountTruth(Map<String, Balance> start, long nowUs) {
        balances.putAll(start);
        updatedUs = nowUs;
    }

    /** The ids of the orders, oldest first. */
    public synchronized List<Long> orderIds() {
        return List.copyOf(orders.keySet());
    }

    /**
     * All that ever happened to an order, oldest first; its state after each of these events is one
     * it really had, and it never had another. Empty if there is no such order.
     */
    public synchronized List<OrderEvent> order(long id) {
        return List.copyOf(orders.getOrDefault(id, List.of()));
    }

    /** Every order of a symbol as it stands, oldest first. */
    public synchronized List<OrderState> orders(String symbol) {
        return orders.values().stream()
                .map(it -> it.getLast().order())
                .filter(it -> it.terms().symbol().equals(symbol))
                .toList();
    }

    /** The orders that may still trade, oldest first. */
    public synchronized List<OrderState> openOrders() {
        return orders.values().stream()
                .map(it -> it.getLast().order())
                .filter(it -> !it.status().isFinal())
                .toList();
    }

    /**
     * All states that a list of orders ever had, oldest first; empty if there is no such list, and
     * at futures.
     */
    public synchronized List<OrderList> list(long id) {
        return List.copyOf(lists.getOrDefault(id, List.of()));
    }

    /** Every list of orders as it stands, oldest first. */
    public synchronized List<OrderList> lists() {
        return lists.values().stream().map(List::getLast).toList();
    }

    /** The fills of a symbol in the order of their trade ids. */
    public synchronized List<Fill> fills(String symbol) {
        return List.copyOf(fills.getOrDefault(symbol, new ArrayDeque<>()));
    }

    /** What there is of each asset; of futures the wallets, of which nothing is locked. */
    public synchronized Map<String, Balance> balances() {
        return new LinkedHashMap<>(balances);
    }

    /** The position of each symbol that has ever had one; none on spot. */
    public synchronized Map<String, Position> positions() {
        return new LinkedHashMap<>(positions);
    }

    /** What other systems of a spot venue have locked, by asset. */
    public synchronized Map<String, BigDecimal> lockedByOthers() {
        return new LinkedHashMap<>(locks);
    }

    /** What came in and went out without a trade, oldest first. */
    public synchronized List<AccountEvent.BalanceEvent> transfers() {
        return List.copyOf(transfers);
    }

    /** When a balance last changed, by the venue's clock, microseconds since 1970 UTC. */
    public synchronized long updatedUs() {
        return updatedUs;
    }

    synchronized void record(Collection<AccountEvent> events) {
        for (AccountEvent event : events) {
            switch (event) {
                case OrderEvent it -> record(it);
                case AccountEvent.ListEvent it -> record(it.list());
                case AccountEvent.PositionEvent it -> {
                    balances.putAll(it.balances());
                    updatedUs = it.timeUs();
                }
                case AccountEvent.BalanceEvent it -> record(it);
                case AccountEvent.LockEvent it ->
                        locks.merge(it.asset(), it.delta(), BigDecimal::add);
                case AccountEvent.FundsEvent it -> record(it);
                case AccountEvent.LeverageEvent _ -> {
                    // Changes nothing that there is.
                }
            }
        }
    }

    private void record(OrderList list) {
        lists.computeIfAbsent(list.id(), _ -> new ArrayList<>()).add(list);
        if (lists.size() > KEPT) {
            lists.pollFirstEntry();
        }
    }

    private void record(AccountEvent.BalanceEvent event) {
        transfers.add(event);
        if (transfers.size() > KEPT) {
            transfers.removeFirst();
        }
    }

    private void record(AccountEvent.FundsEvent event) {
        updatedUs = event.timeUs();
        event.positions().forEach(it -> positions.put(it.position().symbol(), it.position()));
        event.wallets()
                .forEach((asset, it) -> {
                    balances.put(asset, Balance.NONE.plus(it.balance()));
                    if (it.change().signum() != 0) {
                        record(new AccountEvent.BalanceEvent(asset, it.change(), event.timeUs()));
                    }
                });
    }

    private void record(OrderEvent event) {
        orders.computeIfAbsent(event.order().id(), _ -> new ArrayList<>()).add(event);
        event.fill().ifPresent(this::record);
        if (orders.size() > KEPT) {
            forgetOne();
        }
    }

    private void record(Fill fill) {
        ArrayDeque<Fill> all = fills.computeIfAbsent(fill.symbol(), _ -> new ArrayDeque<>());
        all.addLast(fill);
        if (all.size() > KEPT) {
            all.removeFirst();
        }
    }

    private void forgetOne() {
        Iterator<List<OrderEvent>> oldest = orders.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().getLast().order().status().isFinal()) {
                oldest.remove();
                return;
            }
        }
    }
}
