package dev.fathom.system.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.book.BookView;
import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.sync.SyncLimits;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom replay FOLDER --serve}: a recording is the venue, for any client. */
@Timeout(60)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class ServedRecordingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    private static final String DEPTH = "btcusdt@depth@100ms";
    private static final int WHOLE = 5000;

    @TempDir private static Path folder;

    @BeforeAll
    static void record() throws IOException {
        try (SimulatorServer exchange = SimulatorServer.start(SimulatorOptions.of(23), 0, 0)) {
            Cli run =
                    Cli.run(
                            "record",
                            "binance:btcusdt",
                            "binance:ethusdt",
                            "--to",
                            "raw:" + raw(),
                            "--seconds",
                            "6",
                            "--endpoint",
                            "binance=" + exchange.webSocketUri() + "," + exchange.restUri());
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    private static Path raw() {
        return folder.resolve("raw");
    }

    private static ServedRecording served(String... arguments) {
        return new ServedRecording("binance", raw(), arguments);
    }

    private static HttpResponse<String> get(ServedRecording served, String target)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(served.endpoints().rest() + target)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Frames of a connection, as they came. */
    private static final class Frames implements WebSocket.Listener {
        final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            return requireNonNull(texts.poll(20, TimeUnit.SECONDS), "no frame within 20 s");
        }
    }

    private static WebSocket connect(ServedRecording served, String path, Frames into)
            throws Exception {
        return CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(served.endpoints().webSocket() + path), into)
                .get(20, TimeUnit.SECONDS);
    }

    /** What the recording holds of a stream, without envelopes. */
    private static List<String> recorded(String stream) throws IOException {
        String start = "{\"stream\":\"" + stream + "\",\"data\":";
        List<String> texts = new ArrayList<>();
        RawCapture.open(raw())
                .read((line, _) -> {
                    if (line.kind() == RawLine.Kind.IN && line.text().startsWith(start)) {
                        String text = line.text();
                        texts.add(text.substring(start.length(), text.length() - 1));
                    }
                });
        return texts;
    }

    @Test
    void aFeedHasTheBooksOfTheReplayAtTheSameIds() throws Exception {
        Map<Long, BookView> replayed = new LinkedHashMap<>();
        Map<Long, Long> trades = new LinkedHashMap<>();
        RawCapture capture = RawCapture.open(raw());
        FeedListener keeping =
                new FeedListener() {
                    @Override
                    public void onBook(LiveBook book) {
                        if (book.instrument().equals(BTC)) {
                            replayed.put(book.view(0).lastId(), book.view(WHOLE));
                        }
                    }

                    @Override
                    public void onTrade(Trade trade) {
                        if (trade.instrument().equals(BTC)) {
                            trades.put(trade.id(), trade.size());
                        }
                    }
                };
        capture.read(new CaptureReplay(CaptureVenues.of(capture), SyncLimits.RECORDING, keeping));
        long last = replayed.keySet().stream().reduce((_, b) -> b).orElseThrow();

        Map<Long, BookView> followed = new ConcurrentHashMap<>();
        Map<Long, Long> told = new ConcurrentHashMap<>();
        List<String> lost = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        FeedListener following =
                new FeedListener() {
                    @Override
                    public void onBook(LiveBook book) {
                        followed.put(book.view(0).lastId(), book.view(WHOLE));
                        if (book.view(0).lastId() == last) {
                            ended.countDown();
                        }
                    }

                    @Override
                    public void onTrade(Trade trade) {
                        told.put(trade.id(), trade.size());
                    }

                    @Override
                    public void onStatus(FeedStatus status) {
                        if (status instanceof FeedStatus.BookLost) {
                            lost.add(status.text());
                        }
                    }
                };
        try (ServedRecording served = served();
                Feed feed =
                        Feed.open(
                                FeedOptions.DEFAULT.withEndpoints("binance", served.endpoints()))) {
            feed.follow(BTC, following, Channel.DEPTH, Channel.TRADE);

            assertThat(ended.await(60, TimeUnit.SECONDS)).as("the last id " + last).isTrue();
            assertThat(lost).isEmpty();
            assertThat(served.end()).isZero();
        }

        assertThat(followed).hasSizeGreaterThan(20);
        followed.forEach(
                (id, view) -> assertThat(view).as("book at id " + id).isEqualTo(replayed.get(id)));
        assertThat(told).isNotEmpty();
        assertThat(trades).containsAllEntriesOf(told);
    }

    @Test
    void aClientGetsTheRecordedBytesInTheFormOfItsAddress() throws Exception {
        List<String> recorded = recorded(DEPTH);
        assertThat(recorded).hasSizeGreaterThan(20);
        try (ServedRecording served = served("--speed", "2")) {
            Frames asked = new Frames();
            WebSocket socket = connect(served, "/ws", asked);
            assertThat(socket).isNotNull();
            socket.sendText(
                            "{\"method\":\"SUBSCRIBE\",\"params\":[\"" + DEPTH + "\"],\"id\":1}",
                            true)
                    .get(5, TimeUnit.SECONDS);
            assertThat(asked.next()).isEqualTo("{\"result\":null,\"id\":1}");
            socket.sendText("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}", true)
                    .get(5, TimeUnit.SECONDS);
            List<String> seen = new ArrayList<>();
            while (seen.isEmpty() || !seen.getLast().equals(recorded.getLast())) {
                seen.add(asked.next());
            }
            assertThat(seen).contains("{\"result\":[\"" + DEPTH + "\"],\"id\":2}");
            seen.removeIf(it -> it.startsWith("{\"result\""));
            assertThat(seen)
                    .hasSizeGreaterThan(10)
                    .isEqualTo(recorded.subList(recorded.size() - seen.size(), recorded.size()));
            assertThat(served.end()).isZero();
        }
        try (ServedRecording served = served("--speed", "2")) {
            Frames combined = new Frames();
            connect(served, "/stream?streams=" + DEPTH + "/xyzusdt@depth", combined);
            Frames raw = new Frames();
            connect(served, "/ws/" + DEPTH, raw);

            String first = combined.next();
            assertThat(first)
                    .isEqualTo(
                            "{\"stream\":\"" + DEPTH + "\",\"data\":" + recorded.getFirst() + "}");
            assertThat(recorded).contains(raw.next());
        }
    }

    @Test
    void requestsAreAnsweredAsOfTheMomentAndRefusedAsTheVenueDoes() throws Exception {
        try (ServedRecording served = served("--speed", "max")) {
            JsonNode info = JSON.readTree(get(served, "/api/v3/exchangeInfo").body());
            assertThat(info.get("symbols").findValuesAsText("symbol"))
                    .as("the list as it was recorded")
                    .contains("BTCUSDT", "ETHUSDT");
            assertThat(get(served, "/api/v3/ping").body()).isEqualTo("{}");
            assertThat(get(served, "/api/v3/depth?symbol=XYZUSDT").body())
                    .isEqualTo("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
            assertThat(get(served, "/api/v3/nothing").statusCode()).isEqualTo(404);
            assertThat(get(served, "/api/v3/aggTrades?symbol=BTCUSDT").statusCode()).isEqualTo(503);

            // The first question about a symbol has let the recording run, to its end.
            List<String> recorded = recorded(DEPTH);
            long last = JSON.readTree(recorded.getLast()).get("u").asLong();
            JsonNode depth = JSON.readTree(get(served, "/api/v3/depth?symbol=BTCUSDT").body());
            while (depth.get("lastUpdateId").asLong() < last) {
                depth = JSON.readTree(get(served, "/api/v3/depth?symbol=BTCUSDT&limit=3").body());
            }
            depth = JSON.readTree(get(served, "/api/v3/depth?symbol=BTCUSDT&limit=3").body());
            Cli snapshot =
                    Cli.run(
                            "snapshot",
                            "binance:BTCUSDT",
                            "--from",
                            raw().toString(),
                            "--depth",
                            "3");
            assertThat(depth).isEqualTo(JSON.readTree(snapshot.out()));

            JsonNode trade =
                    JSON.readTree(get(served, "/api/v3/trades?symbol=BTCUSDT&limit=1").body())
                            .get(0);
            JsonNode sent = JSON.readTree(recorded("btcusdt@trade").getLast());
            assertThat(trade.get("id")).isEqualTo(sent.get("t"));
            assertThat(trade.get("price")).isEqualTo(sent.get("p"));
            assertThat(trade.get("qty")).isEqualTo(sent.get("q"));
            assertThat(trade.get("isBuyerMaker")).isEqualTo(sent.get("m"));
        }
    }

    /** When each change of Bitcoin's book that is replayed had come, by its id. */
    private static Map<Long, Long> receivedAtNs() throws IOException {
        Map<Long, Long> times = new LinkedHashMap<>();
        for (String line :
                Cli.run("replay", raw().toString(), "--as", "json").out().lines().toList()) {
            JsonNode book = JSON.readTree(line);
            if (book.get("instrument").asText().equals(BTC.toString())) {
                times.put(book.get("lastId").asLong(), book.get("receivedAtNs").asLong());
            }
        }
        return times;
    }

    @Test
    void aPartOfARecordingIsToldAsItIsInTheWhole() throws Exception {
        List<Long> times = new ArrayList<>(receivedAtNs().values());
        assertThat(times).hasSizeGreaterThan(20);
        String from = Long.toString(times.get(8));
        String to = Long.toString(times.get(17));
        List<String> whole =
                Cli.run("replay", raw().toString(), "--as", "json", "--channels", "depth,trade")
                        .out()
                        .lines()
                        .toList();
        List<String> expected = new ArrayList<>();
        for (String line : whole) {
            long ns = JSON.readTree(line).get("receivedAtNs").asLong();
            if (ns >= times.get(8) && ns <= times.get(17)) {
                expected.add(line.replaceAll("\"updates\":\\d+", ""));
            }
        }

        Cli part =
                Cli.run(
                        "replay",
                        raw().toString(),
                        "--as",
                        "json",
                        "--channels",
                        "depth,trade",
                        "--from",
                        from,
                        "--to",
                        to);

        assertThat(part.code()).as(part.err()).isZero();
        assertThat(part.out().lines().map(it -> it.replaceAll("\"updates\":\\d+", "")))
                .hasSizeGreaterThan(10)
                .isEqualTo(expected);
        JsonNode digest =
                JSON.readTree(
                        Cli.run("replay", raw().toString(), "--digest", "--from", from, "--to", to)
                                .out());
        assertThat(digest.get("BTCUSDT").get("events").asInt()).isEqualTo(10);
    }

    @Test
    void servingMayBeginInTheMiddle() throws Exception {
        Map<Long, Long> times = receivedAtNs();
        List<Long> ids = new ArrayList<>(times.keySet());
        long id = ids.get(ids.size() / 2);
        try (ServedRecording served =
                served("--from", Long.toString(times.getOrDefault(id, 0L)), "--speed", "0.001")) {
            JsonNode depth =
                    JSON.readTree(get(served, "/api/v3/depth?symbol=BTCUSDT&limit=5").body());

            assertThat(depth.get("lastUpdateId").asLong())
                    .isBetween(ids.get(ids.size() / 2 - 1), id);
        }
    }

    @Test
    void whatCannotBeServedIsSaid() {
        Cli file = Cli.run("replay", folder.resolve("none.jsonl").toString(), "--serve");
        assertThat(file.code()).isEqualTo(2);
        assertThat(file.err())
                .contains("--serve is for raw: folders: make one with `fathom import");
        Cli both = Cli.run("replay", raw().toString(), "--serve", "--digest");
        assertThat(both.code()).isEqualTo(2);
        assertThat(Cli.run("replay", raw().toString(), "--verify", "--from", "1700000000").err())
                .contains("--from and --to are for");
        assertThat(
                        Cli.run(
                                        "replay",
                                        raw().toString(),
                                        "--as",
                                        "text",
                                        "--from",
                                        "1700000001",
                                        "--to",
                                        "1700000000")
                                .err())
                .contains("--from is later than --to");
        assertThat(Cli.run("replay", raw().toString(), "--serve", "--seconds", "1").code())
                .isZero();
    }
}
