package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.VenueServer;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom account bitfinex} over real sockets, against a simulated account. */
@Timeout(120)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class BitfinexAccountCommandTest {
    private static final String ID = "knownId";
    private static final String SECRET = "KnownSecretKnownSecret";
    private static final Pattern FILL =
            Pattern.compile(
                    "FILL (BUY|SELL) (\\S+) (\\S+) at (\\S+), \\S+ so far, fee (\\S+) (\\S+),"
                            + " (maker|taker), order (\\d+)");

    @TempDir private Path folder;

    private static VenueServer<InStreamSimulator> server() throws IOException {
        BitfinexDialect dialect = new BitfinexDialect();
        AccountOptions account =
                AccountOptions.of(ApiKey.hmac384(ID, SECRET)).withActionsPerSecond(8);
        return VenueServer.start(
                loop ->
                        new InStreamSimulator(
                                dialect,
                                7,
                                dialect.instruments(),
                                100_000,
                                Optional.of(account),
                                loop),
                0,
                0,
                4 << 20);
    }

    private static Cli follow(VenueServer<?> server, String secret, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "account",
                                "bitfinex",
                                "--endpoint",
                                server.webSocketUri() + "," + server.restUri()));
        arguments.addAll(List.of(more));
        return Cli.run(
                Map.of("FATHOM_BITFINEX_KEY", ID, "FATHOM_BITFINEX_SECRET", secret),
                arguments.toArray(String[]::new));
    }

    @Test
    void whatHappensIsPrintedRecordedAndReplayed() throws IOException {
        Path raw = folder.resolve("raw");
        Cli live;
        Set<String> truth = new HashSet<>();
        try (VenueServer<InStreamSimulator> server = server()) {
            live = follow(server, SECRET, "--seconds", "6", "--to", "raw:" + raw);
            for (String symbol : server.call(InStreamSimulator::symbols)) {
                server.call(InStreamSimulator::accountTruth)
                        .fills(symbol)
                        .forEach(it -> truth.add(text(it)));
            }
        }

        assertThat(live.code()).as(live.err()).isZero();
        assertThat(live.err()).contains("live").contains("agrees with the venue's lists");
        assertThat(live.out()).contains(" ORDER ").contains(" BALANCE ");
        Set<String> told = new HashSet<>();
        Matcher fills = FILL.matcher(live.out());
        while (fills.find()) {
            assertThat(told.add(live.out().substring(fills.start(), fills.end()))).isTrue();
            assertThat(truth)
                    .contains(
                            String.join(
                                    " ",
                                    fills.group(2),
                                    fills.group(3),
                                    fills.group(4),
                                    fills.group(5),
                                    fills.group(6),
                                    fills.group(7),
                                    fills.group(8)));
        }
        assertThat(told).hasSizeGreaterThan(5);

        Cli replay = Cli.run("replay", raw.toString(), "--as", "text");
        assertThat(replay.code()).as(replay.err()).isZero();
        assertThat(replay.out().lines())
                .containsAll(
                        live.out()
                                .lines()
                                .filter(it -> it.matches("20.* (FILL|ORDER) .*"))
                                .toList());
        Cli verified = Cli.run("verify", raw.toString());
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).contains("as it was written");
        assertThat(live.out() + live.err() + replay.out()).doesNotContain(ID, SECRET);
    }

    private static String text(Fill fill) {
        return "%s %s %s %s %s %s %d"
                .formatted(
                        fill.symbol(),
                        plain(fill.quantity()),
                        plain(fill.price()),
                        plain(fill.commission()),
                        fill.commissionAsset(),
                        fill.maker() ? "maker" : "taker",
                        fill.orderId());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    @Test
    void aWrongSecretEndsItWithTheVenuesWords() throws IOException {
        try (VenueServer<InStreamSimulator> server = server()) {
            Cli refused = follow(server, "another", "--seconds", "6");

            assertThat(refused.code()).isNotZero();
            assertThat(refused.err())
                    .contains("code 10100: apikey: digest invalid")
                    .doesNotContain("another", ID);
        }
    }
}
