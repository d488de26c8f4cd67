package dev.fathom.benchmarks;

import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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

/** One decoded update joined to a live book; the best prices are read after each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SyncBenchmark {
    @Param({"100", "1000", "5000"})
    int bookLevels;

    @Param({"36"})
    int frameLevels;

    @Param({"1"})
    long seed;

    private final BinanceVenue venue = BinanceVenue.spot();
    private final Instrument instrument = venue.instrument(DepthStream.SYMBOL);
    private final BestReader reader = new BestReader();
    private final BookSync sync =
            new BookSync(instrument, venue.bookRules(), SyncLimits.DEFAULT, reader);
    private final List<DepthMessage> messages = new ArrayList<>();
    private DepthStream stream = new DepthStream(0, 1, 2);

    /** Draws the frames, decodes them and makes the book live. */
    @Setup(Level.Trial)
    public void join() {
        stream = new DepthStream(seed, bookLevels, frameLevels);
        Decoder decoder =
                venue.converse(URI.create("wss://stream.binance.com:9443/stream")).decoder();
        for (int i = 0; i < DepthStream.FRAMES; i++) {
            decoder.decode(stream.frame(i), new Keeper(messages));
        }
        decoder.decodeSnapshot(stream.snapshot(), instrument, bookLevels, new Joiner(sync));
        messages.forEach(sync::onMessage);
    }

    private record Keeper(List<DepthMessage> messages) implements Expecting {
        @Override
        public void onDepth(DepthMessage message) {
            DepthMessage kept = new DepthMessage(message.instrument());
            kept.set(message.toUpdate());
            messages.add(kept);
        }
    }

    /** Gives the messages the ids of the next lap. */
    @Setup(Level.Invocation)
    public void nextLap() {
        stream.nextLap();
        for (int i = 0; i < DepthStream.FRAMES; i++) {
            DepthMessage message = messages.get(i);
            message.describe(
                    instrument,
                    DepthMessage.Kind.UPDATE,
                    0,
                    stream.firstId(i),
                    stream.lastId(i),
                    message.rawVenueTime(),
                    message.receivedAtNs());
        }
    }

    /** A lap of messages. */
    @Benchmark
    @OperationsPerInvocation(DepthStream.FRAMES)
    public long onMessage() {
        for (DepthMessage message : messages) {
            sync.onMessage(message);
        }
        return reader.sum();
    }

    /** Checks that the book followed every message. */
    @TearDown(Level.Invocation)
    public void check() {
        BestReader.check(sync, stream.lastId());
    }
}
