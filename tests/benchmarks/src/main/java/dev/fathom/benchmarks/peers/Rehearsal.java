package dev.fathom.benchmarks.peers;

import dev.fathom.net.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A short run over drawn frames, for the start-up cache: what it loads, and how often it takes each
 * branch, is kept for the runs that are measured.
 */
public final class Rehearsal {
    // Few and many levels, most near the best price and some far away, most sizes below ten, a
    // middle that walks: a branch that a rehearsal never takes has to be compiled again on the
    // stage.

    private static final int FRAMES = 20_000;
    private static final int BOOK_LEVELS = 1_000;

    private final Random random = new Random(1);
    private int middle = 6_000_000;
    private long id = 50_000_000_000L;

    private Rehearsal() {}

    /** Runs all passes. */
    public static void main(String[] args) {
        System.out.println(new PeerRun(new Rehearsal().workload()).measure(false));
    }

    private Workload workload() {
        Frame snapshot =
                frame(
                        "{\"lastUpdateId\":%d,\"bids\":%s,\"asks\":%s}"
                                .formatted(id, levels(-1, BOOK_LEVELS), levels(1, BOOK_LEVELS)));
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            middle += random.nextInt(41) - 20;
            frames.add(frame(update()));
        }
        return new Workload(frames, snapshot);
    }

    private String update() {
        long first = id + 1;
        id += 1 + random.nextInt(50);
        int levels = (int) Math.exp(random.nextDouble() * 5);
        return "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"BTCUSDT\",\"U\":%d,\"u\":%d,\"b\":%s,\"a\":%s}}"
                .formatted(
                        1_790_000_000_000L + id,
                        first,
                        id,
                        levels(-1, levels / 2),
                        levels(1, levels - levels / 2));
    }

    private String levels(int direction, int count) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            int reach = random.nextInt(20) == 0 ? 2_000_000 : 3_000;
            int away = 1 + (int) (reach * Math.pow(random.nextDouble(), 3));
            text.append(i == 0 ? "" : ",")
                    .append(price(middle + direction * away))
                    .append(size())
                    .append("\"]");
        }
        return text.append(']').toString();
    }

    private static String price(int cents) {
        return "[\"%d.%02d000000\",\"".formatted(cents / 100, cents % 100);
    }

    private String size() {
        if (random.nextInt(5) < 2) {
            return "0.00000000";
        }
        int whole = random.nextInt(30) == 0 ? random.nextInt(1_000) : random.nextInt(2);
        return "%d.%05d000".formatted(whole, 1 + random.nextInt(99_999));
    }

    private static Frame frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Frame.of(1, Frame.Direction.IN, 0, 0, bytes, 0, bytes.length);
    }
}
