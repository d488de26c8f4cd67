package dev.fathom.simulator.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A limit order book of one instrument that matches by price, then time.
 *
 * <p>Prices and quantities are in units of 10^-8. The book is never crossed, not even while an
 * order is being matched.
 *
 * <p>Most orders are nobody's: whoever wants may cancel them by their index. An order with an id,
 * positive and never used before, belongs to somebody: it has no index, and only its id moves it.
 *
 * <p>Owned by one thread.
 */
public final class MatchingEngine {
    /** The id of orders that are nobody's. */
    public static final long NOBODYS = 0;

    private final EngineListener listener;
    private final Map<Long, Order> named = new HashMap<>();
    private final Half bids = new Half(Comparator.reverseOrder());
    private final Half asks = new Half(Comparator.naturalOrder());

    /** An empty book whose changes are told to {@code listener}. */
    public MatchingEngine(EngineListener listener) {
        this.listener = listener;
    }

    /** Trades what it can up to the limit {@code price}; the rest of it rests there. */
    public void limit(BookSide side, long price, long quantity) {
        limit(NOBODYS, side, price, quantity);
    }

    /** The same for the order with this id; returns what rests. */
    public long limit(long id, BookSide side, long price, long quantity) {
        long rest = immediate(id, side, price, quantity);
        if (rest > 0) {
            rest(id, side, price, rest);
        }
        return rest;
    }

    /** Trades what it can up to the limit {@code price}; returns the rest, which is dropped. */
    public long immediate(long id, BookSide side, long price, long quantity) {
        requirePositive("price", price);
        requirePositive("quantity", quantity);
        return match(id, side, price, quantity);
    }

    /** Trades at whatever price there is; what finds no partner is dropped. */
    public void market(BookSide side, long quantity) {
        market(NOBODYS, side, quantity);
    }

    /** The same for the order with this id; returns what found no partner. */
    public long market(long id, BookSide side, long quantity) {
        requirePositive("quantity", quantity);
        return match(id, side, side == BookSide.BID ? Long.MAX_VALUE : Long.MIN_VALUE, quantity);
    }

    /** What an order of this side could trade at once up to the limit {@code price}. */
    public long available(BookSide side, long price) {
        long sum = 0;
        for (PriceLevel level : half(side.opposite()).levels.values()) {
            if (!side.crosses(price, level.price)) {
                break;
            }
            sum += level.quantity;
        }
        return sum;
    }

    /**
     * Lowers the quantity of the order with this id, which keeps its place in the queue; to zero
     * takes it out of the book.
     */
    public void reduce(long id, long by) {
        requirePositive("reduction", by);
        Order order = named.get(id);
        if (order == null) {
            throw new IllegalArgumentException("no order " + id + " rests here");
        }
        PriceLevel level = order.level;
        long before = level.quantity;
        if (by >= order.quantity) {
            remove(order);
        } else {
            order.quantity -= by;
            level.quantity -= by;
        }
        listener.level(order.side, level.price, before, level.quantity);
    }

    /** Takes the order at {@code index}, 0 to {@link #orders} - 1, out of the book. */
    public void cancel(BookSide side, int index) {
        Order order = half(side).orders.get(index);
        PriceLevel level = order.level;
        long before = level.quantity;
        remove(order);
        listener.level(side, level.price, before, level.quantity);
    }

    /** Lowers an order's quantity, keeping its place in the queue; to zero is a cancel. */
    public void reduce(BookSide side, int index, long by) {
        requirePositive("reduction", by);
        Order order = half(side).orders.get(index);
        if (by >= order.quantity) {
            cancel(side, index);
            return;
        }
        PriceLevel level = order.level;
        long before = level.quantity;
        order.quantity -= by;
        level.quantity -= by;
        listener.level(side, level.price, before, level.quantity);
    }

    /**
     * Resting orders of a side that are nobody's. Their order is arbitrary and changes with every
     * cancel and fill.
     */
    public int orders(BookSide side) {
        return half(side).orders.size();
    }

    /** Price of the order at {@code index}. */
    public long orderPrice(BookSide side, int index) {
        return half(side).orders.get(index).level.price;
    }

    /** Quantity left of the order at {@code index}. */
    public long orderQuantity(BookSide side, int index) {
        return half(side).orders.get(index).quantity;
    }

    /** Prices with at least one order. */
    public int levels(BookSide side) {
        return half(side).levels.size();
    }

    /** The best price, if the side has any order. */
    public OptionalLong best(BookSide side) {
        Map.Entry<Long, PriceLevel> first = half(side).levels.firstEntry();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.getKey());
    }

    /** Total quantity at a price; zero where nothing rests. */
    public long quantityAt(BookSide side, long price) {
        PriceLevel level = half(side).levels.get(price);
        return level == null ? 0 : level.quantity;
    }

    /** Orders at a price. */
    public int ordersAt(BookSide side, long price) {
        PriceLevel level = half(side).levels.get(price);
        int orders = 0;
        for (Order each = level == null ? null : level.oldest; each != null; each = each.later) {
            orders++;
        }
        return orders;
    }

    /**
     * Gives {@code visitor} the best {@code limit} levels of a side, or all there are, best first.
     */
    public void best(BookSide side, int limit, LevelVisitor visitor) {
        int left = limit;
        for (PriceLevel level : half(side).levels.values()) {
            if (left-- <= 0) {
                return;
            }
            visitor.level(level.price, level.quantity);
        }
    }

    /** Given one level of the book. */
    @FunctionalInterface
    public interface LevelVisitor {
        /** Price and total quantity in units of 10^-8. */
        void level(long price, long quantity);
    }

    private long match(long id, BookSide side, long limit, long quantity) {
        Half makers = half(side.opposite());
        long left = quantity;
        while (left > 0) {
            Map.Entry<Long, PriceLevel> best = makers.levels.firstEntry();
            if (best == null || !side.crosses(limit, best.getKey())) {
                break;
            }
            left -= sweep(id, side, best.getValue(), left);
        }
        return left;
    }

    private long sweep(long id, BookSide taker, PriceLevel level, long quantity) {
        long before = level.quantity;
        long left = quantity;
        int fills = 0;
        for (Order maker = level.oldest; left > 0 && maker != null; maker = level.oldest) {
            long traded = Math.min(left, maker.quantity);
            left -= traded;
            if (traded == maker.quantity) {
                remove(maker);
            } else {
                maker.quantity -= traded;
                level.quantity -= traded;
            }
            fills++;
            listener.fill(taker, level.price, traded);
            if (maker.id != NOBODYS) {
                listener.traded(maker.id, true);
            }
            if (id != NOBODYS) {
                listener.traded(id, false);
            }
        }
        listener.swept(taker, level.price, quantity - left, fills);
        listener.level(taker.opposite(), level.price, before, level.quantity);
        return quantity - left;
    }

    private void rest(long id, BookSide side, long price, long quantity) {
        Half half = half(side);
        PriceLevel level = half.levels.computeIfAbsent(price, PriceLevel::new);
        long before = level.quantity;
        Order order = new Order(id, side, level, quantity);
        level.append(order);
        if (id == NOBODYS) {
            order.index = half.orders.size();
            half.orders.add(order);
        } else if (named.put(id, order) != null) {
            throw new IllegalArgumentException("an order " + id + " rests here already");
        }
        listener.level(side, price, before, level.quantity);
    }

    private void remove(Order order) {
        Half half = half(order.side);
        order.level.remove(order);
        if (order.level.oldest == null) {
            half.levels.remove(order.level.price);
        }
        if (order.id != NOBODYS) {
            named.remove(order.id);
            return;
        }
        Order last = half.orders.removeLast();
        if (last != order) {
            half.orders.set(order.index, last);
            last.index = order.index;
        }
    }

    private Half half(BookSide side) {
        return side == BookSide.BID ? bids : asks;
    }

    private static void requirePositive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive, not " + value);
        }
    }

    private static final class Half {
        final TreeMap<Long, PriceLevel> levels;
        final List<Order> orders = new ArrayList<>();

        Half(Comparator<Long> bestFirst) {
            levels = new TreeMap<>(bestFirst);
        }
    }
}
