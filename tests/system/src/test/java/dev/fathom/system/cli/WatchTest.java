package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.cli.Main;
import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Shell;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom watch} in this process, against the simulator on loopback sockets. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class WatchTest {
    private static final long SEED = 20_260_727;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PRICE = "Price: \\d+\\.\\d{8}, Quantity: \\d+\\.\\d{8}";

    private static SimulatorServer exchange;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void open() throws IOException {
        exchange = SimulatorServer.start(SimulatorOptions.of(SEED), 0, 0);
    }

    @AfterAll
    static void close() {
        exchange.close();
    }

    @Test
    void textIsBidsThenAsksInTheVenuesDigits() {
        int code = watch("binance:btc-usdt --as text --depth 2 --every 500ms --seconds 2");

        assertThat(code).as(text(err)).isEqualTo(ExitCode.OK);
        List<String> lines = lines(out);
        assertThat(lines.subList(0, 2)).containsExactly("Order Book:", "Bids:");
        assertThat(lines.subList(2, 4)).allMatch(line -> line.matches(PRICE));
        assertThat(lines.get(4)).isEqualTo("Asks:");
        assertThat(lines.subList(5, 7)).allMatch(line -> line.matches(PRICE));
        assertThat(lines.stream().filter("Order Book:"::equals).count()).isBetween(2L, 5L);
        assertThat(lines(err))
                .anyMatch(line -> line.startsWith("binance: connected to 127.0.0.1:"))
                .anyMatch(line -> line.startsWith("binance:BTCUSDT: snapshot at id "))
                .anyMatch(line -> line.startsWith("binance:BTCUSDT: live at id "));
        assertThat(lines(err).getLast())
                .matches(
                        "watched binance:BTCUSDT for 2\\.\\d s: \\d+ updates, 0 trades, lost 0 times");
    }

    @Test
    void jsonIsOneBookALineWithRisingIds() throws IOException {
        int code = watch("binance:ETHUSDT --as json --depth 5 --seconds 2");

        assertThat(code).as(text(err)).isEqualTo(ExitCode.OK);
        assertThat(lines(out)).hasSizeGreaterThan(5);
        long lastId = 0;
        for (String line : lines(out)) {
            JsonNode book = MAPPER.readTree(line);
            assertThat(book.path("instrument").asText()).isEqualTo("binance:ETHUSDT");
            assertThat(book.path("state").asText()).isEqualTo("live");
            assertThat(book.path("lastId").asLong()).isGreaterThan(lastId);
            assertThat(book.path("bids")).hasSize(5);
            assertThat(price(book, "bids")).isLessThan(price(book, "asks"));
            lastId = book.path("lastId").asLong();
        }
    }

    private static BigDecimal price(JsonNode book, String side) {
        return new BigDecimal(book.path(side).path(0).path(0).asText());
    }

    @Test
    void aTableHasItsColumns() {
        int code = watch("binance:BTCUSDT binance:ETHUSDT --as table --every 5s --seconds 2");

        assertThat(code).as(text(err)).isEqualTo(ExitCode.OK);
        assertThat(lines(out).stream().filter(line -> line.contains("orderbook")))
                .containsExactly("orderbook for BTCUSDT", "orderbook for ETHUSDT");
        assertThat(lines(out).get(1).strip().split(" +"))
                .containsExactly(
                        "bid:amount",
                        "bid:count",
                        "bid:price",
                        "ask:price",
                        "ask:count",
                        "ask:amount");
    }

    @Test
    void aPatternSelectsFromWhatIsTraded() {
        int code = watch("binance:*usdt --as table --depth 1 --every 5s --seconds 3");

        assertThat(code).as(text(err)).isEqualTo(ExitCode.OK);
        assertThat(lines(out).stream().filter(line -> line.startsWith("orderbook for ")))
                .containsExactly(
                        "orderbook for BNBUSDT",
                        "orderbook for BTCUSDT",
                        "orderbook for ETHUSDT",
                        "orderbook for SOLUSDT",
                        "orderbook for XRPUSDT");
        assertThat(lines(err)).contains("5 instruments are selected", "5 of 5 books have joined");
    }

    @Test
    void aPatternThatSelectsNothingIsNamed() {
        assertThat(watch("binance:NO* --as table --seconds 1")).isEqualTo(ExitCode.FAILED);
        assertThat(text(err))
                .isEqualTo(
                        "fathom: 'binance:NO*' selects nothing that is traded at Binance spot: see"
                                + " `fathom instruments binance`\n");
    }

    @Test
    void rawIsTheFramesAsReceived() throws IOException {
        int code = watch("binance:BTCUSDT --as raw --channels depth,trade --seconds 2");

        assertThat(code).as(text(err)).isEqualTo(ExitCode.OK);
        List<String> streams = new ArrayList<>();
        for (String line : lines(out)) {
            streams.add(MAPPER.readTree(line).path("stream").asText());
        }
        assertThat(streams).contains("btcusdt@depth@100ms", "btcusdt@trade");
    }

    @Test
    void anInstrumentThatTheVenueDoesNotKnowEndsTheWatch() {
        int code = watch("binance:NOSUCH --seconds 20");

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .contains("binance:NOSUCH: refused by the venue")
                .contains("Invalid symbol")
                .contains("watched binance:NOSUCH for ");
    }

    @Test
    void onATerminalItAsksAgainAfterAMistakeAndAfterAWatch() {
        String typed = "mars:abc\nbinance:nosuch\nBinance:btc-usdt\n";

        int code = watch(typed, true, "--as text --depth 1 --every 5s --seconds 2");

        assertThat(code).as(text(err)).isEqualTo(ExitCode.OK);
        assertThat(text(err).split("Instrument \\(such as", -1)).hasSize(5);
        assertThat(text(out)).contains("Order Book:");
        assertThat(text(err))
                .contains("unknown venue 'mars'")
                .contains("binance:NOSUCH: refused by the venue")
                .contains("watched binance:BTCUSDT for 2.");
    }

    @Test
    void aWishToEndEndsItWithASummary() throws InterruptedException {
        Shell shell = shell("", false);
        int[] code = {-1};
        Thread watching =
                Thread.ofVirtual()
                        .start(() ->
                                code[0] = run(shell, "binance:BTCUSDT --as text --seconds 50"));
        shell.stop().now();
        watching.join();

        assertThat(code[0]).isEqualTo(ExitCode.OK);
        assertThat(text(err)).contains("watched binance:BTCUSDT for 0.");
    }

    private int watch(String arguments) {
        return watch("", false, arguments);
    }

    private int watch(String typed, boolean terminal, String arguments) {
        return run(shell(typed, terminal), arguments);
    }

    private Shell shell(String typed, boolean terminal) {
        return new Shell(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                Map.of(),
                terminal);
    }

    private static int run(Shell shell, String arguments) {
        String endpoint =
                "--endpoint binance=%s,%s".formatted(exchange.webSocketUri(), exchange.restUri());
        return Main.run(shell, ("watch " + arguments + " " + endpoint).split(" "));
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return text(stream).lines().toList();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
