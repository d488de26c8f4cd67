package dev.fathom.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.fathom.feed.Book;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import dev.fathom.sync.CrossedBook;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Measures bytes to book: {@code WORKLOAD SNAPSHOT [LIMIT]}, one line of JSON out. Frames take the
 * public way of a recording, {@link FrameReplay}, with every check on.
 */
public final class PeerRun {
    // The symbol of the generated workloads and of the recording that is repeated.
    private static final URI SNAPSHOT =
            URI.create("https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=5000");
    private static final Instrument INSTRUMENT = new Instrument("binance", "BTCUSDT");
    private static final int SHOWN = 20;

    // A recording that is repeated without a snapshot at its seams makes a crossed book, which is
    // what the other candidates are measured with too. The check itself runs at every message.
    private static final SyncLimits LIMITS = SyncLimits.RECORDING.with(CrossedBook.IS_TOLD);

    private final Workload workload;

    PeerRun(Workload workload) {
        this.workload = workload;
    }

    /** Runs all passes. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: peer-run WORKLOAD.jsonl SNAPSHOT.json [LIMIT]");
            System.exit(2);
        }
        int limit = args.length == 3 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
        PeerRun run = new PeerRun(Workload.read(Path.of(args[0]), Path.of(args[1]), limit));
        boolean verify = "1".equals(System.getenv("BENCH_VERIFY"));
        try {
            System.out.println(run.measure(verify));
        } catch (Refused e) {
            System.out.println(Json.error(e.why));
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String why;

        Refused(String why) {
            super(why);
            this.why = why;
        }
    }

    String measure(boolean verify) {
        int frames = workload.frames().size();
        long coldNs = pass(new TopReader(null)).ns();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long cpuNs = system.getProcessCpuTime();
        Pass warm = pass(new TopReader(null));
        cpuNs = system.getProcessCpuTime() - cpuNs;
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        int[] each = new int[frames];
        time(each);
        Json json =
                new Json()
                        .number("messages", frames)
                        .number("elapsed_ns", warm.ns())
                        .number("cold_ns", coldNs)
                        .number("cpu_ns", cpuNs)
                        .number("p50_ns", each[frames / 2])
                        .number("p99_ns", each[(int) (frames * 0.99)])
                        .number("p999_ns", each[(int) (frames * 0.999)])
                        .number("alloc_bytes_per_message", allocated / frames)
                        .number("fold", warm.fold())
                        .levels(warm.book());
        if (verify) {
            CRC32 crc = new CRC32();
            FrameReplay replay = replay(new TopReader(crc));
            // What was read of the snapshot is not part of the sum.
            crc.reset();
            workload.frames().forEach(replay::frame);
            json.number("tob_crc32", crc.getValue());
        }
        return json.toString();
    }

    private record Pass(long ns, long fold, Book book) {}

    private FrameReplay replay(TopReader reader) {
        FrameReplay replay = new FrameReplay(Venues.named("binance"), LIMITS, reader);
        replay.answer(SNAPSHOT, workload.snapshot());
        return replay;
    }

    private Pass pass(TopReader reader) {
        FrameReplay replay = replay(reader);
        long startNs = System.nanoTime();
        for (Frame frame : workload.frames()) {
            replay.frame(frame);
        }
        long ns = System.nanoTime() - startNs;
        String fault = reader.fault();
        if (fault != null) {
            throw new Refused(fault);
        }
        Book book =
                replay.book(INSTRUMENT, SHOWN)
                        .filter(Book::isLive)
                        .orElseThrow(() -> new Refused("no book of " + INSTRUMENT));
        return new Pass(ns, reader.fold(), book);
    }

    private void time(int[] each) {
        TopReader reader = new TopReader(null);
        FrameReplay replay = replay(reader);
        int i = 0;
        for (Frame frame : workload.frames()) {
            long startNs = System.nanoTime();
            replay.frame(frame);
            each[i++] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - startNs);
        }
        Arrays.sort(each);
    }
}
