package dev.fathom.benchmarks;

import dev.fathom.book.Decimals;
import dev.fathom.net.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A snapshot and the frames that follow it, in the form of Binance's combined depth stream: drawn
 * from a seed, never recorded. The frames can be sent again and again, lap after lap, and every lap
 * continues the ids of the one before. Owned by one thread.
 */
final class DepthStream {
    // The middle stands still: bids lie below it, asks above, so no lap can cross the book. Two in
    // three ticks hold a level at first and two in three changes set one, so the depth stays. From
    // the second lap on every lap begins with the same book.

    /** Frames of a lap. */
    static final int FRAMES = 512;

    /** Whose frames these are. */
    static final String SYMBOL = "BTCUSDT";

    private static final long CONNECTION = 1;
    private static final long RECEIVED_AT_NS = 1_760_000_000_000_000_000L;
    private static final int SCALE = 8;
    private static final long TICK = 1_000_000;
    private static final long SIZE_STEP = 1000;
    private static final long MIDDLE = 6_000_000;
    private static final long SNAPSHOT_ID = 50_000_000_000L;

    private final SplittableRandom random;
    private final int bookLevels;
    private final Frame snapshot;
    private final List<Frame> frames = new ArrayList<>(FRAMES);
    private final long[] firstIds = new long[FRAMES];
    private final long[] lastIds = new long[FRAMES];
    private final int[] firstIdEnds = new int[FRAMES];
    private final int[] lastIdEnds = new int[FRAMES];
    private long shift;

    /**
     * Draws snapshot and frames.
     *
     * @param bookLevels levels a side in the snapshot
     * @param frameLevels levels in each frame, half of them bids
     */
    DepthStream(long seed, int bookLevels, int frameLevels) {
        this.random = new SplittableRandom(seed);
        this.bookLevels = bookLevels;
        this.snapshot = frame(drawSnapshot());
        long last = SNAPSHOT_ID;
        for (int i = 0; i < FRAMES; i++) {
            firstIds[i] = last + 1;
            last += 1 + random.nextInt(2 * frameLevels);
            lastIds[i] = last;
            frames.add(frame(drawUpdate(i, frameLevels)));
        }
    }

    /** The book before the first frame. */
    Frame snapshot() {
        return snapshot;
    }

    /** A frame of the present lap. */
    Frame frame(int index) {
        return frames.get(index);
    }

    /** First id of a frame in the present lap. */
    long firstId(int index) {
        return firstIds[index] + shift;
    }

    /** Last id of a frame in the present lap. */
    long lastId(int index) {
        return lastIds[index] + shift;
    }

    /** The last id of the present lap. */
    long lastId() {
        return lastId(FRAMES - 1);
    }

    /** Writes the ids of the next lap into the frames. Allocates nothing. */
    void nextLap() {
        shift += lastIds[FRAMES - 1] - SNAPSHOT_ID;
        for (int i = 0; i < FRAMES; i++) {
            byte[] text = frames.get(i).array();
            write(firstId(i), text, firstIdEnds[i]);
            write(lastId(i), text, lastIdEnds[i]);
        }
    }

    private static void write(long id, byte[] text, int end) {
        long rest = id;
        int at = end;
        while (rest > 0) {
            text[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private String drawSnapshot() {
        return "{\"lastUpdateId\":"
                + SNAPSHOT_ID
                + ",\"bids\":"
                + drawSide(-1)
                + ",\"asks\":"
                + drawSide(1)
                + "}";
    }

    private String drawSide(int direction) {
        List<String> levels = new ArrayList<>(bookLevels);
        for (int ticks = 1; levels.size() < bookLevels; ticks++) {
            if (random.nextInt(3) > 0) {
                levels.add(level(MIDDLE + direction * ticks, drawSize()));
            }
        }
        return "[" + String.join(",", levels) + "]";
    }

    private String drawUpdate(int index, int levels) {
        StringBuilder text = new StringBuilder(200 + 32 * levels);
        text.append("{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":")
                .append(RECEIVED_AT_NS / 1_000_000 + 100L * index)
                .append(",\"s\":\"" + SYMBOL + "\",\"U\":")
                .append(firstIds[index]);
        firstIdEnds[index] = text.length();
        text.append(",\"u\":").append(lastIds[index]);
        lastIdEnds[index] = text.length();
        return text.append(",\"b\":")
                .append(drawChanges(-1, levels / 2))
                .append(",\"a\":")
                .append(drawChanges(1, levels - levels / 2))
                .append("}}")
                .toString();
    }

    // Best first and each price once, as the venue sends them.
    private String drawChanges(int direction, int count) {
        TreeSet<Integer> ticks = new TreeSet<>();
        while (ticks.size() < count) {
            ticks.add(drawTicks());
        }
        List<String> levels = new ArrayList<>(count);
        for (int away : ticks) {
            levels.add(level(MIDDLE + direction * away, random.nextInt(3) == 0 ? 0 : drawSize()));
        }
        return "[" + String.join(",", levels) + "]";
    }

    // Six in ten close to the middle, three in ten within the best tenth or so, one anywhere.
    private int drawTicks() {
        int range = bookLevels * 3 / 2;
        int kind = random.nextInt(10);
        if (kind == 0) {
            return 1 + random.nextInt(range);
        }
        int mean = kind < 7 ? 15 : range / 10;
        return Math.min(range, 1 + (int) (random.nextExponential() * mean));
    }

    private long drawSize() {
        return SIZE_STEP * (1 + (long) (random.nextExponential() * 50_000));
    }

    private static String level(long priceTicks, long size) {
        return "[\""
                + Decimals.plain(priceTicks * TICK, SCALE)
                + "\",\""
                + Decimals.plain(size, SCALE)
                + "\"]";
    }

    /** A frame of the stream's connection. */
    static Frame frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Frame.of(CONNECTION, Frame.Direction.IN, RECEIVED_AT_NS, 0, bytes, 0, bytes.length);
    }
}
