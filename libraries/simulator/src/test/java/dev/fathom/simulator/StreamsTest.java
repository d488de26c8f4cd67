package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
    private final VirtualLoop loop = new VirtualLoop();

    @Test
    void oneSeedGivesTheSameBytes() {
        assertThat(everything(5)).isEqualTo(everything(5)).isNotEqualTo(everything(6));
    }

    @Test
    void aSymbolsMarketDoesNotDependOnTheOthers() {
        BinanceSimulator both = new BinanceSimulator(Worlds.small(5), new VirtualLoop());
        BinanceSimulator alone =
                new BinanceSimulator(
                        Worlds.small(5).withInstruments(List.of(Worlds.instrument("ETHBTC"))),
                        new VirtualLoop());

        long id = both.truth("ETHBTC").lastId();
        assertThat(alone.truth("ETHBTC").at(id)).isEqualTo(both.truth("ETHBTC").at(id));
    }

    private static List<String> everything(long seed) {
        VirtualLoop loop = new VirtualLoop();
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(seed), loop);
        RecordingClient client =
                RecordingClient.of(
                        venue,
                        "/stream?streams=btcusdt@depth@100ms/ethbtc@depth/btcusdt@trade/ethbtc@aggTrade"
                                + "/btcusdt@bookTicker/ethbtc@depth20@100ms");
        venue.start();
        loop.pass(10_000);
        return client.take();
    }

    @Test
    void tradesAreConsecutiveAndTrue() {
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(8), loop);
        RecordingClient client =
                RecordingClient.of(venue, "/ws/btcusdt@trade?timeUnit=MICROSECOND");
        venue.start();
        loop.pass(20_000);

        long expected = venue.truth("BTCUSDT").trades().oldestId();
        List<JsonNode> trades = client.takeJson();
        assertThat(trades).hasSizeGreaterThan(100);
        for (JsonNode trade : trades) {
            TruthTrade truth = venue.truth("BTCUSDT").trades().at(expected).orElseThrow();
            assertThat(trade.path("e").textValue()).isEqualTo("trade");
            assertThat(trade.path("t").longValue()).isEqualTo(expected++);
            assertThat(trade.path("p").textValue()).isEqualTo(truth.price().toPlainString());
            assertThat(trade.path("q").textValue()).isEqualTo(truth.quantity().toPlainString());
            assertThat(trade.path("T").longValue()).isEqualTo(truth.timeUs());
            assertThat(trade.path("m").booleanValue()).isEqualTo(truth.buyerIsMaker());
        }
    }

    @Test
    void everyBestQuoteIsTheTruthAtItsIdAndNoneIsMissing() {
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(9), loop);
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@bookTicker");
        venue.start();
        Truth truth = venue.truth("BTCUSDT");
        long from = truth.lastId();
        loop.pass(5_000);

        List<String> expected = new ArrayList<>();
        String before = top(truth.at(from));
        for (long id = from + 1; id <= truth.lastId(); id++) {
            String now = top(truth.at(id));
            if (!now.equals(before)) {
                expected.add(id + " " + now);
            }
            before = now;
        }
        assertThat(client.takeJson())
                .extracting(it ->
                        it.path("u").longValue()
                                + " "
                                + it.path("b").textValue()
                                + " "
                                + it.path("B").textValue()
                                + " "
                                + it.path("a").textValue()
                                + " "
                                + it.path("A").textValue())
                .isEqualTo(expected);
    }

    private static String top(TruthBook book) {
        Map.Entry<BigDecimal, BigDecimal> bid = book.bids().firstEntry();
        Map.Entry<BigDecimal, BigDecimal> ask = book.asks().firstEntry();
        return bid.getKey().toPlainString()
                + " "
                + bid.getValue().toPlainString()
                + " "
                + ask.getKey().toPlainString()
                + " "
                + ask.getValue().toPlainString();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void partialDepthIsTheTopOfTheTruth(int levels) {
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(10), loop);
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@depth" + levels + "@100ms");
        venue.start();
        loop.pass(3_000);

        List<JsonNode> tops = client.takeJson();
        assertThat(tops).hasSizeGreaterThan(25);
        for (JsonNode top : tops) {
            TruthBook truth = venue.truth("BTCUSDT").at(top.path("lastUpdateId").longValue());
            assertThat(top.path("bids")).hasSize(levels);
            assertThat(top.path("asks")).hasSize(levels);
            int i = 0;
            for (BigDecimal price : truth.asks().keySet().stream().limit(levels).toList()) {
                assertThat(top.path("asks").path(i++).path(0).textValue())
                        .isEqualTo(price.toPlainString());
            }
        }
    }

    @Test
    void aQuietBookSendsNothing() {
        BinanceSimulator venue = quiet();
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@depth@100ms/btcusdt@depth");
        loop.pass(5_000);

        assertThat(client.take()).isEmpty();
    }

    @Test
    void aLevelThatComesBackToWhatItWasIsListed() {
        BinanceSimulator venue = quiet();
        RecordingClient client =
                RecordingClient.of(venue, "/ws/btcusdt@depth@100ms?timeUnit=MICROSECOND");
        long id = venue.truth("BTCUSDT").lastId();
        venue.order(
                "BTCUSDT",
                BookSide.BID,
                Optional.of(new BigDecimal("1.00")),
                new BigDecimal("2.5"));
        venue.order(
                "BTCUSDT", BookSide.BID, Optional.of(new BigDecimal("1.00")), new BigDecimal("1"));
        loop.pass(100);

        assertThat(client.take())
                .containsExactly(
                        "{\"e\":\"depthUpdate\",\"E\":1772323200100000,\"s\":\"BTCUSDT\",\"U\":"
                                + (id + 1)
                                + ",\"u\":"
                                + (id + 2)
                                + ",\"b\":[[\"1.00000000\",\"3.50000000\"]],\"a\":[]}");
    }

    @Test
    void oneTakersTradesAtOnePriceAreOneAggregate() {
        BinanceSimulator venue = quiet();
        venue.order(
                "BTCUSDT",
                BookSide.ASK,
                Optional.of(new BigDecimal("95000.00")),
                new BigDecimal("1"));
        venue.order(
                "BTCUSDT",
                BookSide.ASK,
                Optional.of(new BigDecimal("95000.00")),
                new BigDecimal("2"));
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@trade/btcusdt@aggTrade");
        venue.order(
                "BTCUSDT",
                BookSide.BID,
                Optional.of(new BigDecimal("95000.00")),
                new BigDecimal("2.5"));

        List<JsonNode> told = client.takeJson();
        assertThat(told)
                .extracting(it -> it.path("q").textValue())
                .containsExactly("1.00000000", "1.50000000", "2.50000000");
        assertThat(told.get(2).path("f").longValue()).isEqualTo(told.get(0).path("t").longValue());
        assertThat(told.get(2).path("l").longValue()).isEqualTo(told.get(1).path("t").longValue());
        assertThat(told).allMatch(it -> !it.path("m").booleanValue());
    }

    private BinanceSimulator quiet() {
        BinanceSimulator venue =
                new BinanceSimulator(
                        Worlds.small(1)
                                .withInstruments(
                                        List.of(
                                                Worlds.instrument("BTCUSDT")
                                                        .withChangesPerSecond(0))),
                        loop);
        venue.start();
        return venue;
    }
}
