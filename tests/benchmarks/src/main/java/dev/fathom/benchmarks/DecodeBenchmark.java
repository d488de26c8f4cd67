package dev.fathom.benchmarks;

import dev.fathom.book.Side;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.JsonScanner;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One frame's bytes read: by Binance's decoder, and by the scanner alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
    private static final URI ADDRESS = URI.create("wss://stream.binance.com:9443/stream");

    /** Frames of one kind, one after the other. */
    @State(Scope.Thread)
    public static class Frames {
        /** What the frames hold. */
        public enum Content {
            /** 36 levels, as in a busy 100 ms. */
            DEPTH_36,
            /** 4 levels, as in a quiet one. */
            DEPTH_4,
            /** One trade. */
            TRADE,
            /** Best bid and best ask. */
            QUOTE
        }

        @Param Content content = Content.DEPTH_36;

        @Param({"1"})
        long seed;

        private final Decoder decoder = BinanceVenue.spot().converse(ADDRESS).decoder();
        private final Keeper keeper = new Keeper();
        private final JsonScanner scanner = new JsonScanner();
        private List<Frame> frames = List.of();
        private int next;

        /** Draws the frames. */
        @Setup
        public void draw() {
            frames =
                    switch (content) {
                        case DEPTH_36 -> depth(36);
                        case DEPTH_4 -> depth(4);
                        case TRADE -> new SmallFrames(seed).trades();
                        case QUOTE -> new SmallFrames(seed).quotes();
                    };
        }

        private List<Frame> depth(int levels) {
            DepthStream stream = new DepthStream(seed, 1000, levels);
            return IntStream.range(0, DepthStream.FRAMES).mapToObj(stream::frame).toList();
        }

        Frame next() {
            next = next + 1 == frames.size() ? 0 : next + 1;
            return frames.get(next);
        }
    }

    // Stores what it is given, so that the compiler cannot leave out making it.
    private static final class Keeper implements Expecting {
        private long seen;
        private @Nullable Object last;

        @Override
        public void onDepth(DepthMessage message) {
            seen +=
                    message.lastId()
                            + message.side(Side.BID).count()
                            + message.side(Side.ASK).count();
        }

        @Override
        public void onTrade(Trade trade) {
            last = trade;
        }

        @Override
        public void onQuote(BestQuote quote) {
            last = quote;
        }

        @Override
        public String toString() {
            return seen + ", then " + last;
        }
    }

    /** Bytes to what they mean. */
    @Benchmark
    public Object decode(Frames frames) {
        frames.decoder.decode(frames.next(), frames.keeper);
        return frames.keeper;
    }

    /** Bytes checked as JSON and passed over: the least that reading every byte costs. */
    @Benchmark
    public int skip(Frames frames) throws BadTextException {
        Frame frame = frames.next();
        frames.scanner.reset(frame.array(), frame.offset(), frame.length());
        frames.scanner.skipValue();
        frames.scanner.finish();
        return frames.scanner.position();
    }
}
