package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Orders that wait for a price, in the order in which they came, and the prices of public trades.
 * Owned by the venue's thread.
 */
final class StopOrders {
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, BigDecimal> last = new HashMap<>();
    private final Queue<Traded> unseen = new ArrayDeque<>();

    private long trades;

    /** A trade with a number that goes up by one. */
    private record Traded(long number, String symbol, BigDecimal price) {}

    /** An order, and the number of the last trade before it came. */
    private record Waiting(OrderTerms terms, long sinceTrade) {
        boolean isTriggeredBy(Traded trade) {
            return trade.number() > sinceTrade
                    && terms.symbol().equals(trade.symbol())
                    && terms.isTriggeredBy(trade.price());
        }
    }

    /** Somebody traded at this price. */
    void traded(String symbol, BigDecimal price) {
        trades++;
        last.put(symbol, price);
        if (!waiting.isEmpty()) {
            unseen.add(new Traded(trades, symbol, price));
        }
    }

    /** Whether the last trade would trigger an order with these terms. */
    boolean wouldTrigger(OrderTerms terms) {
        return last(terms.symbol()).filter(terms::isTriggeredBy).isPresent();
    }

    /** The price of the last trade, if there was one. */
    Optional<BigDecimal> last(String symbol) {
        return Optional.ofNullable(last.get(symbol));
    }

    /** An order waits. */
    void add(OrderState order) {
        waiting.put(order.id(), new Waiting(order.terms(), trades));
    }

    /** An order waits no more, if it did. */
    void remove(OrderState order) {
        waiting.remove(order.id());
    }

    /** Takes out the first of those that a trade has triggered. */
    Optional<Long> takeTriggered() {
        while (!unseen.isEmpty()) {
            Traded next = unseen.peek();
            Optional<Long> found =
                    waiting.entrySet().stream()
                            .filter(it -> it.getValue().isTriggeredBy(next))
                            .map(Map.Entry::getKey)
                            .findFirst();
            if (found.isPresent()) {
                waiting.remove(found.get());
                return found;
            }
            unseen.remove();
        }
        return Optional.empty();
    }
}
