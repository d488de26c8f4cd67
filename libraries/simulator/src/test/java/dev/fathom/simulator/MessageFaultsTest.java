package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.truth.TruthBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageFaultsTest extends FollowedVenue {
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
    void whatWasHeldBackIsNotForThoseWhoComeLater() {
        venue.faults().inject(new Fault.Delay(Duration.ofMillis(500), "BTCUSDT"));
        loop.pass(300);
        client.venue().onClosed();
        long last = truth.lastId();
        RecordingClient later = RecordingClient.of(venue, "/ws/" + DIFFS);
        loop.pass(300);

        assertThat(later.takeJson().getFirst().path("u").longValue()).isGreaterThan(last);
    }

    @Test
    void recutDiffsHaveOtherBoundariesOnEachConnectionAndLoseNothing() {
        RecordingClient other = RecordingClient.of(venue, "/ws/" + DIFFS);
        FollowedBook book = snapshot();
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
        FollowedBook book = snapshot();
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

    private static void assertConsecutive(List<JsonNode> diffs) {
        for (int i = 1; i < diffs.size(); i++) {
            assertThat(diffs.get(i).path("U").longValue())
                    .isEqualTo(diffs.get(i - 1).path("u").longValue() + 1);
        }
    }

    private static List<Long> lasts(List<JsonNode> diffs) {
        return diffs.stream().map(it -> it.path("u").longValue()).toList();
    }
}
