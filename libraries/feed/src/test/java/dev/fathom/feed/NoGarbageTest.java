package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.net.Frame;
import dev.fathom.sync.AuditResult;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.BookSyncListener;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.DepthOnly;
import dev.fathom.venue.Venue;
import dev.fathom.venue.binance.BinanceVenue;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** From a frame's bytes to its book nothing is allocated, as long as nobody asks for events. */
class NoGarbageTest {
    // One object of the smallest kind a frame makes 16 bytes. Less than one byte a frame is what a
    // class that is loaded late may cost, and the counting itself.

    private static final URI ADDRESS =
            URI.create("wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms");
    private static final int WARM_UP = 3000;
    private static final int COUNTED = 3000;
    private static final int LEVELS = 9;
    // Above those whose Long the JDK keeps.
    private static final long CONNECTION = 1000;
    private static final String SNAPSHOT = VenueTexts.snapshot(10, "99@2", "101@3");

    private final Venue venue = BinanceVenue.spot();
    private long seen;

    private final FeedListener reader =
            new FeedListener() {
                @Override
                public void onBook(LiveBook book) {
                    seen += book.lastId();
                }
            };

    private static List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < WARM_UP + COUNTED; i++) {
            String text =
                    """
                    {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":%d,\
                    "s":"BTCUSDT","U":%d,"u":%d,"b":[%s],"a":[%s]}}\
                    """
                            .formatted(
                                    1_790_000_000_000L + i,
                                    11 + i,
                                    11 + i,
                                    levels(9900 - i % LEVELS, -1, i),
                                    levels(10_100 + i % LEVELS, 1, i));
            frames.add(ScriptedSession.frame(CONNECTION, i, text));
        }
        return frames;
    }

    // Levels that are set, changed and removed again as frames go by.
    private static String levels(int cents, int step, int index) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            int price = cents + step * i;
            int size = i == 0 || (index + i) % 3 > 0 ? 1 + index + i : 0;
            levels.add(
                    "[\"%d.%02d000000\",\"%d.50000000\"]"
                            .formatted(price / 100, price % 100, size)
                            .replace("\"0.50000000\"", "\"0.00000000\""));
        }
        return String.join(",", levels);
    }

    private static void assertNoGarbage(Consumer<Frame> way) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Frame> frames = frames();
        frames.subList(0, WARM_UP).forEach(way);
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = WARM_UP; i < frames.size(); i++) {
            way.accept(frames.get(i));
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes for %d frames", COUNTED).isLessThan(COUNTED);
    }

    @Test
    void decoderAndBookMakeNone() {
        Decoder decoder = venue.converse(ADDRESS).decoder();
        BestPrices prices = new BestPrices();
        BookSync sync = new BookSync(VenueTexts.BTC, venue.bookRules(), SyncLimits.DEFAULT, prices);
        DepthOnly joiner =
                new DepthOnly() {
                    @Override
                    public void onDepth(DepthMessage message) {
                        sync.onMessage(message);
                    }

                    @Override
                    public void onBadFrame(BadFrame frame) {
                        throw new AssertionError(frame.what());
                    }
                };
        Frame snapshot = ScriptedSession.frame(CONNECTION, 0, SNAPSHOT);
        decoder.decodeSnapshot(snapshot, VenueTexts.BTC, 1000, joiner);

        assertNoGarbage(frame -> decoder.decode(frame, joiner));
        assertThat(sync.lastId()).isEqualTo(10 + WARM_UP + COUNTED);
    }

    @Test
    void aReplayMakesNone() {
        FrameReplay replay = new FrameReplay(venue, SyncLimits.DEFAULT, reader);
        replay.opened(CONNECTION, ADDRESS);
        replay.answer(
                venue.snapshot(venue.endpoints().getFirst(), VenueTexts.BTC, 1000)
                        .orElseThrow()
                        .uri(),
                ScriptedSession.frame(CONNECTION, 0, SNAPSHOT));

        assertNoGarbage(replay::frame);
        assertThat(replay.book(VenueTexts.BTC, 1).orElseThrow().levels().lastId())
                .isEqualTo(10 + WARM_UP + COUNTED);
    }

    @Test
    void aLineMakesNone() {
        ScriptedTransport transport = new ScriptedTransport();
        ManualLoop loop = transport.loop;
        Line line =
                new Line(
                        venue,
                        venue.endpoints().getFirst(),
                        "",
                        loop,
                        transport,
                        new RequestDesk("binance", transport, loop, venue.restLimits(), _ -> {}),
                        new ConnectBudget(venue.streamLimits().connectsPerFiveMinutes()),
                        FeedOptions.DEFAULT,
                        new SplittableRandom(7));
        line.follow(VenueTexts.BTC, new Listening(reader, Set.of(Channel.DEPTH)));
        loop.run();
        ScriptedSession session = transport.session().open();
        loop.run();
        transport.nextRequest().answer(SNAPSHOT);
        loop.run();
        seen = 0;

        assertNoGarbage(session::receive);
        long last = WARM_UP + COUNTED;
        assertThat(seen).as("sum of all ids").isEqualTo(10 * last + last * (last + 1) / 2);
    }

    private static final class BestPrices implements BookSyncListener {
        private long sum;

        @Override
        public void applied(DepthMessage message, OrderBook book) {
            sum += book.price(Side.BID, 0) + book.price(Side.ASK, 0);
        }

        @Override
        public void crossed(boolean crossed, String prices) {}

        @Override
        public void live() {}

        @Override
        public void lost(LostReason reason) {
            throw new AssertionError(reason + " after prices that sum up to " + sum);
        }

        @Override
        public void audited(AuditResult result) {
            throw new AssertionError("nobody asked for " + result);
        }
    }
}
