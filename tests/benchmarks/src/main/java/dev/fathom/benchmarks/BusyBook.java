package dev.fathom.benchmarks;

import java.util.Locale;
import java.util.SplittableRandom;

/** A book of 5,000 levels a side whose best prices wander, as Binance would tell it. */
final class BusyBook {
    private static final int LEVELS = 5_000;
    private static final int CHANGES = 25;
    private static final int REACH = 1_500;
    private static final int REMOVED_OF_TEN = 3;
    private static final long MS = 1_000_000;

    private final String symbol;
    private final SplittableRandom random;
    // In hundredths: bids lie below, asks above.
    private long mid = 6_000_000;
    private long id = 1_000_000;

    BusyBook(String symbol, long seed) {
        this.symbol = symbol;
        this.random = new SplittableRandom(seed);
    }

    String stream() {
        return symbol.toLowerCase(Locale.ROOT) + "@depth@100ms";
    }

    /** The answer to a request for the whole book, before the first update. */
    String answer(String rest) {
        StringBuilder text =
                new StringBuilder("200 ")
                        .append(rest)
                        .append("/api/v3/depth?symbol=")
                        .append(symbol)
                        .append("&limit=5000 {\"lastUpdateId\":")
                        .append(id)
                        .append(",\"bids\":[");
        for (int i = 1; i <= LEVELS; i++) {
            level(text, i == 1, mid - i, size());
        }
        text.append("],\"asks\":[");
        for (int i = 1; i <= LEVELS; i++) {
            level(text, i == 1, mid + i, size());
        }
        return text.append("]}").toString();
    }

    /** The next update. */
    String update(long atNs) {
        long first = id + 1;
        id += 1 + random.nextInt(40);
        StringBuilder bids = new StringBuilder();
        StringBuilder asks = new StringBuilder();
        if (random.nextBoolean()) {
            boolean up = random.nextBoolean();
            mid += up ? 1 : -1;
            level(up ? asks : bids, true, mid, 0);
        }
        for (int i = 0; i < CHANGES; i++) {
            boolean bid = random.nextBoolean();
            // Most changes are near the best price.
            long away = 1 + (long) (REACH * Math.pow(random.nextDouble(), 4));
            long size = away > 5 && random.nextInt(10) < REMOVED_OF_TEN ? 0 : size();
            StringBuilder side = bid ? bids : asks;
            level(side, side.isEmpty(), bid ? mid - away : mid + away, size);
        }
        return "{\"stream\":\"%s\",\"data\":{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"%s\",\"U\":%d,\"u\":%d,\"b\":[%s],\"a\":[%s]}}"
                .formatted(stream(), atNs / MS, symbol, first, id, bids, asks);
    }

    private long size() {
        return 1L + random.nextInt(random.nextInt(10) == 0 ? 5_000_000 : 100_000);
    }

    private static void level(StringBuilder text, boolean first, long price, long size) {
        text.append(first ? "[\"" : ",[\"");
        decimal(text, price, 2).append("000000\",\"");
        decimal(text, size, 5).append("000\"]");
    }

    private static StringBuilder decimal(StringBuilder text, long units, int places) {
        long one = places == 2 ? 100 : 100_000;
        String fraction = Long.toString(one + units % one);
        return text.append(units / one).append('.').append(fraction, 1, fraction.length());
    }
}
