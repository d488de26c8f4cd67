package dev.fathom.benchmarks;

import dev.fathom.feed.Book;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole way from a frame's bytes to the book, with the best prices read after every frame. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PathBenchmark {
    private static final URI ADDRESS =
            URI.create("wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms");

    /** Frames that go on for ever, and where they lead. */
    @State(Scope.Thread)
    public abstract static class Way {
        @Param({"1000", "5000"})
        int bookLevels;

        @Param({"36"})
        int frameLevels;

        @Param({"1"})
        long seed;

        final BinanceVenue venue = BinanceVenue.spot();
        final Instrument instrument = venue.instrument(DepthStream.SYMBOL);
        private DepthStream stream = new DepthStream(0, 1, 2);

        /** Draws the frames, makes the book live and sends a first lap. */
        @Setup(Level.Trial)
        public void join() {
            stream = new DepthStream(seed, bookLevels, frameLevels);
            join(stream.snapshot());
            lap();
        }

        /** Gives the frames the ids of the next lap. */
        @Setup(Level.Invocation)
        public void nextLap() {
            stream.nextLap();
        }

        /** Checks that the book followed every frame. */
        @TearDown(Level.Trial)
        public void check() {
            check(stream.lastId());
        }

        long lap() {
            for (int i = 0; i < DepthStream.FRAMES; i++) {
                take(stream.frame(i));
            }
            return read();
        }

        abstract void join(Frame snapshot);

        abstract void take(Frame frame);

        abstract long read();

        abstract void check(long lastId);
    }

    private static final class LiveBookReader implements FeedListener {
        private long sum;

        @Override
        public void onBook(LiveBook book) {
            sum += book.bestBid().orElseThrow().price() + book.bestAsk().orElseThrow().price();
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost || status instanceof FeedStatus.BadFrame) {
                throw new IllegalStateException("the generated frames must not yield " + status);
            }
        }
    }

    /** The public way: {@link FrameReplay}. */
    public static class Replayed extends Way {
        private final LiveBookReader reader = new LiveBookReader();
        private final FrameReplay replay = new FrameReplay(venue, SyncLimits.DEFAULT, reader);

        @Override
        void join(Frame snapshot) {
            replay.opened(snapshot.connectionId(), ADDRESS);
            replay.answer(
                    venue.snapshot(venue.endpoints().getFirst(), instrument, bookLevels)
                            .orElseThrow()
                            .uri(),
                    snapshot);
        }

        @Override
        void take(Frame frame) {
            replay.frame(frame);
        }

        @Override
        long read() {
            return reader.sum;
        }

        @Override
        void check(long lastId) {
            Book book = replay.book(instrument, 1).orElseThrow();
            if (!book.isLive() || book.levels().lastId() != lastId) {
                throw new IllegalStateException(
                        "the book should be live at " + lastId + " but is " + book.state());
            }
        }
    }

    /** The bare way: decoder and synchronisation without anything around them. */
    public static class Direct extends Way {
        private final Decoder decoder = venue.converse(ADDRESS).decoder();
        private final BestReader reader = new BestReader();
        private final BookSync sync =
                new BookSync(instrument, venue.bookRules(), SyncLimits.DEFAULT, reader);
        private final Joiner joiner = new Joiner(sync);

        @Override
        void join(Frame snapshot) {
            decoder.decodeSnapshot(snapshot, instrument, bookLevels, joiner);
        }

        @Override
        void take(Frame frame) {
            decoder.decode(frame, joiner);
        }

        @Override
        long read() {
            return reader.sum();
        }

        @Override
        void check(long lastId) {
            BestReader.check(sync, lastId);
        }
    }

    /** A lap through {@link FrameReplay}. */
    @Benchmark
    @OperationsPerInvocation(DepthStream.FRAMES)
    public long replay(Replayed way) {
        return way.lap();
    }

    /** A lap through decoder and synchronisation. */
    @Benchmark
    @OperationsPerInvocation(DepthStream.FRAMES)
    public long direct(Direct way) {
        return way.lap();
    }
}
