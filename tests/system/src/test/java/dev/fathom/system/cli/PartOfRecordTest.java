package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.capture.Capture;
import dev.fathom.capture.CaptureOptions;
import dev.fathom.capture.CaptureRun;
import dev.fathom.capture.CheckpointRule;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.Retention;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a record is told the same, whether it is read from a checkpoint or from the start. */
class PartOfRecordTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long START_NS = 1_790_000_000 * SECOND_NS;
    private static final int SECONDS = 3_000;

    @TempDir private Path temporary;
    private Path quick;
    private Path slow;

    @BeforeEach
    void record() throws IOException {
        quick = temporary.resolve("quick");
        slow = temporary.resolve("slow");
        write(quick, new CheckpointRule(Duration.ofMinutes(5), 0));
        write(slow, CheckpointRule.NEVER);
    }

    private static void write(Path folder, CheckpointRule rule) throws IOException {
        write(folder, rule, lines());
    }

    private static void write(Path folder, CheckpointRule rule, List<RawLine> lines)
            throws IOException {
        try (Capture capture =
                Capture.open(
                        folder,
                        new CaptureRun("test", Map.of(), List.of()),
                        CaptureOptions.of(Retention.ALL).with(rule),
                        _ -> {})) {
            lines.forEach(capture::put);
        }
    }

    // Of one book that is live all the time, and of one that is only at times, never when there is
    // a checkpoint.
    private static List<RawLine> lines() {
        List<RawLine> lines = new ArrayList<>(connection(1, "btcusdt", 0, SECONDS));
        for (int i = 0; i < SECONDS; i++) {
            lines.add(line(i, 1, RawLine.Kind.IN, trade(i)));
        }
        lines.addAll(connection(2, "ethusdt", 1_815, 90));
        lines.addAll(connection(3, "ethusdt", 2_110, 60));
        lines.sort(Comparator.comparingLong(RawLine::receivedAtNs));
        return lines;
    }

    private static List<RawLine> connection(long number, String symbol, int from, int seconds) {
        String depth = symbol + "@depth@100ms";
        String streams = depth + "/" + symbol + "@trade";
        List<RawLine> lines = new ArrayList<>();
        lines.add(
                line(
                        from,
                        number,
                        RawLine.Kind.OPENED,
                        "wss://stream.binance.com:9443/stream?streams=" + streams));
        lines.add(
                line(
                        from + 3,
                        0,
                        RawLine.Kind.ANSWERED,
                        "200 https://api.binance.com/api/v3/depth?symbol=%s&limit=100 {\"lastUpdateId\":%d,\"bids\":[[\"90.5\",\"1\"]],\"asks\":[[\"300.25\",\"2\"]]}"
                                .formatted(symbol.toUpperCase(Locale.ROOT), from + 1)));
        for (int i = from + 1; i < from + seconds; i++) {
            lines.add(
                    line(
                            i,
                            number,
                            RawLine.Kind.IN,
                            "{\"stream\":\"%s\",\"data\":{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"%s\",\"U\":%d,\"u\":%d,\"b\":[[\"%d.50\",\"%d\"]],\"a\":[[\"%d.25\",\"%d\"]]}}"
                                    .formatted(
                                            depth,
                                            i,
                                            symbol.toUpperCase(Locale.ROOT),
                                            i,
                                            i,
                                            100 - i % 7,
                                            i,
                                            200 + i % 5,
                                            i)));
        }
        lines.add(line(from + seconds, number, RawLine.Kind.CLOSED, "1006 gone"));
        return lines;
    }

    private static String trade(int id) {
        return "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"150.00\",\"q\":\"1\",\"T\":%d,\"m\":true,\"M\":true}}"
                .formatted(id, id, id);
    }

    private static RawLine line(int second, long connection, RawLine.Kind kind, String text) {
        long ns = START_NS + second * SECOND_NS;
        return new RawLine(ns, ns, connection, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String at(int second) {
        return Long.toString(START_NS / SECOND_NS + second);
    }

    private static Cli replay(Path folder, int from, int to, String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", folder.toString()));
        arguments.addAll(List.of("--from", at(from), "--to", at(to)));
        arguments.addAll(List.of(more));
        return Cli.run(Map.of(), arguments.toArray(String[]::new));
    }

    // Soon after the checkpoints at 1,800 s and at 2,100 s a book is heard of that they do not
    // have.
    @ParameterizedTest
    @ValueSource(ints = {10, 700, 1_500, 1_880, 1_990, 2_160, 2_900})
    void booksAreToldTheSameFromACheckpointOn(int from) {
        for (String form : List.of("text", "table", "digest")) {
            String[] what =
                    form.equals("digest") ? new String[] {"--digest"} : new String[] {"--as", form};
            Cli one = replay(quick, from, from + 60, what);
            Cli other = replay(slow, from, from + 60, what);

            assertThat(one.out()).as(form).isNotEmpty().isEqualTo(other.out());
            assertThat(one.err().replace("quick", "slow")).as(form).isEqualTo(other.err());
            assertThat(one.code()).as(form).isEqualTo(other.code());
        }
    }

    @Test
    void tradesAreReadFromTheStart() {
        Cli trades = replay(quick, 2_000, 2_010, "--as", "text", "--channels", "trade");

        assertThat(trades.out().lines()).hasSize(11);
        assertThat(trades.out())
                .isEqualTo(replay(slow, 2_000, 2_010, "--as", "text", "--channels", "trade").out());
    }

    @Test
    void tradesThatAwaitMissingOnesAtTheEndAreTold() throws IOException {
        Path gap = temporary.resolve("gap");
        List<RawLine> lines = new ArrayList<>(connection(1, "btcusdt", 0, 20));
        for (int id : new int[] {0, 1, 2, 3, 6, 7, 8}) {
            lines.add(line(id, 1, RawLine.Kind.IN, trade(id)));
        }
        lines.sort(Comparator.comparingLong(RawLine::receivedAtNs));
        write(gap, CheckpointRule.NEVER, lines);

        String[] trades = {"--as", "text", "--channels", "trade"};
        assertThat(
                        Cli.run(
                                        Map.of(),
                                        "replay",
                                        gap.toString(),
                                        "--as",
                                        "text",
                                        "--channels",
                                        "trade")
                                .out()
                                .lines())
                .hasSize(7);
        assertThat(replay(gap, 2, 7, trades).out().lines()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_500, 1_880, 2_060, 2_170, 2_900})
    void whatLiesBeforeTheCheckpointIsNotRead(int from) throws IOException {
        damageTheBeginning();
        Cli one = replay(quick, from, from + 60, "--as", "text");
        Cli other = replay(slow, from, from + 60, "--as", "text");

        assertThat(one.code()).as(one.err()).isEqualTo(other.code());
        assertThat(one.out()).isNotEmpty().isEqualTo(other.out());
    }

    @Test
    void withoutACheckpointThatIsEarlyEnoughTheBeginningIsRead() throws IOException {
        damageTheBeginning();
        Cli one = replay(quick, 330, 390, "--as", "text");

        assertThat(one.code()).isNotZero();
        assertThat(one.err()).contains("see `fathom verify`");
    }

    private void damageTheBeginning() throws IOException {
        try (Stream<Path> files = Files.list(quick)) {
            Path first =
                    files.filter(it -> it.toString().endsWith(".raw.zst"))
                            .filter(it -> it.toFile().length() > 10_000)
                            .sorted()
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(first);
            bytes[300] ^= 1;
            Files.write(first, bytes);
        }
    }
}
