package dev.fathom.benchmarks.sizes;

import dev.fathom.book.OrderBook;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what a change of a level takes, in time and memory, by the size and shape of a book and by
 * the number of books: {@code [--quick] [--seed N]}.
 */
public final class Sizes {
    // Time is the lowest of all rounds, each over fresh books. Memory is what the heap holds after
    // as many equal books were made and changed, less what it held before, by their number.

    private static final int LEVELS = 1_000;

    private final int rounds;
    private final int messages;
    private final long seed;

    private Sizes(int rounds, int messages, long seed) {
        this.rounds = rounds;
        this.messages = messages;
        this.seed = seed;
    }

    /** Prints three tables. */
    public static void main(String[] args) {
        boolean quick = List.of(args).contains("--quick");
        int at = List.of(args).indexOf("--seed");
        if (args.length != (quick ? 1 : 0) + (at < 0 ? 0 : 2)) {
            System.err.println("usage: sizes [--quick] [--seed N]");
            System.exit(2);
        }
        long seed = at < 0 ? 1 : Long.parseLong(args[at + 1]);
        System.out.println("seed " + seed);
        new Sizes(quick ? 3 : 15, quick ? 500 : 2_000, seed).print();
    }

    private void print() {
        head("levels a side", "changes");
        for (int levels : new int[] {10, 1_000, 5_000, 50_000}) {
            row(levels, "near the top", changes(Shape.TICKS, levels, true, 0), 1);
            row(levels, "anywhere", changes(Shape.TICKS, levels, false, 0), 1);
        }
        head("prices", "changes");
        for (Shape shape : Shape.values()) {
            row(shape.text, "near the top", changes(shape, LEVELS, true, 0), 1);
            row(shape.text, "anywhere", changes(shape, LEVELS, false, 0), 1);
        }
        row("rising by 30 %", "near the top", changes(Shape.TICKS, LEVELS, true, 0.3), 1);
        head("books", "changes");
        for (int books : new int[] {1, 50, 500}) {
            row(books, "near the top", changes(Shape.TICKS, LEVELS, true, 0), books);
        }
    }

    private Changes changes(Shape shape, int levels, boolean nearTop, double drift) {
        return new Changes(shape, levels, nearTop, drift, messages, seed);
    }

    private static void head(String first, String second) {
        System.out.printf(
                "%n| %s | %s | ns a change | bytes a side |%n| --- | --- | ---: | ---: |%n",
                first, second);
    }

    private void row(Object first, String second, Changes changes, int books) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < Math.max(2, rounds / (books > 50 ? 5 : 1)); round++) {
            best = Math.min(best, time(changes, books));
        }
        System.out.printf("| %s | %s | %.1f | %,d |%n", first, second, best, bytes(changes, books));
    }

    private static double time(Changes changes, int books) {
        List<OrderBook> all = new ArrayList<>();
        for (int i = 0; i < books; i++) {
            all.add(changes.book());
        }
        // Fewer laps of more books; each book gets every message in turn.
        long startNs = System.nanoTime();
        for (int message = 0; message < changes.messages(); message++) {
            for (int i = 0; i < books; i++) {
                changes.apply(message, all.get(i));
            }
        }
        long ns = System.nanoTime() - startNs;
        all.forEach(changes::check);
        return (double) ns / changes.messages() / books / Changes.AT_ONCE;
    }

    private static long bytes(Changes changes, int books) {
        int many = Math.max(books, Math.clamp(2_000_000L / changes.levels(), 20, 5_000));
        List<OrderBook> all = new ArrayList<>();
        long before = used();
        for (int i = 0; i < many; i++) {
            OrderBook book = changes.book();
            for (int message = 0; message < changes.messages(); message++) {
                changes.apply(message, book);
            }
            all.add(book);
        }
        long after = used();
        all.forEach(changes::check);
        return (after - before) / many;
    }

    private static long used() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
