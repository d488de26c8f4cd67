package dev.fathom.venue.bitfinex;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The orders of a raw book by their ids, and the levels that they add up to. Owned by one thread.
 */
final class Orders {
    private static final int CHECKED = 25;

    private record Order(long id, Side side, BigDecimal price, BigDecimal size) {}

    private record Place(Side side, BigDecimal price) {
        Place {
            price = price.stripTrailingZeros();
        }
    }

    private final Map<Long, Order> orders = new HashMap<>();
    private final Map<Place, Total> totals = new HashMap<>();

    private record Total(BigDecimal size, long orders) {
        Total plus(Total other) {
            return new Total(size.add(other.size), orders + other.orders);
        }
    }

    void clear() {
        orders.clear();
        totals.clear();
    }

    /** Adds or replaces an order and writes the levels that this changes. */
    void put(long id, Side side, BigDecimal price, BigDecimal size, DepthMessage levels) {
        remove(id, levels);
        orders.put(id, new Order(id, side, price, size));
        add(side, price, new Total(size, 1), levels);
    }

    /** Takes an order away, if it is there, and writes the level that this changes. */
    void remove(long id, DepthMessage levels) {
        Order gone = orders.remove(id);
        if (gone != null) {
            add(gone.side(), gone.price(), new Total(gone.size().negate(), -1), levels);
        }
    }

    private void add(Side side, BigDecimal price, Total more, DepthMessage levels) {
        Total total = totals.merge(new Place(side, price), more, Total::plus);
        if (total.orders() == 0) {
            totals.remove(new Place(side, price));
        }
        levels.side(side).add(price, total.size());
        levels.orders(side).add(price, BigDecimal.valueOf(total.orders()));
    }

    /** CRC-32 over id and amount of the best 25 orders, as over those of levels. */
    int checksum() {
        List<Order> bids = best(Side.BID);
        List<Order> asks = best(Side.ASK);
        StringBuilder text = new StringBuilder(1500);
        for (int i = 0; i < CHECKED; i++) {
            append(text, bids, i);
            append(text, asks, i);
        }
        return BitfinexChecksum.crc(text);
    }

    private static void append(StringBuilder text, List<Order> side, int index) {
        if (index >= side.size()) {
            return;
        }
        Order order = side.get(index);
        boolean bid = order.side() == Side.BID;
        text.append(text.isEmpty() ? "" : ":").append(order.id()).append(':');
        NumberText.append(text, bid ? order.size() : order.size().negate());
    }

    /** Rows with all orders, as the first payload of a raw book has them. */
    String rows() {
        return orders.values().stream()
                .sorted(Comparator.comparingLong(Order::id))
                .map(Orders::row)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String row(Order order) {
        BigDecimal amount = order.side() == Side.BID ? order.size() : order.size().negate();
        return "[%d,%s,%s]"
                .formatted(order.id(), order.price().toPlainString(), amount.toPlainString());
    }

    // Orders at one price stand by their ids.
    private List<Order> best(Side side) {
        Comparator<Order> byPrice = Comparator.comparing(Order::price);
        List<Order> all = new ArrayList<>();
        orders.values().stream().filter(it -> it.side() == side).forEach(all::add);
        all.sort((side == Side.BID ? byPrice.reversed() : byPrice).thenComparingLong(Order::id));
        return all.subList(0, Math.min(CHECKED, all.size()));
    }
}
