package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.net.HttpResult;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.PlainRestLimits;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binance.US grants 1,200 weight a minute, of which low priority may use 480. */
class RequestDeskTest {
    private final ScriptedTransport transport = new ScriptedTransport();
    private final ManualLoop loop = transport.loop;
    private final List<FeedStatus> told = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final RequestDesk desk =
            new RequestDesk(
                    "binance-us", transport, loop, BinanceVenue.us().restLimits(), told::add);

    private void ask(String name, Priority priority, int weight) {
        desk.ask(
                new RestRequest(
                        URI.create("https://venue.example/" + name.replace(' ', '-')), weight, 100),
                priority,
                loop,
                result -> answers.add(name + " " + words(result)));
        loop.run();
    }

    private static String words(HttpResult result) {
        return switch (result) {
            case HttpResult.Answer answer -> String.valueOf(answer.status());
            case HttpResult.Failed(String what) -> what;
        };
    }

    private List<String> underWay() {
        return transport.requests.stream().map(r -> r.uri().getPath().substring(1)).toList();
    }

    private void answerNext(int status, Map<String, String> headers) {
        transport.nextRequest().answer(status, headers, "{}");
        loop.run();
    }

    private void answerNext() {
        answerNext(200, Map.of());
    }

    @Test
    void fourAreUnderWayAtOnceAndUrgentOnesGoBeforeOthers() {
        for (int i = 1; i <= 5; i++) {
            ask("low" + i, Priority.LOW, 1);
        }
        ask("high1", Priority.HIGH, 1);
        ask("high2", Priority.HIGH, 1);
        assertThat(underWay()).containsExactly("low1", "low2", "low3", "low4");

        answerNext();
        assertThat(underWay()).containsExactly("low2", "low3", "low4", "high1");
        answerNext();
        assertThat(underWay()).containsExactly("low3", "low4", "high1", "high2");
        answerNext();
        assertThat(underWay()).containsExactly("low4", "high1", "high2", "low5");
        assertThat(answers).containsExactly("low1 200", "low2 200", "low3 200");
    }

    @Test
    void requestsAreAsFarApartAsTheVenueWantsThem() {
        RequestDesk spaced =
                new RequestDesk(
                        "upbit",
                        transport,
                        loop,
                        new PlainRestLimits(300, Duration.ofMillis(125)),
                        told::add);
        for (int i = 0; i < 3; i++) {
            spaced.ask(
                    new RestRequest(URI.create("https://venue.example/" + i), 1, 0),
                    Priority.MIDDLE,
                    loop,
                    _ -> {});
        }
        loop.run();
        assertThat(underWay()).containsExactly("0");

        loop.advanceMs(100);
        assertThat(underWay()).containsExactly("0");
        loop.advanceMs(50);
        assertThat(underWay()).containsExactly("0", "1");
        loop.advanceMs(150);
        assertThat(underWay()).containsExactly("0", "1", "2");
    }

    @Test
    void aFailureMakesRoomToo() {
        for (int i = 1; i <= 5; i++) {
            ask("a" + i, Priority.HIGH, 1);
        }
        transport.nextRequest().fail("refused");
        loop.run();

        assertThat(answers).containsExactly("a1 refused");
        assertThat(underWay()).containsExactly("a2", "a3", "a4", "a5");
    }

    @Test
    void whatIsOverTheBudgetWaitsForTheNextMinute() {
        ask("first", Priority.HIGH, 1000);
        answerNext();
        ask("second", Priority.HIGH, 250);
        assertThat(desk.usedPercent()).isEqualTo(83);
        assertThat(underWay()).isEmpty();

        loop.advanceMs(59_950);
        assertThat(underWay()).isEmpty();
        loop.advanceMs(50);
        assertThat(underWay()).containsExactly("second");
        assertThat(desk.usedPercent()).isEqualTo(20);
    }

    @Test
    void anUrgentOneNeedNotWaitBehindOneThatMay() {
        ask("high1", Priority.HIGH, 250);
        ask("low", Priority.LOW, 250);
        assertThat(underWay()).containsExactly("high1");

        ask("high2", Priority.HIGH, 250);
        assertThat(underWay()).containsExactly("high1", "high2");
        loop.advanceMs(60_000);
        // What is on its way over the minute's end counts in both minutes.
        assertThat(underWay()).containsExactly("high1", "high2");
        answerNext();
        answerNext();
        loop.advanceMs(60_000);
        assertThat(underWay()).containsExactly("low");
    }

    @Test
    void whatCostsAsMuchAsRequestsWaitsAsTheyDo() {
        List<String> done = new ArrayList<>();
        ask("first", Priority.HIGH, 1000);
        desk.admit(150, () -> done.add("one"));
        desk.admit(100, () -> done.add("other"));
        loop.run();
        assertThat(done).containsExactly("one");
        assertThat(desk.usedPercent()).isEqualTo(95);

        answerNext(429, Map.of("retry-after", "120"));
        loop.advanceMs(119_999);
        assertThat(done).containsExactly("one");
        loop.advanceMs(1);
        assertThat(done).containsExactly("one", "other");
    }

    @Test
    void theVenuesCountIsBelieved() {
        ask("a", Priority.HIGH, 50);
        answerNext(200, Map.of("x-mbx-used-weight-1m", "1190"));
        ask("b", Priority.HIGH, 50);

        assertThat(desk.usedPercent()).isEqualTo(99);
        assertThat(underWay()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7000, too many requests (HTTP 429)",
        "429, , 30000, too many requests (HTTP 429)",
        "429, soon, 30000, too many requests (HTTP 429)",
        "429, 0, 1000, too many requests (HTTP 429)",
        "418, 120, 120000, this address is banned (HTTP 418)",
        "418, , 30000, this address is banned (HTTP 418)"
    })
    void afterARefusalAllWaitAsLongAsTold(
            int status, @Nullable String retryAfter, long waitMs, String words) {
        ask("a", Priority.HIGH, 5);
        ask("b", Priority.HIGH, 5);
        Map<String, String> headers =
                retryAfter == null ? Map.of() : Map.of("retry-after", retryAfter);
        answerNext(status, headers);
        answerNext();
        ask("low", Priority.LOW, 5);
        ask("high", Priority.HIGH, 5);

        assertThat(answers).containsExactly("a " + status, "b 200");
        assertThat(told).containsExactly(new FeedStatus.RequestsWait("binance-us", words, waitMs));
        loop.advanceMs(waitMs - 1);
        assertThat(underWay()).isEmpty();
        loop.advanceMs(1);
        assertThat(underWay()).containsExactly("high", "low");
    }

    @Test
    void tenThousandOfEachPriorityMayWait() {
        for (int i = 1; i <= 10_004; i++) {
            ask("h" + i, Priority.HIGH, 1);
        }
        assertThat(answers).isEmpty();
        ask("one more", Priority.HIGH, 1);
        ask("low", Priority.LOW, 1);

        assertThat(answers).containsExactly("one more too many requests wait");
    }

    @Test
    void aClosedDeskFailsWhatWaitsAndWhatIsAsked() {
        for (int i = 1; i <= 5; i++) {
            ask("a" + i, Priority.HIGH, 1);
        }
        ask("low", Priority.LOW, 1);
        desk.close();
        loop.run();
        ask("late", Priority.HIGH, 1);

        assertThat(answers)
                .containsExactly(
                        "a5 this feed is closed",
                        "low this feed is closed",
                        "late this feed is closed");
        answerNext();
        assertThat(answers).hasSize(4).endsWith("a1 200");
        assertThat(underWay()).containsExactly("a2", "a3", "a4");
    }

    @Test
    void whoWaitsForAnAnswerIsToldThatTheFeedWasClosed() throws Exception {
        for (int i = 1; i <= 4; i++) {
            ask("a" + i, Priority.HIGH, 1);
        }
        RestRequest list = new RestRequest(URI.create("https://venue.example/list"), 20, 0);
        var waiting = CompletableFuture.supplyAsync(() -> desk.askAndWait(list, Priority.HIGH, 20));
        loop.awaitTask();
        desk.close();
        loop.run();

        assertThat(waiting.get(20, TimeUnit.SECONDS).result())
                .isEqualTo(new HttpResult.Failed("this feed is closed"));
    }

    @Test
    void theTimeBeforeARequestLeavesIsNotOfItsRoundTrip() throws Exception {
        for (int i = 1; i <= 4; i++) {
            ask("a" + i, Priority.HIGH, 1);
        }
        RestRequest time = new RestRequest(URI.create("https://venue.example/time"), 1, 0);
        var waiting = CompletableFuture.supplyAsync(() -> desk.askAndWait(time, Priority.HIGH, 20));
        loop.awaitTask();
        loop.run();
        loop.advanceMs(3000);
        for (int i = 1; i <= 4; i++) {
            answerNext();
        }
        assertThat(underWay()).containsExactly("time");

        loop.advanceMs(80);
        answerNext();

        RequestDesk.Timed timed = waiting.get(20, TimeUnit.SECONDS);
        assertThat(timed.result())
                .isInstanceOfSatisfying(
                        HttpResult.Answer.class,
                        it ->
                                assertThat(it.monotonicNs() - timed.sentNs())
                                        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(80)));
    }

    private final RequestDesk bitfinex =
            new RequestDesk(
                    "bitfinex", transport, loop, Venues.named("bitfinex").restLimits(), told::add);

    private void askBitfinex() {
        RestRequest request = new RestRequest(URI.create("https://venue.example/x"), 1, 0);
        bitfinex.ask(request, Priority.MIDDLE, loop, _ -> {});
        loop.run();
    }

    // Its refusals do not say how long they last: for a minute.
    @Test
    void bitfinexIsLeftAloneForAMinuteAfterARefusal() {
        askBitfinex();
        answerNext(429, Map.of());
        askBitfinex();
        loop.advanceMs(59_000);
        assertThat(transport.requests).isEmpty();
        loop.advanceMs(2_000);
        assertThat(transport.requests).hasSize(1);
    }

    // It grants 15 in any minute, not in each minute of a clock.
    @Test
    void bitfinexIsAskedNoMoreThanItGrantsAcrossTheEndOfAMinute() {
        loop.advanceMs(58_000);
        for (int i = 0; i < 40; i++) {
            askBitfinex();
        }
        int asked = 0;
        for (int i = 0; i < 40; i++) {
            while (!transport.requests.isEmpty()) {
                asked++;
                answerNext();
            }
            loop.advanceMs(100);
        }
        assertThat(asked).isLessThanOrEqualTo(15);
    }
}
