package dev.fathom.cli.watch;

import dev.fathom.cli.common.ChannelsArgument;
import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.FeedArguments;
import dev.fathom.cli.common.InstrumentArgument;
import dev.fathom.cli.common.InstrumentPattern;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.cli.common.TrafficArgument;
import dev.fathom.feed.Feed;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom watch}. */
@Command(
        name = "watch",
        header = "Watch order books live.",
        description = {
            "Shows order books as they change. Levels are shown of live books only; of others, the",
            "state and its reason. What happens on the way goes to standard error. Ctrl+C ends it.",
            "In the ladder: q quits, tab and arrows choose the instrument, + and - the depth, g and G",
            "the size of price groups. Without an instrument, on a terminal, it asks for one."
        },
        footer = {
            "  fathom watch binance:btcusdt                     the ladder",
            "  fathom watch binance:btcusdt binance:ETH-USDT    two ladders",
            "  fathom watch                                     asks for an instrument",
            "  fathom watch binance:ltcusdt --as text --depth 5 --every 10s",
            "  fathom watch 'binance:*USDT' --depth 1 --as table --every 10s",
            "  fathom watch binance:btcusdt --as json --channels depth,trade --seconds 60 > btc.jsonl",
            "  fathom watch binance:btcusdt --as raw            frames as received",
        })
public final class WatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..*",
            paramLabel = "INSTRUMENT",
            description = {
                "VENUE:SYMBOL, in any case; the symbol also as BASE-QUOTE,",
                "or a pattern with * and ? over what the venue lists."
            })
    private List<String> instruments = new ArrayList<>();

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = {
                "ladder, table, text, json or raw.",
                "Default: ladder on a terminal, otherwise text."
            })
    private @Nullable Form form;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Levels a side. Default: 10; the ladder: as many as fit.")
    private @Nullable Integer depth;

    @Option(
            names = "--every",
            paramLabel = "PACE",
            converter = Pace.Converter.class,
            description = "update (default), or a time such as 10s or 500ms.")
    private @Nullable Pace pace;

    @Option(
            names = "--channels",
            paramLabel = "NAME",
            split = ",",
            converter = ChannelsArgument.class,
            description = {
                "depth, depth5, depth10, depth20 (@1000ms if wanted),",
                "trade, aggTrade, bookTicker; several with commas.",
                "Default: depth; the ladder: depth,trade."
            })
    private List<Channel> channels = new ArrayList<>();

    @Mixin private TimeLimit time = new TimeLimit();
    @Mixin private FeedArguments feedArguments = new FeedArguments();
    @Mixin private TrafficArgument traffic = new TrafficArgument();

    /** The command in these surroundings. */
    public WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WatchPlan plan = plan();
        if (!plan.instruments().isEmpty()) {
            plan.instruments().forEach(instrument -> check(instrument, plan));
            return watch(plan) == WatchEnd.REFUSED ? ExitCode.FAILED : ExitCode.OK;
        }
        if (!shell.isTerminal()) {
            throw Failure.usage(
                    "name an instrument, such as binance:btcusdt; without one `fathom watch` asks,"
                            + " but there is no terminal to ask on");
        }
        AskingLoop loop =
                new AskingLoop(
                        shell::ask,
                        shell::tell,
                        new LineInput(shell, Charset.defaultCharset())::next);
        loop.run(chosen -> {
            chosen.forEach(instrument -> check(instrument, plan));
            return watch(plan.of(chosen));
        });
        return ExitCode.OK;
    }

    private WatchPlan plan() throws IOException {
        if (depth != null && depth < 1) {
            throw Failure.usage("--depth must be at least 1, got " + depth);
        }
        Form shown = form();
        if (pace != null && shown == Form.RAW) {
            throw Failure.usage("--every has no meaning with --as raw: it shows every frame");
        }
        List<Channel> wanted = new ArrayList<>(new LinkedHashSet<>(channels));
        if (wanted.isEmpty()) {
            wanted.add(Channel.DEPTH);
            if (shown == Form.LADDER) {
                wanted.add(Channel.TRADE);
            }
        }
        if (shown == Form.LADDER && wanted.stream().noneMatch(Channel::isBook)) {
            throw Failure.usage("the ladder needs a book: add depth to --channels");
        }
        return new WatchPlan(
                named(),
                wanted,
                shown,
                Optional.ofNullable(depth),
                pace == null ? new Pace.EachUpdate() : pace,
                time.limit());
    }

    // What a pattern selects is asked of the venues before anything is followed.
    private List<Instrument> named() throws IOException {
        if (!InstrumentPattern.isAmong(instruments)) {
            return InstrumentArgument.readAll(instruments);
        }
        try (Feed feed = feedArguments.open()) {
            List<Instrument> selected = InstrumentPattern.readAll(instruments, feed);
            shell.tell(selected.size() + " instruments are selected");
            return selected;
        }
    }

    private Form form() {
        boolean screen = shell.isTerminal() && !shell.variable("TERM").orElse("").equals("dumb");
        if (form == null) {
            return screen ? Form.LADDER : Form.TEXT;
        }
        if (form == Form.LADDER && !screen) {
            shell.tell("the ladder needs a terminal: writing text instead");
            return Form.TEXT;
        }
        return form;
    }

    private static void check(Instrument instrument, WatchPlan plan) {
        try {
            plan.channels().forEach(Venues.named(instrument.venue())::check);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private WatchEnd watch(WatchPlan plan) throws IOException, InterruptedException {
        try (Feed feed = feedArguments.open()) {
            long startNs = System.nanoTime();
            Tally tally = new Tally(shell, plan.instruments());
            WatchEnd end =
                    plan.form() == Form.LADDER
                            ? new LadderWatch(shell, plan, tally).run(feed)
                            : new PrintedWatch(shell, plan, tally).run(feed);
            traffic.tell(feed, shell);
            shell.tell(tally.summary(Duration.ofNanos(System.nanoTime() - startNs)));
            return end;
        }
    }
}
