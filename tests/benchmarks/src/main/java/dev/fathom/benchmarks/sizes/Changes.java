package dev.fathom.benchmarks.sizes;

import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A side of bids and what happens to it afterwards, 25 levels at a time: drawn from a seed before
 * the clock starts. The number of levels stays within a twentieth.
 */
final class Changes {
    /** Levels in one message. */
    static final int AT_ONCE = 25;

    private static final long FIRST_BEST = 2_000_000;

    private final Shape shape;
    private final int levels;
    private final boolean nearTop;
    private final long driftPlaces;
    private final Random random;
    private final TreeSet<Long> places = new TreeSet<>();
    private final long[] firstPrices;
    private final List<long[]> prices = new ArrayList<>();
    private final List<long[]> sizes = new ArrayList<>();

    /**
     * Draws everything.
     *
     * @param nearTop most changes near the best price; else anywhere
     * @param drift by what share of its price the best price rises over all messages
     */
    Changes(Shape shape, int levels, boolean nearTop, double drift, int messages, long seed) {
        this.shape = shape;
        this.levels = levels;
        this.nearTop = nearTop;
        this.driftPlaces = (long) (FIRST_BEST * drift);
        this.random = new Random(seed);
        for (long place = FIRST_BEST; places.size() < levels; place--) {
            boolean far = shape == Shape.FAR && places.size() >= levels - levels / 10;
            if (random.nextInt(5) < 3) {
                places.add(far ? random.nextLong(Shape.DENSE_FROM) : place);
            }
        }
        firstPrices = places.stream().mapToLong(shape::price).toArray();
        for (int i = 0; i < messages; i++) {
            draw(FIRST_BEST + driftPlaces * i / messages);
        }
    }

    private void draw(long best) {
        long[] price = new long[AT_ONCE];
        long[] size = new long[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            long place = place(best);
            boolean there = places.contains(place);
            boolean few = places.size() <= levels - levels / 20;
            boolean removed = there && !few && random.nextInt(100) < 50;
            // What is left behind by a price that moves on, or is one too many, goes first.
            if (!there && places.size() > levels) {
                place = places.first();
                removed = true;
            }
            if (removed && places.size() > 1) {
                places.remove(place);
            } else {
                places.add(place);
                removed = false;
            }
            price[i] = shape.price(place);
            size[i] = removed ? 0 : 1 + random.nextInt(1_000_000);
        }
        if (places.size() < levels - levels / 20 - 2 || places.size() > levels + levels / 20 + 2) {
            throw new IllegalStateException(places.size() + " levels instead of " + levels);
        }
        prices.add(price);
        sizes.add(size);
    }

    private long place(long best) {
        int spread = Math.max(1, 5 * levels / 3);
        if (nearTop && random.nextInt(4) > 0) {
            return best - random.nextInt(Math.min(spread, 40));
        }
        return shape == Shape.FAR && random.nextInt(10) == 0
                ? random.nextLong(Shape.DENSE_FROM)
                : best - random.nextInt(spread);
    }

    /** A book before the first message. */
    OrderBook book() {
        OrderBook book = new OrderBook();
        book.rescale(8, 8);
        // Best first, as a snapshot is.
        for (int i = firstPrices.length - 1; i >= 0; i--) {
            book.set(Side.BID, firstPrices[i], 1_000);
        }
        return book;
    }

    int levels() {
        return levels;
    }

    int messages() {
        return prices.size();
    }

    void apply(int message, OrderBook book) {
        book.setAll(Side.BID, prices.get(message), sizes.get(message), AT_ONCE);
    }

    /** Fails unless the book holds what was drawn. */
    void check(OrderBook book) {
        if (book.levels(Side.BID) != places.size()
                || book.price(Side.BID, 0) != shape.price(places.last())) {
            throw new IllegalStateException(
                    "%s, %d levels: %d in the book, %d drawn"
                            .formatted(shape, levels, book.levels(Side.BID), places.size()));
        }
    }
}
