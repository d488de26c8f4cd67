package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final long PATIENCE_S = 20;

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ManualLoop loop = transport.loop;
    private final Told told = new Told();
    private Feed feed = open(FeedOptions.DEFAULT);

    private Feed open(FeedOptions options) {
        return Feed.open(options, transport, new SplittableRandom(7));
    }

    private void makeLive() {
        loop.run();
        transport.session().open();
        loop.run();
        transport.nextRequest().answer(VenueTexts.snapshot(10, "100.5@2", "101@3"));
        loop.run();
    }

    @Test
    void bringsABookLive() {
        feed.follow("binance:btc-usdt", told);
        makeLive();

        assertThat(transport.session().uri())
                .hasToString("wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms");
        assertThat(told.lines)
                .containsExactly(
                        "binance: connected to stream.binance.com:9443 with 1 stream",
                        "binance:BTCUSDT: snapshot at id 10 with 2 levels",
                        "book BTCUSDT 10",
                        "binance:BTCUSDT: live at id 10");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused(
                "no channel of binance:BTCUSDT was named", () -> feed.follow(VenueTexts.BTC, told));
        assertRefused(
                "unknown venue 'mtgox': known are binance, binance-us, binance-futures, binance-delivery, bitfinex, upbit, kraken",
                () -> feed.follow(new Instrument("mtgox", "X"), told, Channel.DEPTH));
        assertRefused(
                "Binance spot has no channel depth7: use depth, depth5, depth10 or depth20, at 100"
                        + " or 1000 ms",
                () -> feed.follow(VenueTexts.BTC, told, Channel.top(7)));
        Channel slow = new Channel(Channel.Kind.DEPTH, 0, 1000);
        assertRefused(
                "the whole book of binance:BTCUSDT can be followed at one pace only",
                () -> feed.follow(VenueTexts.BTC, told, Channel.DEPTH, slow));
        feed.follow(VenueTexts.BTC, told, Channel.DEPTH);
        assertRefused(
                "binance:BTCUSDT is already followed as depth, so not as depth@1000ms too",
                () -> feed.follow(VenueTexts.BTC, told, slow));
        assertRefused(
                "the book of binance:ETHUSDT is not followed", () -> feed.book(VenueTexts.ETH));
        loop.run();

        assertThat(transport.sessions).hasSize(1);
    }

    private static void assertRefused(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aClosedFeedFollowsAndTellsNothing() {
        Following following = feed.follow("binance:BTCUSDT", told);
        loop.run();
        feed.close();
        feed.close();
        following.close();
        loop.run();

        for (Runnable call :
                List.<Runnable>of(
                        () -> feed.follow("binance:BTCUSDT", told),
                        () -> feed.book(VenueTexts.BTC))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this feed is closed");
        }
        assertThat(transport.session().sent).containsExactly("close 1000 closed");
    }

    // The transport waits for its loops, and on one of those a listener may just be reading.
    @Test
    void closingHoldsUpNobodyWhoReads() throws Exception {
        feed.follow("binance:BTCUSDT", told);
        makeLive();
        List<Throwable> seen = new ArrayList<>();
        transport.atClose =
                () -> {
                    CompletableFuture<Book> reading =
                            CompletableFuture.supplyAsync(() -> feed.book(VenueTexts.BTC));
                    try {
                        reading.get(PATIENCE_S, TimeUnit.SECONDS);
                    } catch (ExecutionException e) {
                        seen.add(e.getCause());
                    } catch (Exception e) {
                        throw new AssertionError("the reader hangs", e);
                    }
                };
        feed.close();

        assertThat(seen).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBookCanBeReadFromAnotherThread() throws Exception {
        feed.follow("binance:BTCUSDT", told);
        makeLive();
        CompletableFuture<Book> reading =
                CompletableFuture.supplyAsync(() -> feed.book(VenueTexts.BTC, 1));
        loop.awaitTask();

        Book book = reading.get(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(book.isLive()).isTrue();
        assertThat(book.levels().lastId()).isEqualTo(10);
    }

    @Test
    void aBookCanBeReadWithinAListener() {
        List<Book> read = new ArrayList<>();
        feed.follow("binance:BTCUSDT", book -> read.add(feed.book(book.instrument())));
        makeLive();

        assertThat(read).singleElement().matches(Book::isLive);
    }

    @Test
    void theWholeBookIsReadBeforeATop() {
        feed.follow(VenueTexts.BTC, told, Channel.top(20), Channel.DEPTH, Channel.top(5));
        makeLive();

        assertThat(feed.book(VenueTexts.BTC).levels().lastId()).isEqualTo(10);
    }

    @Test
    void anInstrumentWithoutABookHasNoneToRead() {
        feed.follow(VenueTexts.BTC, told, Channel.TRADE);
        loop.run();

        assertRefused(
                "the book of binance:BTCUSDT is not followed", () -> feed.book(VenueTexts.BTC));
    }

    @Test
    void instrumentsAreSpreadOverLinesOfTheSizeAllowed() {
        feed = open(FeedOptions.DEFAULT.withStreamsPerConnection(2));
        feed.follow(VenueTexts.BTC, told, Channel.TRADE, Channel.QUOTE);
        feed.follow(VenueTexts.ETH, told, Channel.TRADE);
        feed.follow(new Instrument("binance", "BNBUSDT"), told, Channel.TRADE);
        Following last = feed.follow(new Instrument("binance", "SOLUSDT"), told, Channel.TRADE);
        loop.run();
        assertThat(transport.loops)
                .containsExactly(
                        "fathom-binance-rest",
                        "fathom-binance-1",
                        "fathom-binance-2",
                        "fathom-binance-3");
        assertThat(streams())
                .containsExactly(
                        "btcusdt@trade/btcusdt@bookTicker",
                        "ethusdt@trade/bnbusdt@trade",
                        "solusdt@trade");

        // A line that has lost its last instrument takes the next one.
        last.close();
        last.close();
        loop.run();
        feed.follow(new Instrument("binance", "XRPUSDT"), told, Channel.TRADE);
        loop.run();
        assertThat(transport.loops).hasSize(4);
        assertThat(streams()).hasSize(4).endsWith("xrpusdt@trade");
    }

    private List<String> streams() {
        return transport.sessions.stream()
                .map(s -> s.uri().getQuery().substring("streams=".length()))
                .toList();
    }

    @Test
    void theListOfInstrumentsComesOrSaysWhyNot() throws Exception {
        CompletableFuture<String> asking = askForList();
        transport
                .nextRequest()
                .answer("{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\"}]}");
        loop.run();
        assertThat(asking.get(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo("binance:BTCUSDT");

        asking = askForList();
        transport.nextRequest().answer(503, Map.of(), "busy");
        loop.run();
        assertThat(asking.get(PATIENCE_S, TimeUnit.SECONDS)).endsWith("answered HTTP 503");

        asking = askForList();
        transport.nextRequest().fail("https://api.binance.com: refused");
        loop.run();
        assertThat(asking.get(PATIENCE_S, TimeUnit.SECONDS))
                .isEqualTo("https://api.binance.com: refused");
    }

    private CompletableFuture<String> askForList() throws Exception {
        CompletableFuture<String> asking =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return feed.instruments("Binance").getFirst().instrument().toString();
                    } catch (IOException e) {
                        return String.valueOf(e.getMessage());
                    }
                });
        loop.awaitTask();
        return asking;
    }
}
