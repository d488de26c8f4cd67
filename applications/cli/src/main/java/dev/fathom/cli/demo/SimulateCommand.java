package dev.fathom.cli.demo;

import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.cli.demo.AccountArgument.Signing;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom simulate}: the simulated exchange, for any client. */
@Command(
        name = "simulate",
        header = "Run a simulated exchange on this machine, for any client.",
        footer = {
            "  fathom simulate binance                       on free ports, which it prints",
            "  fathom simulate binance --port 9443 --seed 7  WebSocket and REST on one port",
            "  fathom simulate bitfinex kraken upbit         three, on ports of their own",
            "  fathom simulate binance --faults all          misbehaves in every way it can",
            "  fathom simulate binance --account sim.key     with an account that trades",
            "  fathom simulate binance-futures \\",
            "      --account sim.key                         one with positions and wallets",
            "  fathom simulate bitfinex --account sim.key    one to log in to",
            "  fathom watch binance:btcusdt \\",
            "      --endpoint binance=ws://127.0.0.1:9443,http://127.0.0.1:9443",
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofHours(1);
    private static final Duration LISTEN_KEY_VALIDITY = Duration.ofMinutes(60);
    private static final List<String> SIMULATED =
            List.of(
                    "binance",
                    "binance-us",
                    "binance-futures",
                    "binance-delivery",
                    "bitfinex",
                    "kraken",
                    "upbit");
    private static final Map<String, Dialect> IN_STREAM =
            Stream.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect())
                    .collect(Collectors.toMap(Dialect::venue, it -> it));

    private final Shell shell;

    @Parameters(
            arity = "1..*",
            paramLabel = "VENUE",
            description = {
                "binance or binance-us, which speak the same protocol,",
                "binance-futures, binance-delivery, bitfinex, kraken or upbit."
            })
    private List<String> venues = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "One seed, one market (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--faults",
            paramLabel = "SCRIPT",
            description = {
                "A file with one fault a line, such as `at 5s drop 3 BTCUSDT` or",
                "`every 7s disconnect 1006`; or `all`."
            })
    private @Nullable String faults;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "The first venue's port, the next venue's is one higher; 0: any free ones.")
    private int port;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many traders act in each book a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many levels a side each book hovers about.")
    private @Nullable Integer depth;

    @Option(
            names = "--symbols",
            paramLabel = "SYMBOL",
            split = ",",
            description = {
                "What is traded, besides the usual names any that end in USDT;",
                "without it six instruments."
            })
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--account",
            paramLabel = "FILE",
            description = {
                "There is an account, which trades by itself and tells whoever has the key",
                "in FILE: lines key=... and secret=... (or publicKey=...), readable by",
                "its owner only. A FILE that does not exist is made. For bitfinex and each",
                "venue of Binance, an account of its own. May be given several times."
            })
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--account-rate",
            paramLabel = "N",
            defaultValue = "2",
            description = "How often the account acts a second; 0: only when it is asked.")
    private int accountRate;

    @Option(
            names = "--listen-keys",
            description = {
                "Spot gives out listen keys, as regional hosts do; otherwise their address",
                "answers 410, as Binance's does. Futures always give them out."
            })
    private boolean listenKeys;

    @Mixin private final TimeLimit limit = new TimeLimit();

    /** The command in its surroundings. */
    public SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<String> ids = ids();
        Map<String, SimulatorOptions> all = new LinkedHashMap<>();
        ids.forEach(id -> all.put(id, options(id)));
        if (faults != null) {
            // Checked before anything is started.
            for (SimulatorOptions each : all.values()) {
                FaultArgument.script(
                        faults, seed, each.instruments().stream().map(i -> i.symbol()).toList());
            }
        }
        Map<String, Simulated> exchanges = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, SimulatorOptions> each : all.entrySet()) {
                int at = port == 0 ? 0 : port + exchanges.size();
                exchanges.put(each.getKey(), start(each.getKey(), each.getValue(), at));
            }
            exchanges.forEach((id, exchange) ->
                    shell.out().line(id + "=" + exchange.webSocket() + "," + exchange.rest()));
            shell.out().flush();
            await();
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        } finally {
            exchanges.values().forEach(it -> it.end().run());
        }
        shell.tell("simulated exchange ended");
        return 0;
    }

    /** A venue that runs. */
    private record Simulated(URI webSocket, URI rest, Runnable end) {}

    private Simulated start(String id, SimulatorOptions options, int at) throws IOException {
        Dialect dialect = IN_STREAM.get(id);
        if (dialect != null) {
            InStreamExchange exchange =
                    InStreamExchange.start(dialect, seed, at, account(Signing.BITFINEX));
            Endpoints where = exchange.endpoints();
            return new Simulated(where.webSocket(), where.rest(), exchange::close);
        }
        SimulatorServer server = SimulatorServer.start(options, at, at);
        if (faults != null) {
            FaultArgument.play(faults, seed, server);
        }
        return new Simulated(server.webSocketUri(), server.restUri(), server::close);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (String venue : venues) {
            String id = venue.toLowerCase(Locale.ROOT);
            if (!SIMULATED.contains(id)) {
                throw Failure.usage(
                        "there is no simulator of '"
                                + venue
                                + "': there are those of "
                                + String.join(", ", SIMULATED));
            }
            if (IN_STREAM.containsKey(id) && (faults != null || !symbols.isEmpty())) {
                throw Failure.usage(
                        "--faults and --symbols are for Binance's venues, not for " + id);
            }
            if (IN_STREAM.containsKey(id) && !id.equals("bitfinex") && !accounts.isEmpty()) {
                throw Failure.usage(
                        "--account is for bitfinex and Binance's venues, not for " + id);
            }
            ids.add(id);
        }
        if (accounts.isEmpty() && listenKeys) {
            throw Failure.usage("--listen-keys needs an account: add --account FILE");
        }
        if (ids.stream().distinct().count() != ids.size()) {
            throw Failure.usage("each venue can be simulated once: " + ids);
        }
        if (port < 0 || port + ids.size() > 65_536) {
            throw Failure.usage("--port must be between 0 and 65535, got " + port);
        }
        return ids;
    }

    private SimulatorOptions options(String id) {
        try {
            SimulatorOptions usual = SimulatorOptions.of(seed);
            SimulatorOptions options =
                    switch (id) {
                        case "binance-futures" -> with(Specs.chosen(symbols), usual.asUsdM());
                        case "binance-delivery" -> with(Specs.inverse(symbols), usual.asCoinM());
                        default -> with(Specs.chosen(symbols), usual);
                    };
            return account(Signing.BINANCE).map(options::withAccount).orElse(options);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private SimulatorOptions with(List<InstrumentSpec> specs, SimulatorOptions options) {
        return options.withInstruments(specs.stream().map(this::withOptions).toList());
    }

    private Optional<AccountOptions> account(Signing signing) {
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        ApiKey[] keys =
                accounts.stream()
                        .map(it -> AccountArgument.key(it, signing))
                        .toArray(ApiKey[]::new);
        AccountOptions account = AccountOptions.of(keys).withActionsPerSecond(accountRate);
        return Optional.of(listenKeys ? account.withListenKeys(LISTEN_KEY_VALIDITY) : account);
    }

    private InstrumentSpec withOptions(InstrumentSpec spec) {
        InstrumentSpec wanted = spec;
        if (rate != null) {
            wanted = wanted.withChangesPerSecond(rate);
        }
        return depth == null ? wanted : wanted.withLevelsPerSide(depth);
    }

    private void await() {
        if (limit.limit().isPresent()) {
            shell.stop().await(limit.limit().get());
            return;
        }
        while (!shell.stop().await(LOOK)) {
            // Runs until it is asked to end.
        }
    }
}
