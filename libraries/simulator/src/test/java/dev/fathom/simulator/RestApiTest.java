package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthAggregate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestApiTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final BinanceSimulator venue = new BinanceSimulator(Worlds.small(3), loop);

    @BeforeEach
    void letTheMarketRun() {
        venue.start();
        loop.pass(30_050);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/v3/depth                                   | 400 | {"code":-1102,"msg":"Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."}
                    /api/v3/depth?symbol=NOSUCH                     | 400 | {"code":-1121,"msg":"Invalid symbol."}
                    /api/v3/depth?symbol=btcusdt                    | 400 | {"code":-1100,"msg":"Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'."}
                    /api/v3/depth?symbol=BTCUSDT&limit=x            | 400 | {"code":-1100,"msg":"Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'."}
                    /api/v3/depth?symbol=BTCUSDT&limit=             | 400 | {"code":-1105,"msg":"Parameter 'limit' was empty."}
                    /api/v3/depth?symbol=BTCUSDT&limit=0            | 400 | {"code":-1130,"msg":"Data sent for parameter 'limit' is not valid."}
                    /api/v3/exchangeInfo?symbol=A&symbols=["B"]     | 400 | {"code":-1128,"msg":"Combination of optional parameters invalid."}
                    /api/v3/exchangeInfo?symbols=["ETHBTC","ETHBTC"] | 400 | {"code":-1151,"msg":"Symbol is present multiple times in the list."}
                    /api/v3/aggTrades?symbol=BTCUSDT&fromId=1&startTime=1 | 400 | {"code":-1128,"msg":"Combination of optional parameters invalid."}
                    /api/v3/ping                                    | 200 | {}
                    /api/v3/time                                    | 200 | {"serverTime":1772323230050}
                    """)
    void documentedAnswers(String target, int status, String body) {
        HttpReply reply = get(encoded(target));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(body);
    }

    private static String encoded(String target) {
        int list = target.indexOf('[');
        return list < 0
                ? target
                : target.substring(0, list)
                        + URLEncoder.encode(target.substring(list), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"/api/v2/depth?symbol=BTCUSDT", "/api/v1/time", "/", "/api/v3/nothing"})
    void unknownPathsAreNotFound(String target) {
        assertThat(get(target).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/ping, 1",
        "/api/v3/time, 1",
        "/api/v3/exchangeInfo, 20",
        "/api/v3/depth?symbol=BTCUSDT, 5",
        "/api/v3/depth?symbol=BTCUSDT&limit=100, 5",
        "/api/v3/depth?symbol=BTCUSDT&limit=101, 25",
        "/api/v3/depth?symbol=BTCUSDT&limit=500, 25",
        "/api/v3/depth?symbol=BTCUSDT&limit=501, 50",
        "/api/v3/depth?symbol=BTCUSDT&limit=1000, 50",
        "/api/v3/depth?symbol=BTCUSDT&limit=5000, 250",
        "/api/v1/depth?symbol=BTCUSDT&limit=5000, 250",
        "/api/v3/trades?symbol=BTCUSDT, 25",
        "/api/v3/historicalTrades?symbol=BTCUSDT, 25",
        "/api/v3/aggTrades?symbol=BTCUSDT, 4",
        "/api/v3/ticker/bookTicker?symbol=BTCUSDT, 2",
        "/api/v3/ticker/bookTicker, 4"
    })
    void everyRequestHasItsWeight(String target, String weight) {
        assertThat(get(target).headers()).containsEntry("X-MBX-USED-WEIGHT-1M", weight);
    }

    @Test
    void depthIsCutToItsLimitBestFirst() {
        JsonNode depth = json("/api/v3/depth?symbol=BTCUSDT&limit=7");
        Truth truth = venue.truth("BTCUSDT");

        assertThat(depth.path("lastUpdateId").longValue()).isEqualTo(truth.lastId());
        assertThat(texts(depth.path("bids"), 0))
                .isEqualTo(
                        truth.at(truth.lastId()).bids().keySet().stream()
                                .limit(7)
                                .map(it -> it.toPlainString())
                                .toList());
        assertThat(texts(depth.path("asks"), 1))
                .isEqualTo(
                        truth.at(truth.lastId()).asks().values().stream()
                                .limit(7)
                                .map(it -> it.toPlainString())
                                .toList());
    }

    @Test
    void aLaggingSnapshotShowsTheBookOfTheRequest() {
        BinanceSimulator lagging =
                new BinanceSimulator(Worlds.small(3).withSnapshotLag(Duration.ofSeconds(2)), loop);
        lagging.start();
        loop.pass(1_000);
        long then = lagging.truth("BTCUSDT").lastId();
        List<HttpReply> replies = new ArrayList<>();
        lagging.get("/api/v3/depth?symbol=BTCUSDT", "203.0.113.1", replies::add);
        loop.pass(1_999);
        assertThat(replies).isEmpty();
        loop.pass(1);

        assertThat(RecordingClient.json(replies.getFirst().text()).path("lastUpdateId").longValue())
                .isEqualTo(then);
    }

    @Test
    void tradesArePagedWithoutHoles() {
        Truth truth = venue.truth("BTCUSDT");
        long last = truth.trades().lastId();
        JsonNode newest = json("/api/v3/trades?symbol=BTCUSDT&limit=5");
        assertThat(newest.path(4).path("id").longValue()).isEqualTo(last);

        List<Long> paged = new ArrayList<>();
        for (long from = truth.trades().oldestId(); from <= last; from = paged.getLast() + 1) {
            json("/api/v3/historicalTrades?symbol=BTCUSDT&limit=20&fromId=" + from)
                    .forEach(it -> paged.add(it.path("id").longValue()));
        }
        assertThat(paged).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(paged.getLast() - paged.getFirst() + 1).isEqualTo(paged.size());
    }

    @Test
    void aggregatesCoverEveryTradeOnce() {
        JsonNode aggregates = json("/api/v3/aggTrades?symbol=BTCUSDT&limit=1000&startTime=0");
        long expectedId = aggregates.path(0).path("a").longValue();
        long expectedFirst = aggregates.path(0).path("f").longValue();
        for (JsonNode each : aggregates) {
            assertThat(each.path("a").longValue()).isEqualTo(expectedId++);
            assertThat(each.path("f").longValue()).isEqualTo(expectedFirst);
            expectedFirst = each.path("l").longValue() + 1;
        }
        assertThat(expectedFirst - 1).isEqualTo(venue.truth("BTCUSDT").trades().lastId());
    }

    @Test
    void aggregatesAreFoundByTime() {
        List<TruthAggregate> all = venue.truth("BTCUSDT").aggregates().from(0, 1000);
        long middle = all.get(all.size() / 2).timeUs() / 1000;

        assertThat(
                        json("/api/v3/aggTrades?symbol=BTCUSDT&limit=1&startTime=" + middle)
                                .path(0)
                                .path("a")
                                .longValue())
                .isEqualTo(
                        all.stream()
                                .filter(it -> it.timeUs() / 1000 >= middle)
                                .findFirst()
                                .orElseThrow()
                                .id());
        JsonNode before = json("/api/v3/aggTrades?symbol=BTCUSDT&limit=2&endTime=" + (middle - 1));
        assertThat(before.path(1).path("a").longValue() + 1)
                .isEqualTo(
                        all.stream()
                                .filter(it -> it.timeUs() / 1000 >= middle)
                                .findFirst()
                                .orElseThrow()
                                .id());
    }

    @Test
    void exchangeInfoHasTheRulesOfTheSymbolsAskedFor() {
        JsonNode all = json("/api/v3/exchangeInfo");
        assertThat(all.path("symbols").findValuesAsText("symbol"))
                .containsExactly("BTCUSDT", "ETHBTC");
        assertThat(all.path("rateLimits").path(0).path("limit").intValue()).isEqualTo(6000);

        JsonNode one = json(encoded("/api/v3/exchangeInfo?symbols=[\"ETHBTC\"]")).path("symbols");
        assertThat(one).hasSize(1);
        JsonNode filters = one.path(0).path("filters");
        assertThat(filters.path(0).path("tickSize").textValue()).isEqualTo("0.00001000");
        assertThat(filters.path(1).path("stepSize").textValue()).isEqualTo("0.00010000");
    }

    @Test
    void bookTickersAreOneObjectOrAList() {
        assertThat(json("/api/v3/ticker/bookTicker?symbol=ETHBTC").path("symbol").textValue())
                .isEqualTo("ETHBTC");
        assertThat(json("/api/v3/ticker/bookTicker")).hasSize(2);
        assertThat(json("/api/v3/ticker/bookTicker?symbol=BTCUSDT").path("bidPrice").textValue())
                .isEqualTo(
                        venue.truth("BTCUSDT")
                                .at(venue.truth("BTCUSDT").lastId())
                                .bids()
                                .firstKey()
                                .toPlainString());
    }

    @Test
    void theMinutesWeightIsLimitedThenGoingOnIsBannedLongerEachTime() {
        for (int i = 0; i < 24; i++) {
            assertThat(get("/api/v3/depth?symbol=BTCUSDT&limit=5000").status()).isEqualTo(200);
        }
        HttpReply limited = get("/api/v3/ping");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.headers()).containsEntry("Retry-After", "30");
        assertThat(limited.text())
                .startsWith("{\"code\":-1003,\"msg\":\"Too much request weight used;");
        assertThat(status("203.0.113.2")).isEqualTo(200);

        exhaustPatience();
        HttpReply banned = get("/api/v3/ping");
        assertThat(banned.status()).isEqualTo(418);
        assertThat(banned.headers()).containsEntry("Retry-After", "120");
        assertThat(banned.text()).contains("IP banned until 1772323350050.");
        loop.pass(119_999);
        assertThat(get("/api/v3/ping").status()).isEqualTo(418);
        loop.pass(1);
        assertThat(get("/api/v3/ping").status()).isEqualTo(200);

        for (int i = 0; i < 24; i++) {
            get("/api/v3/depth?symbol=BTCUSDT&limit=5000");
        }
        exhaustPatience();
        assertThat(get("/api/v3/ping").headers()).containsEntry("Retry-After", "240");
    }

    @Test
    void theWeightIsForgottenWhenTheClocksMinuteEnds() {
        get("/api/v3/depth?symbol=BTCUSDT&limit=5000");
        loop.pass(29_949);
        assertThat(get("/api/v3/ping").headers()).containsEntry("X-MBX-USED-WEIGHT-1M", "251");
        loop.pass(1);
        assertThat(get("/api/v3/ping").headers()).containsEntry("X-MBX-USED-WEIGHT-1M", "1");
    }

    private void exhaustPatience() {
        for (int i = 0; i < RequestWeights.PATIENCE + 1; i++) {
            get("/api/v3/ping");
        }
    }

    private int status(String address) {
        List<HttpReply> replies = new ArrayList<>();
        venue.get("/api/v3/ping", address, replies::add);
        return replies.getFirst().status();
    }

    private HttpReply get(String target) {
        List<HttpReply> replies = new ArrayList<>();
        venue.get(target, "203.0.113.1", replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private JsonNode json(String target) {
        HttpReply reply = get(target);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return RecordingClient.json(reply.text());
    }

    private static List<String> texts(JsonNode levels, int index) {
        return StreamSupport.stream(levels.spliterator(), false)
                .map(it -> it.path(index).textValue())
                .toList();
    }
}
