package dev.fathom.cli.serving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.Handshake;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.ServerConnection;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.Venue;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InStreamOfferTest {
    private static final long BEGAN_NS = 1_700_000_000_000_000_000L;

    private final List<RawLine> lines = new ArrayList<>();
    private int demands;

    /** Offers the lines so far; what is given to {@link #play} comes later. */
    private final class Offered {
        private final Offer offer;
        private final Venue venue;
        private int played;

        Offered(String id, int before) throws IOException {
            CaptureVenues venues = new CaptureVenues(Map.of(id, List.of("ws://venue.test")), 1);
            Contents contents = new Contents(venues);
            for (RawLine line : lines) {
                contents.line(line, 0);
            }
            offer =
                    contents.found()
                            .getOrDefault(id, Optional.empty())
                            .orElseThrow()
                            .offer(SyncLimits.RECORDING, () -> demands++)
                            .orElseThrow();
            offer.begins(BEGAN_NS);
            play(before);
            venue = offer.open(new AtOnce());
        }

        void play(int more) throws IOException {
            for (int i = 0; i < more; i++) {
                offer.play(lines.get(played++));
            }
        }

        Client connect(String... texts) {
            Client client = new Client();
            client.connection =
                    ((Handshake.Accepted) venue.connect("/ws/2", "here", client)).connection();
            for (String text : texts) {
                client.say(text);
            }
            return client;
        }

        String get(String target) {
            List<HttpReply> replies = new ArrayList<>();
            venue.get(target, "here", replies::add);
            return replies.getFirst().text();
        }
    }

    private static final class AtOnce implements SimulatorLoop {
        @Override
        public long wallNs() {
            return BEGAN_NS;
        }

        @Override
        public long monotonicNs() {
            return 0;
        }

        @Override
        public Timer schedule(long delayNs, Runnable task) {
            if (delayNs == 0) {
                task.run();
            }
            return () -> {};
        }
    }

    private static final class Client implements ClientPort {
        final List<String> got = new ArrayList<>();
        @Nullable ServerConnection connection;

        void say(String text) {
            requireNonNull(connection).onText(text);
        }

        @Override
        public void text(byte[] utf8) {
            got.add(new String(utf8, StandardCharsets.UTF_8));
        }

        @Override
        public void ping(byte[] payload) {}

        @Override
        public void pong(byte[] payload) {}

        @Override
        public void close(int code, String reason) {
            got.add("close " + code);
        }

        @Override
        public void abort() {
            got.add("abort");
        }

        List<String> next() {
            List<String> all = List.copyOf(got);
            got.clear();
            return all;
        }
    }

    private void line(RawLine.Kind kind, String text) {
        long ns = BEGAN_NS + 1_000_000L * lines.size();
        lines.add(new RawLine(ns, ns, 1, kind, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void open(String... came) {
        line(RawLine.Kind.OPENED, "ws://venue.test/v2");
        came(came);
    }

    private void came(String... texts) {
        for (String text : texts) {
            line(RawLine.Kind.IN, text);
        }
    }

    private void bitfinex(String... more) {
        open(
                "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":65536}",
                """
                {"event":"subscribed","channel":"book","chanId":5,"symbol":"tBTCUSD","prec":"P0",\
                "freq":"F0","len":"25","pair":"BTCUSD"}\
                """,
                """
                {"event":"subscribed","channel":"trades","chanId":6,"symbol":"tBTCUSD"}\
                """,
                "[5,[[100,1,1],[99,1,2],[101,2,-3]],1]");
        came(more);
    }

    private static String wish(int length) {
        return "{\"event\":\"subscribe\",\"channel\":\"book\",\"symbol\":\"tBTCUSD\",\"len\":"
                + length
                + "}";
    }

    @Test
    void whoComesInTheMiddleBeginsWithTheBookOfThatPlace() throws IOException {
        bitfinex("[5,[100,0,1],2]", "[5,[98,4,7e-7],3]", "[5,\"hb\",4]", "[5,[99,3,5],5]");
        Offered offered = new Offered("bitfinex", 7);

        Client plain = offered.connect(wish(25));
        Client numbered = offered.connect("{\"event\":\"conf\",\"flags\":65536}", wish(25));
        offered.play(2);

        assertThat(plain.next()).last(STRING).isEqualTo("[10001,[99,3,5]]");
        assertThat(numbered.next())
                .endsWith("[10001,[[99,1,2],[98,4,7e-7],[101,2,-3]],1]", "[10001,[99,3,5],2]");
        assertThat(demands).isEqualTo(2);
    }

    @Test
    void whoComesBeforeGetsTheRecordedMessages() throws IOException {
        bitfinex(
                "[5,[[100,0,1],[98,4,7]],2]",
                "[5,\"cs\",123,3]",
                "[6,\"te\",[71,1700000000001,-0.5,100],4]");
        Offered offered = new Offered("bitfinex", 1);
        Client client =
                offered.connect(
                        wish(25),
                        "{\"event\":\"subscribe\",\"channel\":\"trades\",\"symbol\":\"tBTCUSD\"}");
        client.next();

        offered.play(6);

        // The checksum was not asked for, and is not the book's: nothing of it comes.
        assertThat(client.next())
                .containsExactly(
                        "[10001,[[100,1,1],[99,1,2],[101,2,-3]]]",
                        "[10001,[100,0,1]]",
                        "[10001,[98,4,7]]");
        offered.play(1);
        assertThat(client.next()).containsExactly("[10002,\"te\",[71,1700000000001,-0.5,100]]");
        assertThat(offered.get("/v2/trades/tBTCUSD/hist?sort=-1"))
                .isEqualTo("[[71,1700000000001,-0.5,100]]");
    }

    @Test
    void fewerLevelsAreKeptByTheirOwnChanges() throws IOException {
        bitfinex("[5,[98,4,7],2]", "[5,[100,0,1],3]", "[5,[101,1,-1],4]");
        Offered offered = new Offered("bitfinex", 5);
        Client client = offered.connect(wish(1));
        assertThat(client.next()).endsWith("[10001,[[100,1,1],[101,2,-3]]]");

        offered.play(3);

        assertThat(client.next())
                .containsExactly("[10001,[100,0,1]]", "[10001,[99,1,2]]", "[10001,[101,1,-1]]");
    }

    @Test
    void whatWasNotRecordedIsRefusedInTheVenuesForm() throws IOException {
        bitfinex();
        Offered offered = new Offered("bitfinex", 5);
        Client client =
                offered.connect(
                        wish(100),
                        wish(25).replace("}", ",\"prec\":\"P1\"}"),
                        wish(25).replace("BTC", "XYZ"));

        assertThat(client.next().subList(1, 4))
                .satisfiesExactly(
                        it -> assertThat(it).contains("\"code\":10012", "recorded are [1, 25]"),
                        it -> assertThat(it).contains("\"code\":10011", "recorded is P0 F0"),
                        it -> assertThat(it).contains("\"code\":10300", "symbol: invalid"));
    }

    @Test
    void aBookThatIsLostIsSilentAndItsConnectionIsCutWithTheRecordedOne() throws IOException {
        bitfinex("[5,[98,4,7],3]", "[5,[97,4,7],4]");
        line(RawLine.Kind.CLOSED, "by us: 1000 gap");
        line(RawLine.Kind.CLOSED, "ByUs[code=1000, reason=gap]");
        bitfinex();
        Offered offered = new Offered("bitfinex", 1);
        Client client = offered.connect(wish(25));
        client.next();

        offered.play(6);
        assertThat(client.next()).containsExactly("[10001,[[100,1,1],[99,1,2],[101,2,-3]]]");
        assertThat(offered.offer.awaitsClients()).isFalse();

        // What is on its way may still come after it was asked to end.
        offered.play(1);
        assertThat(client.next()).isEmpty();
        offered.play(1);
        assertThat(client.next()).containsExactly("close 1001");
        assertThat(offered.offer.awaitsClients()).isTrue();
        Client again = offered.connect(wish(25));
        assertThat(offered.offer.awaitsClients()).isFalse();
        again.next();
        offered.play(5);
        assertThat(again.next()).containsExactly("[10001,[[100,1,1],[99,1,2],[101,2,-3]]]");
    }

    @Test
    void theEndOfARecordingCutsNobody() throws IOException {
        bitfinex();
        line(RawLine.Kind.CLOSED, "by us: 1000 closed");
        Offered offered = new Offered("bitfinex", 5);
        Client client = offered.connect(wish(25));
        client.next();

        offered.play(1);

        assertThat(client.next()).isEmpty();
    }

    private static String kraken(String type, String bids, String asks, String checked) {
        CRC32 crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.US_ASCII));
        return "{\"channel\":\"book\",\"type\":\"%s\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[%s],\"asks\":[%s],\"checksum\":%d,\"timestamp\":\"2026-01-01T00:00:00.000001Z\"}]}"
                .formatted(type, bids, asks, crc.getValue());
    }

    private static String level(String price, String quantity) {
        return "{\"price\":" + price + ",\"qty\":" + quantity + "}";
    }

    private static final String TAKEN =
            "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":25,\"symbol\":\"BTC/USD\"},\"success\":true}";
    private static final String WISH =
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":25}}";

    @Test
    void krakensBookBeginsAgainWithASnapshotAfterAMessageWasLost() throws IOException {
        String first = kraken("snapshot", level("9.0", "0.50"), level("9.1", "0.25"), "91259050");
        String second = kraken("update", level("9.0", "0.75"), "", "91259075");
        String wrong = kraken("update", level("9.0", "0.55"), "", "4711");
        String again = kraken("snapshot", level("8.9", "0.10"), level("9.1", "0.25"), "91258910");
        open(TAKEN, first, second, wrong, again);
        Offered offered = new Offered("kraken", 4);
        Client client = offered.connect(WISH);
        assertThat(client.next())
                .endsWith(
                        kraken("snapshot", level("9.0", "0.75"), level("9.1", "0.25"), "91259075"));

        offered.play(1);
        assertThat(client.next()).isEmpty();
        offered.play(1);
        assertThat(client.next()).hasSize(1).allMatch(it -> it.contains("\"snapshot\""));
        assertThat(offered.connect(WISH).next()).contains(again);
        assertThat(offered.connect(WISH.replace("25", "100")).next())
                .last(STRING)
                .contains("Subscription depth not supported: recorded are [10, 25]");
    }

    @Test
    void upbitSpeaksInAllItsForms() throws IOException {
        String units =
                "{\"ask_price\":11,\"bid_price\":10,\"ask_size\":1.50,\"bid_size\":8e-05},"
                        + "{\"ask_price\":12,\"bid_price\":9.0,\"ask_size\":1,\"bid_size\":2}";
        String start =
                "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1,\"orderbook_units\":[";
        open(start + units + "],\"stream_type\":\"SNAPSHOT\",\"level\":0}");
        came(start.replace(":1,", ":2,") + units + "],\"stream_type\":\"REALTIME\",\"level\":0}");
        Offered offered = new Offered("upbit", 2);
        String codes = "{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]}";

        Client plain = offered.connect("[{\"ticket\":\"a\"}," + codes + "]");
        Client brief =
                offered.connect(
                        "[{\"ticket\":\"a\"},"
                                + codes.replace("BTC", "BTC.1")
                                + ",{\"format\":\"SIMPLE_LIST\"}]");
        Client once =
                offered.connect(
                        "[{\"ticket\":\"a\"},"
                                + codes.replace("]", "],\"is_only_snapshot\":true")
                                + "]");
        offered.play(1);

        assertThat(plain.next()).containsExactly(lines.get(1).text(), lines.get(2).text());
        assertThat(once.next()).containsExactly(lines.get(1).text());
        assertThat(brief.next())
                .last(STRING)
                .isEqualTo(
                        "[{\"ty\":\"orderbook\",\"cd\":\"KRW-BTC\",\"tms\":2,\"obu\":[{\"ap\":11,"
                                + "\"bp\":10,\"as\":1.50,\"bs\":8e-05}],\"st\":\"REALTIME\",\"lv\":0}]");
        brief.say("[{\"ticket\":\"x\"},{\"method\":\"LIST_SUBSCRIPTIONS\"}]");
        assertThat(brief.next())
                .containsExactly(
                        "[{\"mthd\":\"LIST_SUBSCRIPTIONS\",\"rslt\":[{\"ty\":\"orderbook\","
                                + "\"cds\":[\"KRW-BTC.1\"]}],\"tckt\":\"x\"}]");
    }
}
