package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The orders of an account and the lists they belong to. What comes twice, late or out of order
 * changes nothing: an order only moves forward, what is final stays, and each fill counts once.
 * Owned by one thread.
 */
public final class Orders {
    // An order is forgotten when so many were finished after it; events of it that come even later
    // would begin it anew.
    private static final int FINISHED_REMEMBERED = 20_000;

    /** Order ids are unique within an instrument only. */
    record Key(Instrument instrument, long id) {}

    private final Map<Key, TrackedOrder> orders = new LinkedHashMap<>();
    private final Map<Key, ListStatus> lists = new LinkedHashMap<>();
    private final Map<Instrument, Long> newestTrades = new TreeMap<>();
    private final Map<Instrument, Long> newestOrders = new TreeMap<>();
    private final Queue<Key> finished = new ArrayDeque<>();
    private final Queue<Key> finishedLists = new ArrayDeque<>();
    private final Consumer<Disagreement> onDisagreement;

    Orders(Consumer<Disagreement> onDisagreement) {
        this.onDisagreement = onDisagreement;
    }

    /** Takes a state; true if it is news. */
    boolean on(OrderState next) {
        Key key = new Key(next.instrument(), next.orderId());
        TrackedOrder order = orders.computeIfAbsent(key, _ -> new TrackedOrder());
        Optional<OrderState> before = order.state();
        newestOrders.merge(next.instrument(), next.orderId(), Math::max);
        if (order.advance(next)) {
            if (next.status().isFinal()) {
                remember(key, finished, orders);
            }
            return true;
        }
        before.filter(it -> it.contradicts(next))
                .ifPresent(it -> disagree(next.orderId(), next.instrument(), it, next));
        return false;
    }

    /** Takes a fill; true if it is news. */
    boolean on(Fill fill) {
        Key key = new Key(fill.instrument(), fill.orderId());
        TrackedOrder order = orders.computeIfAbsent(key, _ -> new TrackedOrder());
        Optional<Fill> told = order.fill(fill.tradeId());
        if (told.isPresent()) {
            if (!told.get().agreesWith(fill)) {
                onDisagreement.accept(
                        new Disagreement(
                                "trade %d of %s"
                                        .formatted(fill.tradeId(), fill.instrument().symbol()),
                                text(told.get()),
                                text(fill)));
            }
            return false;
        }
        order.add(fill);
        newestTrades.merge(fill.instrument(), fill.tradeId(), Math::max);
        return true;
    }

    /** Takes what became of a list; true if it is news. */
    boolean on(ListStatus next) {
        Key key = new Key(next.instrument(), next.listId());
        ListStatus before = lists.get(key);
        if (before != null && !isFollowedBy(before, next)) {
            return false;
        }
        lists.put(key, next);
        if (next.isFinal()) {
            remember(key, finishedLists, lists);
        }
        return true;
    }

    private static boolean isFollowedBy(ListStatus before, ListStatus next) {
        if (before.isFinal() || next.isFinal()) {
            return !before.isFinal();
        }
        return next.transactionTime().toNs() > before.transactionTime().toNs();
    }

    private static void remember(Key key, Queue<Key> ended, Map<Key, ?> from) {
        ended.add(key);
        if (ended.size() > FINISHED_REMEMBERED) {
            from.remove(ended.remove());
        }
    }

    private void disagree(long id, Instrument instrument, OrderState here, OrderState venue) {
        onDisagreement.accept(
                new Disagreement(
                        "order %d of %s".formatted(id, instrument.symbol()),
                        text(here),
                        text(venue)));
    }

    static String text(OrderState state) {
        return "%s with %s filled".formatted(state.status(), state.filled().toPlainString());
    }

    private static String text(Fill fill) {
        return "%s %s at %s, fee %s"
                .formatted(
                        fill.side(),
                        fill.quantity().toPlainString(),
                        fill.price().toPlainString(),
                        fill.commission().toPlainString());
    }

    /** An order, open or not; empty if its state is not known, or was forgotten. */
    public Optional<OrderState> order(Instrument instrument, long orderId) {
        return tracked(instrument, orderId).flatMap(TrackedOrder::state);
    }

    /** The orders that are not at their end, in the order in which they became known. */
    public List<OrderState> open() {
        return orders.values().stream()
                .flatMap(it -> it.state().stream())
                .filter(it -> !it.status().isFinal())
                .toList();
    }

    /** The sizes of the fills of an order together; zero for one that is not known. */
    public BigDecimal filled(Instrument instrument, long orderId) {
        return tracked(instrument, orderId).map(TrackedOrder::sum).orElse(BigDecimal.ZERO);
    }

    /** Whether the fills of an order make up what the venue says is filled. */
    public boolean isWhole(Instrument instrument, long orderId) {
        return tracked(instrument, orderId).map(TrackedOrder::isWhole).orElse(false);
    }

    /** What became of a list; empty if it is not known. */
    public Optional<ListStatus> list(Instrument instrument, long listId) {
        return Optional.ofNullable(lists.get(new Key(instrument, listId)));
    }

    /** The lists that are not at their end, in the order in which they became known. */
    public List<ListStatus> openLists() {
        return lists.values().stream().filter(it -> !it.isFinal()).toList();
    }

    /** Lists that are not at their end, and those of which an order is known, but nothing else. */
    Set<Key> unsettledLists() {
        Set<Key> found = new LinkedHashSet<>();
        openLists().forEach(it -> found.add(new Key(it.instrument(), it.listId())));
        for (OrderState order : states().values()) {
            Key key = new Key(order.instrument(), order.orderListId());
            if (order.orderListId() >= 0 && !lists.containsKey(key)) {
                found.add(key);
            }
        }
        return found;
    }

    /** What has, or had, an order here. */
    public Set<Instrument> instruments() {
        Set<Instrument> found = new TreeSet<>();
        orders.keySet().forEach(key -> found.add(key.instrument()));
        return found;
    }

    /** What is known of every order. */
    Map<Key, OrderState> states() {
        Map<Key, OrderState> states = new HashMap<>();
        orders.forEach((key, order) -> order.state().ifPresent(it -> states.put(key, it)));
        return states;
    }

    /** The largest id of an order of each instrument. */
    Map<Instrument, Long> newestOrders() {
        return new TreeMap<>(newestOrders);
    }

    /** The largest id of a fill of each instrument. */
    Map<Instrument, Long> newestTrades() {
        return new TreeMap<>(newestTrades);
    }

    /** Orders whose state is not known, or whose fills do not make up what is filled. */
    Collection<Key> notWhole() {
        List<Key> found = new ArrayList<>();
        orders.forEach((key, order) -> {
            if (!order.isWhole()) {
                found.add(key);
            }
        });
        return found;
    }

    private Optional<TrackedOrder> tracked(Instrument instrument, long orderId) {
        return Optional.ofNullable(orders.get(new Key(instrument, orderId)));
    }
}
