package dev.fathom.cli.account;

import dev.fathom.capture.Blanking;
import dev.fathom.capture.Capture;
import dev.fathom.capture.CapturingTransport;
import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.ProgramVersion;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TextFile;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.cli.common.TransportArguments;
import dev.fathom.feed.AccountFeed;
import dev.fathom.feed.AccountTimings;
import dev.fathom.feed.ApiKeys;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.net.NettyTransport;
import dev.fathom.net.Transport;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom account}: one's own orders, fills and balances, live. */
@Command(
        name = "account",
        header = "Follow your own orders, fills and balances, live.",
        description = {
            "Prints balances, positions and open orders, then what happens. What the venue's stream",
            "did not tell is found in its lists whenever it becomes live, and at times; each fill is",
            "told once. The key comes from the environment (FATHOM_BINANCE_KEY and",
            "FATHOM_BINANCE_SECRET for binance) or a file that its owner alone can read; the right to",
            "read is enough. docs/accounts.md says how to make one, and what is promised."
        },
        footer = {
            "  fathom account binance --key-file binance.key",
            "  fathom account binance-futures --as table --to raw:my-account",
            "  fathom account binance-margin --set isolated=BTCUSDT --as json",
            "  fathom account bitfinex --key-file bitfinex.key",
            "  fathom simulate binance --account binance.key --port 9000",
            "  fathom account binance --key-file binance.key \\",
            "      --endpoint binance=ws://127.0.0.1:9000,http://127.0.0.1:9000",
        })
public final class AccountCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "ACCOUNT",
            description = {
                "binance, binance-us, binance-margin, binance-futures (USD-M),",
                "binance-delivery (COIN-M) or bitfinex."
            })
    @SuppressWarnings("NullAway.Init")
    private String account;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = {
                "A file with the lines 'key = ...' and 'secret = ...', or a private",
                "key (PEM) instead of the secret; chmod 600."
            })
    private @Nullable Path keyFile;

    @Option(
            names = "--symbols",
            paramLabel = "SYMBOL",
            split = ",",
            description = {
                "Also look for orders that began and ended while the stream was",
                "away in these, beside those that had an order here."
            })
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--as",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, table or json (default: ${DEFAULT-VALUE}).")
    private AccountForm form = AccountForm.TEXT;

    @Option(
            names = "--to",
            paramLabel = "SINK",
            description = {
                "raw:FOLDER for every frame, request and answer, keys and account",
                "numbers taken out; text:FILE for what --as text prints. Repeatable."
            })
    private List<String> sinks = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = {
                "isolated=SYMBOL for an isolated margin account; stream=listen-key",
                "for hosts of spot that still have listen keys. Repeatable."
            })
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--endpoint",
            paramLabel = "[VENUE=]WS,REST",
            description = {
                "Where to reach it, such as what `fathom simulate` prints, or the",
                "name of an environment, such as testnet."
            })
    private @Nullable String endpoint;

    @Mixin private final TimeLimit limit = new TimeLimit();
    @Mixin private final TransportArguments transport = new TransportArguments();

    /** The command in its surroundings. */
    public AccountCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AccountVenue venue;
        Endpoints endpoints;
        Set<Instrument> alsoAsked = new TreeSet<>();
        try {
            venue = set(Venues.account(account));
            endpoints = AccountEndpoint.of(venue, endpoint);
            symbols.forEach(it -> alsoAsked.add(venue.instrument(it)));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
        AccountSinks to = AccountSinks.parse(sinks);
        ApiKey key = key(venue);
        try (TextFile text = to.text().isEmpty() ? null : open(to.text().get());
                Capture raw =
                        to.raw().isEmpty() ? null : capture(to.raw().get(), venue, endpoints)) {
            AccountWatch watch = new AccountWatch(shell, form.format(), Optional.ofNullable(text));
            Transport way = NettyTransport.open(transport.options());
            try (AccountFeed feed =
                    AccountFeed.open(
                            venue,
                            key,
                            endpoints,
                            AccountTimings.DEFAULT,
                            alsoAsked,
                            raw == null
                                    ? way
                                    : new CapturingTransport(way, raw, Optional.of(blanking(key))),
                            new SplittableRandom(),
                            watch)) {
                return watch.run(feed, limit.limit()) ? ExitCode.OK : ExitCode.FAILED;
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private AccountVenue set(AccountVenue venue) {
        AccountVenue set = venue;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw Failure.usage("'" + setting + "' is no setting: write NAME=VALUE");
            }
            set = set.with(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return set;
    }

    private ApiKey key(AccountVenue venue) {
        try {
            if (keyFile != null) {
                return ApiKeys.fromFile(keyFile);
            }
            for (String owner : AccountEndpoint.owners(venue)) {
                Optional<ApiKey> found = ApiKeys.fromEnvironment(owner, shell.environment());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        } catch (IOException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
        throw Failure.usage(
                "no key of %s: set %s and %s, or name a file by --key-file"
                        .formatted(
                                venue.id(),
                                ApiKeys.variable(venue.id()),
                                ApiKeys.secretVariable(venue.id())));
    }

    private static Blanking blanking(ApiKey key) {
        return new Blanking(key.id().reveal(), key.secret().reveal());
    }

    private static TextFile open(Path file) {
        try {
            return TextFile.open(file);
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }

    private Capture capture(Path folder, AccountVenue venue, Endpoints endpoints) {
        try {
            return Capture.openAccount(
                    folder,
                    ProgramVersion.text(),
                    venue.id(),
                    Stream.of(endpoints.webSocket(), endpoints.rest())
                            .map(Object::toString)
                            .toList(),
                    shell::tell);
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }
}
