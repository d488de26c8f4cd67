package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.account.OrderState;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The account's channel of a simulated Bitfinex, and requests about it, against the truth. */
class BitfinexAccountTest {
    private static final String FAILED =
            "{\"event\":\"auth\",\"status\":\"FAILED\",\"chanId\":0,\"code\":%d,\"msg\":\"%s\"}";

    private static BigDecimal number(JsonNode row, int place) {
        return new BigDecimal(row.get(place).asText());
    }

    private static List<JsonNode> told(List<JsonNode> frames, String type) {
        return frames.stream().filter(it -> it.path(1).asText().equals(type)).toList();
    }

    @Test
    void aLoginIsRefusedAsTheVenueDoesAndUsesItsNumberUpOnlyIfItIsRight() {
        BitfinexWorld world = new BitfinexWorld(1);
        RecordingClient client = world.greeted();
        String right = BitfinexWorld.login(BitfinexWorld.KEY, "77", BitfinexWorld.SECRET, "");

        client.say(BitfinexWorld.login("nobody", "77", BitfinexWorld.SECRET, ""));
        client.say(BitfinexWorld.login(BitfinexWorld.KEY, "77", "another secret", ""));
        client.say(right.replace("AUTH77", "AUTH78"));
        assertThat(client.take())
                .containsExactly(
                        FAILED.formatted(10100, "apikey: invalid"),
                        FAILED.formatted(10100, "apikey: digest invalid"),
                        FAILED.formatted(10111, "payload: invalid"));
        client.say(right);
        assertThat(client.take().getFirst()).contains("\"status\":\"OK\"", "\"chanId\":0");
        client.say(right);
        assertThat(client.take())
                .containsExactly("{\"event\":\"error\",\"msg\":\"auth: dup\",\"code\":10100}");
        RecordingClient second = world.greeted();
        second.say(right);
        assertThat(second.take()).containsExactly(FAILED.formatted(10114, "nonce: small"));
        // One count over connections and requests.
        assertThat(world.ask("wallets", "{}", BitfinexWorld.KEY, "77", BitfinexWorld.SECRET).text())
                .isEqualTo("[\"error\",10114,\"nonce: small\"]");
    }

    @Test
    void howThingsStandComesFirstThenEachMessageWithTheNextNumber() {
        BitfinexWorld world = new BitfinexWorld(2);
        world.loop.pass(20_000);
        RecordingClient client = world.loggedIn("");
        List<JsonNode> frames = client.takeJson();

        assertThat(frames).extracting(it -> it.get(1).asText()).containsExactly("ps", "ws", "os");
        assertThat(frames).extracting(it -> it.get(3).asLong()).containsExactly(1L, 2L, 3L);
        assertThat(frames).extracting(it -> it.get(4).asLong()).containsOnly(0L);
        assertThat(frames.get(2).get(2))
                .hasSameSizeAs(world.truth().openOrders())
                .isNotEmpty()
                .allMatch(it -> it.get(13).asText().matches("ACTIVE|PARTIALLY FILLED @ .*"));
        world.loop.pass(20_000);
        List<JsonNode> later = client.takeJson();
        assertThat(later).hasSizeGreaterThan(100);
        long number = 3;
        long ofAccount = 0;
        for (JsonNode frame : later) {
            assertThat(frame.get(0).asInt(-1)).isZero();
            assertThat(frame.get(3).asLong()).isEqualTo(++number);
            assertThat(frame.get(4).asLong()).isGreaterThan(ofAccount);
            ofAccount = frame.get(4).asLong();
            assertThat(frame.get(5).asLong()).isLessThanOrEqualTo(world.loop.wallNs() / 1_000_000);
        }
    }

    @Test
    void whatIsToldIsWhatHappenedAndTheWalletsAddUp() {
        for (long seed = 10; seed < 15; seed++) {
            BitfinexWorld world = new BitfinexWorld(seed);
            RecordingClient client = world.loggedIn("");
            client.say("{\"event\":\"subscribe\",\"channel\":\"trades\",\"symbol\":\"tBTCUSD\"}");
            world.loop.pass(60_000);
            world.venue.symbols().forEach(it -> world.venue.status(it, "HALT"));
            world.loop.pass(2_000);
            List<JsonNode> all = client.takeJson();
            List<JsonNode> frames =
                    all.stream().filter(it -> it.isArray() && it.get(0).asInt() == 0).toList();

            requireOrders(world, frames);
            requireFills(world, frames);
            requireWallets(world, frames);
            Set<Long> inPublic = new HashSet<>();
            all.stream()
                    .filter(it -> it.isArray() && it.get(0).asInt() != 0)
                    .filter(it -> it.get(1).asText().equals("tu"))
                    .forEach(it -> inPublic.add(it.get(2).get(0).asLong()));
            List<Long> own = world.truth().fills("tBTCUSD").stream().map(Fill::tradeId).toList();
            assertThat(inPublic).containsAll(own);
        }
    }

    private static void requireOrders(BitfinexWorld world, List<JsonNode> frames) {
        Set<Long> open = new HashSet<>();
        Set<Long> closed = new HashSet<>();
        for (JsonNode frame : frames) {
            String type = frame.get(1).asText();
            JsonNode row = frame.get(2);
            if (!Set.of("on", "ou", "oc").contains(type)) {
                continue;
            }
            long id = row.get(0).asLong();
            assertThat(row).hasSize(32);
            assertThat(world.truth().order(id).stream().map(OrderEvent::order))
                    .anyMatch(it ->
                            signed(it, it.remaining()).compareTo(number(row, 6)) == 0
                                    && signed(it, it.terms().quantity()).compareTo(number(row, 7))
                                            == 0
                                    && it.terms().price().compareTo(number(row, 16)) == 0
                                    && it.updatedUs() / 1000 == row.get(5).asLong()
                                    && it.status().isFinal() == type.equals("oc"));
            assertThat(closed).doesNotContain(id);
            // What ends at once is told by its end alone.
            assertThat(type.equals("on")).isEqualTo(!type.equals("oc") && open.add(id));
            if (type.equals("oc")) {
                closed.add(id);
            }
        }
        List<OrderState> ofTruth =
                world.venue.symbols().stream()
                        .flatMap(it -> world.truth().orders(it).stream())
                        .toList();
        assertThat(closed)
                .containsExactlyInAnyOrderElementsOf(
                        ofTruth.stream()
                                .filter(it -> it.status().isFinal())
                                .map(OrderState::id)
                                .toList());
        Set<String> words = new HashSet<>();
        told(frames, "oc")
                .forEach(it -> words.add(it.get(2).get(13).asText().replaceAll(" @ .*", "")));
        assertThat(words).contains("EXECUTED", "CANCELED", "IOC CANCELED", "FILLORKILL CANCELED");
    }

    private static BigDecimal signed(OrderState order, BigDecimal amount) {
        return order.terms().side() == BookSide.BID ? amount : amount.negate();
    }

    private static void requireFills(BitfinexWorld world, List<JsonNode> frames) {
        List<String> fills = new ArrayList<>();
        Set<String> early = new HashSet<>();
        for (JsonNode frame : frames) {
            JsonNode row = frame.get(2);
            String name = row.path(0) + " of " + row.path(3);
            switch (frame.get(1).asText()) {
                case "te" -> {
                    assertThat(early.add(name)).isTrue();
                    assertThat(row.get(9).isNull() && row.get(10).isNull()).isTrue();
                }
                case "tu" -> {
                    assertThat(early).contains(name);
                    fills.add(name + " fee " + number(row, 9).abs().stripTrailingZeros());
                }
                default -> {
                    // Not a fill.
                }
            }
        }
        List<String> ofTruth = new ArrayList<>();
        world.venue
                .symbols()
                .forEach(symbol ->
                        world.truth()
                                .fills(symbol)
                                .forEach(it ->
                                        ofTruth.add(
                                                it.tradeId()
                                                        + " of "
                                                        + it.orderId()
                                                        + " fee "
                                                        + it.commission()
                                                                .abs()
                                                                .stripTrailingZeros())));
        assertThat(ofTruth).hasSizeGreaterThan(100);
        assertThat(fills).containsExactlyInAnyOrderElementsOf(ofTruth);
    }

    private static void requireWallets(BitfinexWorld world, List<JsonNode> frames) {
        Map<String, BigDecimal> total = new TreeMap<>();
        Map<String, BigDecimal> available = new HashMap<>();
        for (JsonNode frame : told(frames, "wu")) {
            JsonNode row = frame.get(2);
            String asset = row.get(1).asText();
            total.put(asset, number(row, 2).setScale(8));
            if (!row.get(4).isNull()) {
                available.put(asset, number(row, 4).setScale(8));
            }
        }
        world.truth()
                .balances()
                .forEach((asset, it) -> {
                    assertThat(total).containsEntry(asset, it.total());
                    assertThat(available).containsEntry(asset, it.free());
                });
    }

    @Test
    void onlyWhatALoginAsksForIsTold() {
        BitfinexWorld world = new BitfinexWorld(3);
        RecordingClient client = world.loggedIn("\"trading-tBTCUSD\",\"wallet\"");
        world.loop.pass(20_000);
        List<JsonNode> frames = client.takeJson();

        assertThat(frames)
                .extracting(it -> it.get(1).asText())
                .contains("on", "ou", "oc", "te", "tu", "wu")
                .doesNotContain("n");
        assertThat(told(frames, "oc")).allMatch(it -> it.get(2).get(3).asText().equals("tBTCUSD"));
        assertThat(told(frames, "tu")).allMatch(it -> it.get(2).get(1).asText().equals("tBTCUSD"));
    }

    @Test
    void aQuietChannelSaysThatItIsThere() {
        BitfinexWorld world = new BitfinexWorld(4);
        world.venue.symbols().forEach(it -> world.venue.status(it, "HALT"));
        RecordingClient client = world.loggedIn("\"trading\"");
        client.take();
        world.loop.pass(40_000);

        assertThat(client.takeJson())
                .hasSize(2)
                .allMatch(it -> it.get(1).asText().equals("hb") && it.size() == 4)
                .extracting(it -> it.get(2).asLong())
                .containsExactly(3L, 4L);
    }

    @Test
    void requestsAreAnsweredFromTheTruth() {
        BitfinexWorld world = new BitfinexWorld(5);
        world.loop.pass(60_000);
        List<Fill> fills = world.truth().fills("tBTCUSD");
        Fill one = fills.getLast();

        assertThat(rows(world.ask("orders", "{}"))).hasSameSizeAs(world.truth().openOrders());
        List<JsonNode> closed = rows(world.ask("orders/tBTCUSD/hist", "{\"limit\":2500}"));
        assertThat(closed)
                .hasSize(
                        (int)
                                world.truth().orders("tBTCUSD").stream()
                                        .filter(it -> it.status().isFinal())
                                        .count());
        long id = closed.getLast().get(0).asLong();
        assertThat(rows(world.ask("orders/tBTCUSD/hist", "{\"id\":[" + id + "]}")))
                .singleElement()
                .isEqualTo(closed.getLast());
        assertThat(rows(world.ask("orders/tETHUSD/hist", "{\"id\":[" + id + "]}"))).isEmpty();
        long ms = one.timeUs() / 1000;
        assertThat(rows(world.ask("trades/hist", "{\"start\":" + ms + ",\"end\":" + ms + "}")))
                .anyMatch(it -> it.get(0).asLong() == one.tradeId())
                .allMatch(it -> it.get(2).asLong() == ms && it.size() == 12);
        List<JsonNode> oldest = rows(world.ask("trades/tBTCUSD/hist", "{\"limit\":3,\"sort\":1}"));
        assertThat(oldest)
                .extracting(it -> it.get(0).asLong())
                .isEqualTo(fills.stream().limit(3).map(Fill::tradeId).toList());
        assertThat(rows(world.ask("order/tBTCUSD:" + one.orderId() + "/trades", "{}")))
                .hasSize((int) fills.stream().filter(it -> it.orderId() == one.orderId()).count());
        Map<String, BigDecimal> available = new TreeMap<>();
        rows(world.ask("wallets", "{}"))
                .forEach(it -> available.put(it.get(1).asText(), number(it, 4).setScale(8)));
        Map<String, BigDecimal> free = new TreeMap<>();
        world.truth().balances().forEach((asset, it) -> free.put(asset, it.free()));
        assertThat(available).isEqualTo(free);
    }

    private static List<JsonNode> rows(HttpReply reply) {
        assertThat(reply.status()).isEqualTo(200);
        return StreamSupport.stream(RecordingClient.json(reply.text()).spliterator(), false)
                .toList();
    }

    @Test
    void requestsThatAreNotRightAreRefused() {
        BitfinexWorld world = new BitfinexWorld(6);

        assertThat(world.ask("wallets", "{}", "nobody", "1", "x").text())
                .isEqualTo("[\"error\",10100,\"apikey: invalid\"]");
        assertThat(world.ask("wallets", "{}", BitfinexWorld.KEY, "1", "x").text())
                .isEqualTo("[\"error\",10100,\"apikey: digest invalid\"]");
        assertThat(world.ask("trades/hist", "{\"limit\":2501}").text())
                .isEqualTo("[\"error\",10020,\"limit: invalid\"]");
        assertThat(world.ask("orders/tXYZABC", "{}").text())
                .isEqualTo("[\"error\",10020,\"symbol: invalid\"]");
        assertThat(world.ask("wallets", "{").status()).isEqualTo(500);
        assertThat(world.ask("secrets", "{}").status()).isEqualTo(404);
        world.venue.inject(new Fault.TooManyRequests(Duration.ofSeconds(1), 1));
        assertThat(world.ask("wallets", "{}").text()).isEqualTo("{\"error\":\"ERR_RATE_LIMIT\"}");
        assertThat(world.ask("wallets", "{}").status()).isEqualTo(200);
    }

    @Test
    void faultsOfTheAccountMeanItsMessagesAndConnectionsAlone() {
        BitfinexWorld world = new BitfinexWorld(7);
        RecordingClient other = world.greeted();
        other.say("{\"event\":\"subscribe\",\"channel\":\"trades\",\"symbol\":\"tBTCUSD\"}");
        RecordingClient client = world.loggedIn("");
        client.take();
        world.venue.inject(new Fault.Drop(2, Fault.ACCOUNT));
        world.venue.inject(new Fault.Duplicate(1, Fault.ACCOUNT));
        world.venue.inject(new Fault.Malformed(Fault.Breakage.TRUNCATED, 1, Fault.ACCOUNT));
        world.loop.pass(5_000);
        List<String> got = client.take();

        // Three have been told of before; two are lost, the next comes twice, the one after broken.
        assertThat(RecordingClient.json(got.get(0)).get(3).asLong()).isEqualTo(6);
        assertThat(got.get(1)).isEqualTo(got.get(0));
        assertThatThrownBy(() -> RecordingClient.json(got.get(2))).hasMessageContaining("no JSON");
        assertThat(RecordingClient.json(got.get(3)).get(3).asLong()).isEqualTo(8);
        world.venue.inject(new Fault.Mute(Duration.ofSeconds(5), Fault.ACCOUNT));
        world.loop.pass(5_000);
        assertThat(client.take()).isEmpty();
        world.loop.pass(5_000);
        assertThat(client.take()).isNotEmpty();
        world.venue.inject(new Fault.HalfOpen(Duration.ofSeconds(5), Fault.ACCOUNT));
        world.loop.pass(5_000);
        assertThat(client.take()).containsExactly("abort");
        RecordingClient again = world.loggedIn("");
        world.venue.inject(new Fault.Disconnect(1001, Fault.ACCOUNT));
        assertThat(again.take()).last().isEqualTo("close 1001");
        RecordingClient third = world.loggedIn("");
        world.venue.inject(new Fault.Abort(Fault.ACCOUNT));
        assertThat(third.take()).last().isEqualTo("abort");
        assertThat(other.take()).isNotEmpty().noneMatch(it -> it.matches("close.*|abort"));
        assertThat(world.venue.faultLog().counts())
                .containsEntry("drop", 2L)
                .containsEntry("duplicate", 1L)
                .containsEntry("malformed", 1L)
                .containsEntry("half-open", 1L);
    }
}
