package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.system.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom account} over real sockets, against a simulated account. */
@Timeout(120)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class AccountCommandTest {
    private static final String ID =
            "KnownIdKnownIdKnownIdKnownIdKnownIdKnownIdKnownIdKnownIdKnown";
    private static final String SECRET = "KnownSecretKnownSecretKnownSecretKnownSecretKnownSecretK";
    // A listen key has 64 letters and digits; a hash has no upper case.
    private static final Pattern LISTEN_KEY = Pattern.compile("(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{60,}");
    private static final Pattern FILL =
            Pattern.compile(
                    "FILL (BUY|SELL) (\\S+) (\\S+) at (\\S+), \\S+ so far, fee (\\S+) (\\S+),"
                            + " (maker|taker), order (\\d+)");

    @TempDir private Path folder;

    private static SimulatorServer server(AccountOptions account) throws IOException {
        return SimulatorServer.start(
                SimulatorOptions.of(7).withAccount(account.withActionsPerSecond(8)), 0, 0);
    }

    private static AccountOptions account() {
        return AccountOptions.of(ApiKey.hmac(ID, SECRET));
    }

    private static Cli follow(SimulatorServer server, String... more) {
        return Cli.run(
                Map.of("FATHOM_BINANCE_KEY", ID, "FATHOM_BINANCE_SECRET", SECRET),
                Stream.concat(
                                Stream.of(
                                        "account",
                                        "binance",
                                        "--endpoint",
                                        server.webSocketUri() + "," + server.restUri()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void whatHappensIsPrintedRecordedAndReplayed() throws IOException {
        Path raw = folder.resolve("raw");
        Path text = folder.resolve("account.txt");
        Cli live;
        List<Fill> truth = new ArrayList<>();
        try (SimulatorServer server = server(account())) {
            live = follow(server, "--seconds", "6", "--to", "raw:" + raw, "--to", "text:" + text);
            server.symbols().forEach(it -> truth.addAll(server.accountTruth().fills(it)));
        }

        assertThat(live.code()).as(live.err()).isZero();
        assertThat(live.out()).startsWith("Balances:\n").contains("Open orders:");
        assertThat(live.err()).contains("live").contains("agrees with the venue's lists");
        Matcher fills = FILL.matcher(live.out());
        int found = 0;
        while (fills.find()) {
            found++;
            assertThat(truth).anyMatch(it -> isSame(it, fills));
        }
        assertThat(found).isGreaterThan(5);
        List<String> events = Files.readAllLines(text);
        assertThat(live.out()).endsWith(String.join("\n", events) + "\n");

        Cli replay = Cli.run("replay", raw.toString(), "--as", "text");
        assertThat(replay.code()).as(replay.err()).isZero();
        assertThat(byStream(replay.out().lines().toList())).containsAll(byStream(events));
        assertThat(replay.out()).contains("Balances:\n");
        Cli verified = Cli.run("verify", raw.toString());
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).contains("as it was written");
        Cli json = Cli.run("replay", raw.toString(), "--as", "json");
        assertThat(json.out()).contains("\"event\":\"fill\"").contains("\"event\":\"summary\"");
        Cli table = Cli.run("replay", raw.toString(), "--as", "table");
        assertThat(table.out()).startsWith("time (UTC)");
    }

    private static boolean isSame(Fill truth, Matcher told) {
        return truth.symbol().equals(told.group(2))
                && truth.quantity().toPlainString().equals(told.group(3))
                && truth.price().toPlainString().equals(told.group(4))
                && truth.commission().toPlainString().equals(told.group(5))
                && truth.commissionAsset().equals(told.group(6))
                && truth.maker() == told.group(7).equals("maker")
                && Long.toString(truth.orderId()).equals(told.group(8));
    }

    private static List<String> byStream(List<String> lines) {
        return lines.stream()
                .filter(it -> it.startsWith("20") && !it.endsWith("(found by request)"))
                .toList();
    }

    @Test
    void noOutputHoldsASecretWhateverGoesWrong() throws Exception {
        ByteArrayOutputStream process = new ByteArrayOutputStream();
        PrintStream err = System.err;
        List<String> outputs = new ArrayList<>();
        System.setErr(new PrintStream(process, true, StandardCharsets.UTF_8));
        try {
            followThroughFaults(outputs);
            beRefused(outputs);
        } finally {
            System.setErr(err);
        }
        outputs.add(process.toString(StandardCharsets.UTF_8));

        for (String output : outputs) {
            requireNoSecret(output);
        }
        assertThat(outputs.get(2)).contains("\"signature\":\"blanked\"");
        assertThat(outputs.get(5)).contains("/ws/blanked").contains("\"listenKey\":\"blanked\"");
    }

    private void followThroughFaults(List<String> outputs) throws Exception {
        try (SimulatorServer server = server(account().withListenKeys(Duration.ofMinutes(60)))) {
            for (String stream : List.of("stream=api", "stream=listen-key")) {
                Path raw = folder.resolve(stream.substring(7));
                CompletableFuture<Cli> run =
                        CompletableFuture.supplyAsync(() ->
                                follow(
                                        server,
                                        "--verbose",
                                        "--seconds",
                                        "5",
                                        "--set",
                                        stream,
                                        "--as",
                                        "json",
                                        "--to",
                                        "raw:" + raw));
                server.inject(new Fault.TooManyRequests(Duration.ofMillis(100), 1));
                server.inject(new Fault.Malformed(Fault.Breakage.TRUNCATED, 1, Fault.ACCOUNT));
                server.inject(new Fault.ExpireKey());
                awaitSome(run);
                server.inject(new Fault.Refuse(Duration.ofMillis(100)));
                while (!run.isDone()) {
                    server.inject(new Fault.Disconnect(1006, Fault.ACCOUNT));
                    awaitSome(run);
                    server.inject(new Fault.ExpireKey());
                    awaitSome(run);
                }
                Cli cli = run.get();
                assertThat(cli.code()).as(cli.err()).isZero();
                assertThat(cli.err()).contains("not live");
                outputs.add(cli.out());
                outputs.add(cli.err());
                outputs.add(captured(raw));
            }
        }
    }

    private static void beRefused(List<String> outputs) throws IOException {
        try (SimulatorServer server = server(account())) {
            Cli wrong =
                    Cli.run(
                            Map.of(
                                    "FATHOM_BINANCE_KEY",
                                    ID,
                                    "FATHOM_BINANCE_SECRET",
                                    SECRET + "Wrong"),
                            "account",
                            "binance",
                            "--verbose",
                            "--endpoint",
                            server.webSocketUri() + "," + server.restUri());
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.err()).contains("refused: HTTP 400, code -1022");
            outputs.add(wrong.out() + wrong.err());
        }
    }

    private static void requireNoSecret(String output) {
        assertThat(output).doesNotContain(ID).doesNotContain(SECRET);
        Matcher listenKey = LISTEN_KEY.matcher(output);
        assertThat(listenKey.find())
                .as(() -> "a listen key: " + output.substring(Math.max(0, listenKey.start() - 60)))
                .isFalse();
        assertThat(output).doesNotContainPattern("signature\"?[=:]\"?[0-9a-f]{64}");
        assertThat(output).doesNotContain("354937868");
    }

    // Something else is made to go wrong every 700 milliseconds.
    private static void awaitSome(CompletableFuture<Cli> run) throws InterruptedException {
        try {
            run.get(700, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // Goes on.
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static String captured(Path raw) throws IOException {
        StringBuilder all = new StringBuilder(Files.readString(raw.resolve("manifest.jsonl")));
        try (Stream<Path> files = Files.list(raw)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".zst")).toList()) {
                try (InputStream in =
                        new ZstdInputStream(Files.newInputStream(file)).setContinuous(true)) {
                    all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }

    @Test
    void whatCannotBeIsSaidInALineWithAWayOut() throws IOException {
        Path open = folder.resolve("open.key");
        Files.createFile(
                open,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        assertThat(Cli.run("account", "binance", "--key-file", open.toString()))
                .isEqualTo(
                        new Cli(
                                2,
                                "",
                                "fathom: others than its owner may use the file of keys: run chmod"
                                        + " 600 "
                                        + open
                                        + "\n"));
        assertThat(Cli.run("account", "binance").err())
                .isEqualTo(
                        "fathom: no key of binance: set FATHOM_BINANCE_KEY and"
                                + " FATHOM_BINANCE_SECRET, or name a file by --key-file\n");
        assertThat(Cli.run("account", "nowhere").err())
                .startsWith("fathom: no accounts of 'nowhere': there are those of binance,");
        try (SimulatorServer server = server(account())) {
            Cli gone = follow(server, "--set", "stream=listen-key");
            assertThat(gone.code()).isEqualTo(1);
            assertThat(gone.err())
                    .contains("refused: HTTP 410")
                    .contains("use stream=api, which subscribes on the WebSocket API");
        }
    }
}
