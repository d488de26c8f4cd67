package dev.fathom.sync;

import dev.fathom.book.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A venue's book after each of its changes, in plain decimals. Every change takes the next id,
 * beginning with 1, and sets one level; best bid and best ask never meet.
 */
final class TruthBook {
    private record Change(Side side, BigDecimal price, BigDecimal size) {}

    private record Sides(
            NavigableMap<BigDecimal, BigDecimal> bids, NavigableMap<BigDecimal, BigDecimal> asks) {
        NavigableMap<BigDecimal, BigDecimal> side(Side side) {
            return side == Side.BID ? bids : asks;
        }

        Sides copy() {
            return new Sides(new TreeMap<>(bids), new TreeMap<>(asks));
        }

        boolean isCrossed() {
            return !bids.isEmpty()
                    && !asks.isEmpty()
                    && bids.lastKey().compareTo(asks.firstKey()) >= 0;
        }
    }

    private static final int PRICES = 60;

    private final List<Change> changes = new ArrayList<>();
    private final List<Sides> states = new ArrayList<>();

    TruthBook(Random random, int count) {
        Sides now = new Sides(new TreeMap<>(), new TreeMap<>());
        states.add(now.copy());
        int middle = PRICES / 2;
        while (changes.size() < count) {
            middle = Math.clamp((long) middle + random.nextInt(3) - 1, 2, PRICES - 2);
            Change change = change(random, middle);
            Sides next = now.copy();
            if (change.size().signum() == 0) {
                next.side(change.side()).remove(change.price());
            } else {
                next.side(change.side()).put(change.price(), change.size());
            }
            if (!next.isCrossed()) {
                changes.add(change);
                states.add(next);
                now = next;
            }
        }
    }

    // Prices and sizes with more or fewer decimals as it comes; half of the changes remove.
    private static Change change(Random random, int middle) {
        Side side = random.nextBoolean() ? Side.BID : Side.ASK;
        int tick =
                side == Side.BID
                        ? middle - 1 - random.nextInt(middle)
                        : middle + random.nextInt(PRICES - middle);
        BigDecimal price = BigDecimal.valueOf(1000 + tick * 5L, 1);
        BigDecimal size =
                random.nextBoolean()
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(1 + random.nextInt(5000), random.nextInt(4));
        return new Change(side, price, size);
    }

    NavigableMap<BigDecimal, BigDecimal> at(int id, Side side) {
        return states.get(id).side(side);
    }

    /** The levels that the changes touched, as they stood at the last of them, in any order. */
    String[] touched(int firstId, int lastId, Random random) {
        Map<String, BigDecimal> touched = new LinkedHashMap<>();
        for (int id = firstId; id <= lastId; id++) {
            Change change = changes.get(id - 1);
            BigDecimal size = at(lastId, change.side()).get(change.price());
            touched.put(word(change.side(), change.price()), size == null ? BigDecimal.ZERO : size);
        }
        List<String> levels = new ArrayList<>();
        touched.forEach((level, size) -> levels.add(level + size.toPlainString()));
        Collections.shuffle(levels, random);
        return levels.toArray(String[]::new);
    }

    /** The best levels of both sides after the change. */
    String[] levels(int id, int limit) {
        List<String> levels = new ArrayList<>();
        for (Side side : Side.values()) {
            NavigableMap<BigDecimal, BigDecimal> all = at(id, side);
            (side == Side.BID ? all.descendingMap() : all)
                    .entrySet().stream()
                            .limit(limit)
                            .forEach(level ->
                                    levels.add(
                                            word(side, level.getKey())
                                                    + level.getValue().toPlainString()));
        }
        return levels.toArray(String[]::new);
    }

    private static String word(Side side, BigDecimal price) {
        return (side == Side.BID ? "bid " : "ask ") + price.toPlainString() + "@";
    }

    /** The levels in a form that does not depend on trailing zeros. */
    static List<String> plain(Map<BigDecimal, BigDecimal> levels) {
        return levels.entrySet().stream()
                .map(level ->
                        level.getKey().stripTrailingZeros().toPlainString()
                                + "@"
                                + level.getValue().stripTrailingZeros().toPlainString())
                .toList();
    }
}
