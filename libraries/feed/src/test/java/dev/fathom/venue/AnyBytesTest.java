package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.BookView;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.sync.AuditResult;
import dev.fathom.sync.BookRules;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.BookSyncListener;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.binance.BinanceVenue;
import dev.fathom.venue.bitfinex.BitfinexVenue;
import dev.fathom.venue.kraken.KrakenVenue;
import dev.fathom.venue.upbit.UpbitVenue;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames of every venue with bytes changed, cut, doubled and moved: each ends in calls of the
 * listener, and a book that is called live equals a plain one that was told the same messages. Run
 * again with {@code -Dtests.anyBytesSeed=N}, or longer with {@code -Dtests.anyBytesRuns=N}.
 */
class AnyBytesTest {
    private static final int RUNS = Integer.getInteger("tests.anyBytesRuns", 30_000);
    private static final int LONGEST_RUN = 8;

    private static final List<String> FUTURES =
            List.of(
                    "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"T\":2,\"s\":\"BTCUSDT\",\"U\":9,\"u\":12,\"pu\":8,\"b\":[[\"7\",\"1.5\"]],\"a\":[[\"8\",\"0\"]]}}",
                    "{\"stream\":\"btcusdt@depth5@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"T\":2,\"s\":\"BTCUSDT\",\"U\":9,\"u\":12,\"pu\":8,\"b\":[[\"7\",\"1.5\"]],\"a\":[[\"8\",\"1\"]]}}",
                    "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1,\"T\":2,\"s\":\"BTCUSDT\",\"t\":5,\"p\":\"7\",\"q\":\"1\",\"X\":\"MARKET\",\"m\":true}}",
                    "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":5,\"s\":\"BTCUSDT\",\"b\":\"7\",\"B\":\"1\",\"a\":\"8\",\"A\":\"2\"}}");
    private static final List<String> BITFINEX =
            List.of(
                    "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":229376}",
                    "{\"event\":\"subscribed\",\"channel\":\"book\",\"chanId\":7,\"symbol\":\"tBTCUSD\",\"prec\":\"P0\",\"len\":\"25\"}",
                    "{\"event\":\"subscribed\",\"channel\":\"book\",\"chanId\":8,\"symbol\":\"tBTCUSD\",\"prec\":\"R0\",\"len\":\"25\"}",
                    "{\"event\":\"subscribed\",\"channel\":\"trades\",\"chanId\":9,\"symbol\":\"tBTCUSD\"}",
                    "{\"event\":\"info\",\"code\":20060,\"msg\":\"m\"}",
                    "[7,[[100,3,3.3],[101,1,-0.5]],1,1700000000000]",
                    "[7,[100,0,1],2,1700000000000]",
                    "[7,\"cs\",12345,3,1700000000000]",
                    "[8,[[1,100,3.3],[2,101,-0.5]],1,1700000000000]",
                    "[8,[1,0,1],2,1700000000000]",
                    "[9,\"te\",[5,1700000000000,0.1,100],3,1700000000000]",
                    "[7,\"hb\",4,1700000000000]");
    private static final List<String> BITFINEX_1 =
            List.of(
                    "{\"event\":\"subscribed\",\"channel\":\"book\",\"chanId\":7,\"pair\":\"BTCUSD\",\"prec\":\"P0\",\"len\":\"25\"}",
                    "{\"event\":\"subscribed\",\"channel\":\"trades\",\"chanId\":9,\"pair\":\"BTCUSD\"}",
                    "[7,[[100,3,3.3],[101,1,-0.5]]]",
                    "[7,100,2,1e-7]",
                    "[9,\"tu\",\"1-BTCUSD\",5,1700000000,100,0.1]");
    private static final List<String> KRAKEN =
            List.of(
                    "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"B/U\",\"bids\":[{\"price\":100.0,\"qty\":2.5}],\"asks\":[{\"price\":101.0,\"qty\":1.5}],\"checksum\":%d,\"timestamp\":\"2026-01-01T00:00:00Z\"}]}"
                            .formatted(crc("101015100025")),
                    "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"B/U\",\"bids\":[],\"asks\":[{\"price\":101.0,\"qty\":1.5}],\"checksum\":%d,\"timestamp\":\"2026-01-01T00:00:00Z\"}]}"
                            .formatted(crc("101015100025")),
                    "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"B/U\",\"side\":\"buy\",\"price\":1,\"qty\":2,\"trade_id\":3,\"timestamp\":\"2026-01-01T00:00:00Z\"}]}",
                    "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"B/U\",\"bid\":1,\"bid_qty\":2,\"ask\":3,\"ask_qty\":4}]}",
                    "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":10,\"symbol\":\"B/U\"},\"success\":true,\"req_id\":1}",
                    "{\"channel\":\"heartbeat\"}");
    private static final List<String> KRAKEN_1 =
            List.of(
                    "[0,{\"as\":[[\"101.0\",\"1.5\",\"1.1\"]],\"bs\":[[\"100.0\",\"2.5\",\"1.2\"]]},\"book-10\",\"B/U\"]",
                    "[0,{\"a\":[[\"101.0\",\"1.5\",\"1.3\",\"r\"]]},{\"b\":[[\"100.0\",\"2.5\",\"1.4\"]],\"c\":\"%d\"},\"book-10\",\"B/U\"]"
                            .formatted(crc("101015100025")),
                    "[1,[[\"1\",\"2\",\"3.5\",\"b\",\"l\",\"\"]],\"trade\",\"B/U\"]",
                    "{\"event\":\"heartbeat\"}");
    private static final List<String> UPBIT =
            List.of(
                    "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1,\"orderbook_units\":[{\"ask_price\":1.1E2,\"bid_price\":100,\"ask_size\":1,\"bid_size\":2}],\"stream_type\":\"REALTIME\"}",
                    "[{\"ty\":\"orderbook\",\"cd\":\"KRW-BTC\",\"tms\":1,\"obu\":[{\"ap\":110,\"bp\":0,\"as\":1,\"bs\":0}]}]",
                    "{\"ty\":\"trade\",\"cd\":\"KRW-BTC\",\"ttms\":1,\"tp\":1,\"tv\":2,\"ab\":\"BID\",\"sid\":3}",
                    "{\"error\":{\"name\":\"NO_CODES\",\"message\":\"m\"}}");
    private static final String JSON_BYTES = "{}[]\",:-.0123456789eE \\tfn\u00e9";

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    static Stream<Arguments> venues() {
        return Stream.of(
                Arguments.of(
                        BinanceVenue.usdM(), "wss://fstream.binance.com/public/stream", FUTURES),
                Arguments.of(new BitfinexVenue(), "wss://api-pub.bitfinex.com/ws/2", BITFINEX),
                Arguments.of(new BitfinexVenue(), "wss://api.bitfinex.com/ws/1", BITFINEX_1),
                Arguments.of(new KrakenVenue(), "wss://ws.kraken.com/v2", KRAKEN),
                Arguments.of(new KrakenVenue(), "wss://ws.kraken.com", KRAKEN_1),
                Arguments.of(new UpbitVenue(), "wss://api.upbit.com/websocket/v1", UPBIT));
    }

    @ParameterizedTest
    @MethodSource("venues")
    void everyFrameEndsInCallsAndALiveBookIsRight(
            Venue venue, String address, List<String> frames) {
        long seed = Long.getLong("tests.anyBytesSeed", System.nanoTime());
        int lived = 0;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            Fed fed = new Fed(venue, address);
            List<String> fedFrames = new ArrayList<>();
            try {
                int length = 1 + random.nextInt(LONGEST_RUN);
                for (int i = 0; i < length; i++) {
                    byte[] frame = frame(random, frames, i);
                    fedFrames.add(new String(frame, StandardCharsets.UTF_8));
                    fed.feed(frame);
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + (seed + run) + ": " + fedFrames, e);
            }
            lived += fed.lived ? 1 : 0;
        }
        assertThat(lived).as("runs with a live book, seed %d", seed).isPositive();
    }

    // Half of the frames are whole, mostly in the order that makes a book.
    private static byte[] frame(Random random, List<String> frames, int place) {
        int which = random.nextBoolean() ? place % frames.size() : random.nextInt(frames.size());
        byte[] frame = frames.get(which).getBytes(StandardCharsets.UTF_8);
        int changes = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < changes && frame.length > 0; i++) {
            frame = changed(random, frame);
        }
        return frame;
    }

    private static byte[] changed(Random random, byte[] frame) {
        int from = random.nextInt(frame.length);
        int to = Math.min(frame.length, from + 1 + random.nextInt(6));
        return switch (random.nextInt(5)) {
            case 0 -> spliced(frame, from, from, bytes(random));
            case 1 -> spliced(frame, from, to, new byte[0]);
            case 2 -> spliced(frame, from, to, bytes(random));
            case 3 -> spliced(frame, from, from, Arrays.copyOfRange(frame, from, to));
            default -> Arrays.copyOf(frame, from);
        };
    }

    private static byte[] bytes(Random random) {
        if (random.nextInt(10) == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(JSON_BYTES.length());
        return JSON_BYTES.substring(at, at + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] frame, int from, int to, byte[] middle) {
        byte[] result = new byte[frame.length - (to - from) + middle.length];
        System.arraycopy(frame, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(frame, to, result, from + middle.length, frame.length - to);
        return result;
    }

    /** A decoder, its books, and plain ones beside them. */
    private static final class Fed implements DecodedListener {
        private final Venue venue;
        private final Decoder decoder;
        private final Map<Instrument, Books> books = new HashMap<>();
        private int calls;
        private boolean lived;

        Fed(Venue venue, String address) {
            this.venue = venue;
            this.decoder = venue.converse(URI.create(address)).decoder();
        }

        void feed(byte[] bytes) {
            calls = 0;
            decoder.decode(Frame.of(1, Frame.Direction.IN, 1, 1, bytes, 0, bytes.length), this);
            assertThat(calls).as("calls for a frame").isPositive();
            for (Books each : books.values()) {
                each.compare();
                lived |= each.sync.isLive();
            }
        }

        @Override
        public void onDepth(DepthMessage message) {
            calls++;
            books.computeIfAbsent(message.instrument(), it -> new Books(venue.bookRules(), it))
                    .sync
                    .onMessage(message);
        }

        @Override
        public void onTrade(Trade trade) {
            calls++;
            assertThat(trade.exactPrice()).isNotNegative();
            assertThat(trade.exactSize()).isNotNegative();
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            calls++;
        }

        @Override
        public void onQuote(BestQuote quote) {
            calls++;
        }

        @Override
        public void onReply(ControlReply reply) {
            calls++;
        }

        @Override
        public void onNotice(VenueNotice notice) {
            calls++;
        }

        @Override
        public void onHeartbeat(Subscription subscription) {
            calls++;
        }

        @Override
        public void onOther() {
            calls++;
        }

        @Override
        public void onBadFrame(BadFrame frame) {
            calls++;
            assertThat(frame.what()).isNotBlank();
        }
    }

    /** A book and a plain one. */
    private static final class Books implements BookSyncListener {
        private final BookRules rules;
        private final BookSync sync;
        private final NavigableMap<BigDecimal, BigDecimal> bids =
                new TreeMap<>(Comparator.reverseOrder());
        private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

        Books(BookRules rules, Instrument instrument) {
            this.rules = rules;
            this.sync = new BookSync(instrument, rules, new SyncLimits(8, 64, 3), this);
        }

        @Override
        public void applied(DepthMessage message, OrderBook book) {
            if (message.kind() != DepthMessage.Kind.UPDATE) {
                bids.clear();
                asks.clear();
            }
            apply(message, Side.BID, bids);
            apply(message, Side.ASK, asks);
        }

        private void apply(
                DepthMessage message, Side side, NavigableMap<BigDecimal, BigDecimal> plain) {
            LevelList levels = message.side(side);
            for (int i = 0; i < levels.count(); i++) {
                if (levels.exactSize(i).signum() == 0) {
                    plain.remove(levels.exactPrice(i));
                } else {
                    plain.put(levels.exactPrice(i), levels.exactSize(i));
                }
            }
            boolean cut =
                    rules.window() == BookRules.Window.CUT_HERE
                            && message.kind() == DepthMessage.Kind.UPDATE;
            while (cut && plain.size() > message.levelLimit()) {
                plain.pollLastEntry();
            }
        }

        void compare() {
            if (!sync.isLive()) {
                assertThat(sync.view(1)).isEmpty();
                return;
            }
            BookView view = sync.view(Integer.MAX_VALUE).orElseThrow();
            compare(view, Side.BID, bids);
            compare(view, Side.ASK, asks);
        }

        private static void compare(
                BookView view, Side side, NavigableMap<BigDecimal, BigDecimal> plain) {
            assertThat(view.levels(side)).isEqualTo(plain.size());
            int i = 0;
            for (Map.Entry<BigDecimal, BigDecimal> level : plain.entrySet()) {
                assertThat(view.exactPrice(side, i)).isEqualByComparingTo(level.getKey());
                assertThat(view.exactSize(side, i)).isEqualByComparingTo(level.getValue());
                i++;
            }
        }

        @Override
        public void live() {}

        @Override
        public void crossed(boolean crossed, String prices) {}

        @Override
        public void lost(LostReason reason) {
            assertThat(reason.detail()).isNotBlank();
        }

        @Override
        public void audited(AuditResult result) {}
    }
}
