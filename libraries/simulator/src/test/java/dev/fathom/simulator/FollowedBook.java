package dev.fathom.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.truth.TruthBook;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The simplest correct client: two maps, a snapshot, then diffs by the venue's rules. */
final class FollowedBook {
    final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
    final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    long id;

    static FollowedBook of(JsonNode snapshot) {
        FollowedBook book = new FollowedBook();
        book.id = snapshot.path("lastUpdateId").longValue();
        apply(book.bids, snapshot.path("bids"));
        apply(book.asks, snapshot.path("asks"));
        return book;
    }

    /** Applies a diff; false: not needed. */
    boolean apply(JsonNode diff) {
        if (diff.path("u").longValue() <= id) {
            return false;
        }
        if (diff.path("U").longValue() > id + 1) {
            throw new AssertionError(
                    "gap: expected first id " + (id + 1) + ", got " + diff.path("U"));
        }
        apply(bids, diff.path("b"));
        apply(asks, diff.path("a"));
        id = diff.path("u").longValue();
        return true;
    }

    boolean equals(TruthBook truth) {
        return truth.id() == id
                && Map.copyOf(truth.bids()).equals(bids)
                && Map.copyOf(truth.asks()).equals(asks);
    }

    private static void apply(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.path(0).textValue());
            BigDecimal quantity = new BigDecimal(level.path(1).textValue());
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }
}
