package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.fault.FaultPlan;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthCursor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String DIFFS = "btcusdt@depth@100ms";

    private final VirtualLoop loop = new VirtualLoop();
    private final BinanceSimulator venue = new BinanceSimulator(Worlds.small(21), loop);
    private final Truth truth = venue.truth("BTCUSDT");
    private RecordingClient client = new RecordingClient();

    @BeforeEach
    void followTheDiffs() {
        venue.start();
        client = RecordingClient.of(venue, "/ws/" + DIFFS);
        loop.pass(1_050);
        assertThat(client.take()).hasSize(10);
    }

    @Test
    void droppedDiffsLeaveAGap() {
        venue.faults().inject(new Fault.Drop(3, "BTCUSDT"));
        loop.pass(1_000);

        assertThat(client.takeJson()).hasSize(7);
        assertThat(count("drop")).isEqualTo(3);
    }

    @Test
    void aDropWaitsUntilSomebodyWouldHaveGotTheMessage() {
        venue.faults().inject(new Fault.Drop(1, "btcusdt@trade"));
        venue.faults().inject(new Fault.Drop(1, "ETHBTC"));
        loop.pass(5_000);
        assertThat(venue.faults().log().counts()).isEmpty();
        assertThat(venue.faults().waiting()).hasSize(2);
        assertThat(client.takeJson()).hasSize(50);

        RecordingClient trades = RecordingClient.of(venue, "/ws/btcusdt@trade");
        long before = truth.trades().lastId();
        loop.pass(5_000);
        assertThat(trades.takeJson().getFirst().path("t").longValue()).isEqualTo(before + 2);
        assertThat(count("drop")).isEqualTo(1);
    }

    @Test
    void duplicatesComeTwice() {
        venue.faults().inject(new Fault.Duplicate(1, ""));
        loop.pass(300);

        List<String> got = client.take();
        assertThat(got).hasSize(4);
        assertThat(got.get(0)).isEqualTo(got.get(1));
    }

    @Test
    void reorderedDiffsSwapWithTheNext() {
        venue.faults().inject(new Fault.Reorder(1, "BTCUSDT"));
        loop.pass(400);

        List<Long> lasts = lasts(client.takeJson());
        assertThat(lasts).hasSize(4);
        assertThat(lasts.get(0)).isGreaterThan(lasts.get(1));
        assertThat(lasts.get(2)).isGreaterThan(lasts.get(0));
        assertThat(count("reorder")).isEqualTo(1);
    }

    @Test
    void delayedDiffsComeInOneBurstWithoutLoss() {
        long last = truth.lastId();
        venue.faults().inject(new Fault.Delay(Duration.ofMillis(730), "BTCUSDT"));
        loop.pass(729);
        assertThat(client.take()).isEmpty();
        loop.pass(1);

        List<JsonNode> burst = client.takeJson();
        assertThat(burst).hasSize(7);
        assertThat(burst.getFirst().path("U").longValue()).isLessThanOrEqualTo(last + 1);
        assertConsecutive(burst);
        assertThat(count("delay")).isEqualTo(1);
        assertThat(venue.faults().log().outages())
                .containsExactly(
                        new FaultLog.Outage("delay", "BTCUSDT", 1_050_000_000L, 1_780_000_000L));
    }

    @Test
    void recutDiffsHaveOtherBoundariesOnEachConnectionAndLoseNothing() {
        RecordingClient other = RecordingClient.of(venue, "/ws/" + DIFFS);
        FollowedBook book =
                FollowedBook.of(
                        RecordingClient.json(
                                get("/api/v3/depth?symbol=BTCUSDT&limit=5000").text()));
        venue.faults().inject(new Fault.Recut(20, "BTCUSDT"));
        loop.pass(2_500);

        List<JsonNode> ours = client.takeJson();
        List<JsonNode> theirs = other.takeJson();
        assertConsecutive(ours);
        assertConsecutive(theirs);
        assertThat(lasts(ours)).isNotEqualTo(lasts(theirs));
        assertThat(lasts(ours).getLast()).isEqualTo(lasts(theirs).getLast());
        for (JsonNode diff : ours) {
            if (book.apply(diff)) {
                assertThat(book.equals(truth.at(book.id))).isTrue();
            }
        }
        assertThat(count("recut")).isEqualTo(20);
    }

    @Test
    void malformedDiffsAreCutOffOrHaveWrongTypes() {
        venue.faults().inject(new Fault.Malformed(Breakage.TRUNCATED, 1, "BTCUSDT"));
        venue.faults().inject(new Fault.Malformed(Breakage.TYPES, 1, "BTCUSDT"));
        loop.pass(300);

        List<String> got = client.take();
        assertThatThrownBy(() -> RecordingClient.json(got.get(0)))
                .isInstanceOf(AssertionError.class);
        assertThat(RecordingClient.json(got.get(1)).path("U").textValue()).startsWith("x");
        assertThat(RecordingClient.json(got.get(2)).path("U").isIntegralNumber()).isTrue();
        assertThat(count("malformed")).isEqualTo(2);
    }

    @Test
    void netZeroLevelsAreLeftOutForAWhile() {
        BinanceSimulator quiet =
                new BinanceSimulator(
                        Worlds.small(1)
                                .withInstruments(
                                        List.of(
                                                Worlds.instrument("BTCUSDT")
                                                        .withChangesPerSecond(0))),
                        loop);
        quiet.start();
        RecordingClient watching = RecordingClient.of(quiet, "/ws/" + DIFFS);
        quiet.faults().inject(new Fault.OmitNetZero(Duration.ofMillis(150), "BTCUSDT"));
        for (int i = 0; i < 2; i++) {
            // A better bid comes and goes at once: its level is empty before and after.
            BigDecimal best =
                    quiet.truth("BTCUSDT").at(quiet.truth("BTCUSDT").lastId()).bids().firstKey();
            Optional<BigDecimal> better = Optional.of(best.add(new BigDecimal("0.01")));
            quiet.order("BTCUSDT", BookSide.BID, better, BigDecimal.ONE);
            quiet.order("BTCUSDT", BookSide.ASK, better, BigDecimal.ONE);
            loop.pass(100);
        }

        List<JsonNode> diffs = watching.takeJson();
        assertThat(diffs).hasSize(2);
        assertThat(diffs.get(0).path("b")).isEmpty();
        assertThat(diffs.get(1).path("b")).hasSize(1);
        assertThat(diffs.get(1).path("U").longValue())
                .isEqualTo(diffs.get(0).path("u").longValue() + 1);
        assertThat(quiet.faults().log().count("omit-net-zero")).isEqualTo(1);
    }

    @Test
    void oneWrongLevelSpoilsTheBookAndNothingElse() {
        FollowedBook book =
                FollowedBook.of(
                        RecordingClient.json(
                                get("/api/v3/depth?symbol=BTCUSDT&limit=5000").text()));
        venue.faults().inject(new Fault.WrongLevel("BTCUSDT"));
        loop.pass(100);
        List<JsonNode> diffs = client.takeJson();
        diffs.forEach(book::apply);
        TruthBook right = truth.at(book.id);

        assertThat(book.equals(right)).isFalse();
        assertThat(differing(book.bids, right.bids()) + differing(book.asks, right.asks()))
                .isEqualTo(1);
        assertThat(book.bids.keySet()).isEqualTo(right.bids().keySet());
        assertThat(book.asks.keySet()).isEqualTo(right.asks().keySet());
        assertThat(count("wrong-level")).isEqualTo(1);
    }

    private static int differing(
            Map<BigDecimal, BigDecimal> some, Map<BigDecimal, BigDecimal> others) {
        Set<Map.Entry<BigDecimal, BigDecimal>> left = new HashSet<>(some.entrySet());
        left.removeAll(others.entrySet());
        return left.size();
    }

    @Test
    void aMutedStreamIsAcknowledgedAndSilent() {
        venue.faults().inject(new Fault.Mute(Duration.ofSeconds(2), "BTCUSDT"));
        client.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth\"],\"id\":1}");
        loop.pass(1_999);
        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":1}");
        loop.pass(201);

        assertThat(client.take()).isNotEmpty();
        assertThat(count("mute")).isEqualTo(1);
    }

    @Test
    void connectionsAreClosedOrCut() {
        RecordingClient other = RecordingClient.of(venue, "/ws/ethbtc@trade");
        venue.faults().inject(new Fault.Disconnect(1012, "BTCUSDT"));
        assertThat(client.take()).containsExactly("close 1012");
        assertThat(other.take()).isEmpty();
        venue.faults().inject(new Fault.Disconnect(1006, ""));
        assertThat(other.take()).containsExactly("abort");

        RecordingClient third = RecordingClient.of(venue, "/ws/" + DIFFS);
        venue.faults().inject(new Fault.Abort(""));
        loop.pass(30_000);
        assertThat(third.take()).containsExactly("abort");
        assertThat(client.take()).isEmpty();
        assertThat(venue.faults().log().counts())
                .containsEntry("disconnect", 2L)
                .containsEntry("abort", 1L);
    }

    @Test
    void aHalfOpenConnectionIsDeadUntilItIsCut() {
        venue.faults().inject(new Fault.HalfOpen(Duration.ofSeconds(30), ""));
        client.venue().onPing(new byte[] {'x'});
        client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
        client.venue().onClose(1000, "");
        RecordingClient other = RecordingClient.of(venue, "/ws/" + DIFFS);
        loop.pass(29_999);
        assertThat(client.take()).isEmpty();
        assertThat(other.take()).hasSizeGreaterThan(290);
        loop.pass(1);

        assertThat(client.take()).containsExactly("abort");
        assertThat(venue.faults().log().ended()).hasSize(1).allMatch(FaultLog.Ended::tookEffect);
    }

    @Test
    void shutdownIsToldInBothShapesThenDone() {
        RecordingClient combined = RecordingClient.of(venue, "/stream?streams=nosuch@trade");
        loop.pass(0);
        client.take();
        venue.faults().inject(new Fault.Shutdown(Duration.ofMillis(40)));
        assertThat(client.take()).containsExactly("{\"e\":\"serverShutdown\",\"E\":1772323201050}");
        assertThat(combined.take())
                .containsExactly(
                        "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1772323201050}}");
        loop.pass(40);

        assertThat(client.take()).containsExactly("close 1001 Server shutdown");
    }

    @Test
    void aStaleSnapshotIsTheTruthOfSomeTimeAgo() {
        loop.pass(5_000);
        long then = truth.lastId();
        loop.pass(3_000);
        venue.faults().inject(new Fault.StaleSnapshot(Duration.ofSeconds(3), 1, ""));
        FollowedBook stale =
                FollowedBook.of(
                        RecordingClient.json(
                                get("/api/v3/depth?symbol=BTCUSDT&limit=5000").text()));
        FollowedBook fresh =
                FollowedBook.of(
                        RecordingClient.json(
                                get("/api/v3/depth?symbol=BTCUSDT&limit=5000").text()));

        assertThat(stale.id).isBetween(then - 100, then);
        assertThat(stale.equals(truth.at(stale.id))).isTrue();
        assertThat(fresh.id).isEqualTo(truth.lastId());
    }

    @Test
    void aSlowSnapshotIsOldWhenItComes() {
        venue.faults().inject(new Fault.SlowSnapshot(Duration.ofSeconds(2), 1, "BTCUSDT"));
        long then = truth.lastId();
        List<HttpReply> replies = new ArrayList<>();
        venue.get("/api/v3/depth?symbol=BTCUSDT", "203.0.113.1", replies::add);
        loop.pass(1_999);
        assertThat(replies).isEmpty();
        loop.pass(1);

        assertThat(replies.getFirst().text()).startsWith("{\"lastUpdateId\":" + then + ",");
    }

    @Test
    void requestsAreRefusedThenBanned() {
        venue.faults().inject(new Fault.TooManyRequests(Duration.ofSeconds(7), 2));
        for (int i = 0; i < 2; i++) {
            HttpReply refused = get("/api/v3/time");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsEntry("Retry-After", "7");
        }
        assertThat(get("/api/v3/time").status()).isEqualTo(200);

        venue.faults().inject(new Fault.Ban(Duration.ofSeconds(90)));
        loop.pass(500);
        HttpReply banned = get("/api/v3/time");
        assertThat(banned.status()).isEqualTo(418);
        assertThat(banned.headers()).containsEntry("Retry-After", "90");
        loop.pass(89_500);
        assertThat(get("/api/v3/time").status()).isEqualTo(200);
        assertThat(venue.faults().log().counts())
                .containsEntry("too-many-requests", 2L)
                .containsEntry("ban", 1L);
    }

    @Test
    void newConnectionsAreRefusedForAWhile() {
        venue.faults().inject(new Fault.Refuse(Duration.ofSeconds(1)));
        assertThat(venue.connect("/ws", "203.0.113.1", new RecordingClient()))
                .isInstanceOfSatisfying(
                        Handshake.Refused.class, it -> assertThat(it.status()).isEqualTo(503));
        loop.pass(1_000);

        assertThat(venue.connect("/ws", "203.0.113.1", new RecordingClient()))
                .isInstanceOf(Handshake.Accepted.class);
    }

    @Test
    void restartedIdsBeginSmallerAndTheBookGoesOn() {
        TruthCursor cursor = truth.cursor();
        TruthBook before = truth.at(truth.lastId());
        long last = before.id();
        venue.faults().inject(new Fault.RestartIds("BTCUSDT"));
        long restarted = truth.lastId();
        assertThat(restarted).isLessThan(last);
        assertThat(truth.at(restarted).bids()).isEqualTo(before.bids());
        assertThat(get("/api/v3/depth?symbol=BTCUSDT").text())
                .startsWith("{\"lastUpdateId\":" + restarted);
        loop.pass(300);

        List<JsonNode> diffs = client.takeJson();
        assertThat(diffs.get(0).path("u").longValue()).isEqualTo(last);
        assertThat(diffs.get(1).path("U").longValue()).isEqualTo(restarted + 1);
        cursor.advanceTo(last);
        cursor.advanceTo(diffs.get(1).path("u").longValue());
        assertThat(cursor.bids()).isEqualTo(truth.at(cursor.id()).bids());

        venue.faults().inject(new Fault.RestartIds("BTCUSDT"));
        assertThat(truth.lastId()).isLessThan(restarted);
    }

    @Test
    void theClockJumpsInEventsAndInTime() {
        venue.faults().inject(new Fault.ClockStep(Duration.ofSeconds(-10)));
        assertThat(get("/api/v3/time").text()).isEqualTo("{\"serverTime\":1772323191050}");
        loop.pass(50);

        assertThat(client.takeJson().getFirst().path("E").longValue())
                .isEqualTo(1_772_323_191_100L);
    }

    @Test
    void faultsOfWhatIsNotThereAreRefused() {
        assertThatThrownBy(() -> venue.faults().inject(new Fault.Drop(1, "NOSUCH")))
                .hasMessage("drop: no symbol or stream NOSUCH here; symbols are BTCUSDT, ETHBTC");
    }

    @Test
    void aScriptPlaysAtItsTimes() {
        venue.faults().play(FaultScript.parse("at 500ms abort\nevery 1s clock-step +1s"));
        loop.pass(499);
        assertThat(client.take()).hasSize(5);
        loop.pass(3_000);

        assertThat(client.take()).containsExactly("abort");
        assertThat(venue.faults().log().counts()).containsEntry("clock-step", 3L);
    }

    @Test
    void aPlanExercisesEveryKindButTheWrongLevel() {
        venue.faults().play(FaultPlan.all(4, Duration.ofSeconds(60), venue.symbols()));
        for (int i = 0; i < 240; i++) {
            // A client that always comes back, and asks for snapshots.
            client = new RecordingClient();
            venue.connect("/ws/" + DIFFS + "/ethbtc@depth@100ms", "203.0.113." + i, client);
            venue.get("/api/v3/depth?symbol=BTCUSDT", "203.0.113.1", _ -> {});
            loop.pass(500);
        }

        List<String> expected = new ArrayList<>(Fault.kinds());
        expected.remove("wrong-level");
        assertThat(venue.faults().log().counts().keySet())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void assertConsecutive(List<JsonNode> diffs) {
        for (int i = 1; i < diffs.size(); i++) {
            assertThat(diffs.get(i).path("U").longValue())
                    .isEqualTo(diffs.get(i - 1).path("u").longValue() + 1);
        }
    }

    private static List<Long> lasts(List<JsonNode> diffs) {
        return diffs.stream().map(it -> it.path("u").longValue()).toList();
    }

    private long count(String kind) {
        return venue.faults().log().count(kind);
    }

    private HttpReply get(String target) {
        List<HttpReply> replies = new ArrayList<>();
        venue.get(target, "203.0.113.1", replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }
}
