package dev.fathom.cli.record;

import dev.fathom.capture.CaptureOptions;
import dev.fathom.capture.CheckpointRule;
import dev.fathom.capture.Retention;
import dev.fathom.cli.common.ChannelsArgument;
import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.FeedArguments;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.cli.common.TrafficArgument;
import dev.fathom.feed.Feed;
import dev.fathom.feed.Poller;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom record}. */
@Command(
        name = "record",
        header = "Record what venues send: every frame, or one line an event.",
        description = {
            "Adds to what is there, and goes on after a crash: a line of text that a killed process",
            "left without its end is taken away first, a raw: folder gets a new segment. What happens",
            "on the way goes to standard error. Ctrl+C ends it and leaves everything complete. The",
            "forms are in docs/formats/raw.md and docs/formats/text.md."
        },
        footer = {
            "  fathom record binance:btcusdt               every frame, to raw:./fathom-data",
            "  fathom record binance:btcusdt bitfinex:BTCUSD --to raw:two --keep 30d --max-disk 200G",
            "  fathom record binance:btcusdt --channels depth5,trade --to text:btc.txt",
            "  fathom record upbit:KRW-BTC --channels book --to text:upbit.txt",
            "  fathom record binance:btcusdt/depth5,trade upbit:KRW-BTC/book --to text:multi.txt",
            "  fathom record binance:btcusdt/depth5 --to text-verbatim:old-form.txt --seconds 60",
            "  fathom record kraken:BTC/USD --via rest --every 1m --depth 500 --to raw:polled",
        })
public final class RecordCommand implements Callable<Integer> {
    private static final String USUAL_SINK = "raw:./fathom-data";

    private final Shell shell;

    @Parameters(
            arity = "1..*",
            paramLabel = "INSTRUMENT[/CHANNELS]",
            description = {
                "VENUE:SYMBOL, in any case, perhaps with channels of its own",
                "behind a slash."
            })
    private List<String> instruments = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "SINK",
            description = {
                "raw:FOLDER for every frame, with proof (see `fathom verify`);",
                "text:FILE for a line an event, or text-verbatim:FILE for",
                "programs that expect the asks of partial books twice. Repeatable.",
                "Default: raw:./fathom-data."
            })
    private List<String> sinks = new ArrayList<>();

    @Option(
            names = "--channels",
            paramLabel = "NAME",
            split = ",",
            converter = ChannelsArgument.class,
            description = {
                "For instruments that name none: book, depth5, depth10,",
                "depth20 (@1000ms if wanted), trade, aggTrade, bookTicker;",
                "several with commas. Default: book,trade."
            })
    private List<Channel> channels = new ArrayList<>();

    @Option(
            names = "--books-every",
            paramLabel = "TIME",
            converter = Every.Converter.class,
            defaultValue = "1m",
            description = {
                "How often raw: notes the best 20 levels of each book, on full",
                "minutes or seconds, for `fathom verify` (default: ${DEFAULT-VALUE})."
            })
    private Every booksEvery = Every.MINUTE;

    @Option(
            names = "--checkpoints-every",
            paramLabel = "TIME",
            converter = CheckpointsEvery.Converter.class,
            defaultValue = "10m",
            description = {
                "How often raw: gets whole books, from which `fathom snapshot",
                "--at` reads on; fewer where little is recorded. never: none",
                "(default: ${DEFAULT-VALUE})."
            })
    private CheckpointsEvery checkpointsEvery = CheckpointsEvery.USUAL;

    @Option(
            names = "--via",
            paramLabel = "WAY",
            defaultValue = "stream",
            description = {
                "stream: connections that stay open; rest: requests again and",
                "again, for books and trades into raw:, where no connection",
                "can be held or as a second source (default: ${DEFAULT-VALUE})."
            })
    private Via via = Via.STREAM;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Every.Converter.class,
            description = {
                "How often --via rest asks: at once, then on full minutes or",
                "seconds. Trades since the time before are asked for page by",
                "page. Default: 1m."
            })
    private @Nullable Every every;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = {
                "Levels a side that --via rest asks for, rounded up to what",
                "the venue gives. Default: 1000, or as many as it gives."
            })
    private @Nullable Integer depth;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = Every.Converter.class,
            description = "How long raw: keeps its hours, such as 30d. Default: for ever.")
    private @Nullable Every keep;

    @Option(
            names = "--max-disk",
            paramLabel = "SIZE",
            converter = DiskSize.Converter.class,
            description = "How much raw: may take, such as 200G; its oldest hours go.")
    private @Nullable DiskSize mostDisk;

    @Mixin private TimeLimit time = new TimeLimit();
    @Mixin private FeedArguments feedArguments = new FeedArguments();
    @Mixin private TrafficArgument traffic = new TrafficArgument();

    /** The command in these surroundings. */
    public RecordCommand(Shell shell) {
        this.shell = shell;
    }

    private RawSink raw(List<Sink> folders, List<Wanted> wanted) {
        try {
            return RawSink.open(
                    folders.stream().findFirst().map(Sink::file),
                    feedArguments.options(),
                    wanted,
                    CaptureOptions.of(
                                    new Retention(
                                            keep == null ? Duration.ZERO : keep.time(),
                                            mostDisk == null ? 0 : mostDisk.bytes()))
                            .with(CheckpointRule.USUAL.withEvery(checkpointsEvery.time())),
                    shell);
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }

    private static Files open(List<Sink> to) {
        try {
            return Files.open(to);
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Channel> otherwise =
                channels.isEmpty() ? List.of(Channel.DEPTH, Channel.TRADE) : channels;
        List<Wanted> wanted = instruments.stream().map(it -> Wanted.parse(it, otherwise)).toList();
        List<Sink> to =
                (sinks.isEmpty() ? List.of(USUAL_SINK) : sinks).stream().map(Sink::parse).toList();
        if (wanted.stream().map(Wanted::instrument).distinct().count() < wanted.size()) {
            throw Failure.usage("an instrument is named twice: name its channels in one place");
        }
        List<Sink> folders = to.stream().filter(it -> it.form() == Sink.Form.RAW).toList();
        if (folders.size() > 1) {
            throw Failure.usage("one recording goes to one raw: folder");
        }
        List<Sink> texts = to.stream().filter(it -> it.form() != Sink.Form.RAW).toList();
        if (sinks.isEmpty()) {
            shell.tell("recording to " + USUAL_SINK + ", as no --to says otherwise");
        }
        if (via == Via.REST) {
            return poll(wanted, folders, texts);
        }
        if (every != null || depth != null) {
            throw Failure.usage("--every and --depth are of --via rest");
        }
        try (Files files = open(texts);
                RawSink raw = raw(folders, wanted);
                Feed feed = raw.feed(feedArguments.options())) {
            files.tellMended(shell);
            boolean refused =
                    new Recorder(
                                    shell,
                                    wanted,
                                    files,
                                    raw,
                                    time.limit(),
                                    booksEvery.time(),
                                    traffic)
                            .run(feed);
            return refused ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private int poll(List<Wanted> wanted, List<Sink> folders, List<Sink> texts) throws IOException {
        if (folders.isEmpty() || !texts.isEmpty()) {
            throw Failure.usage("--via rest records what venues answer: write --to raw:FOLDER");
        }
        if (traffic.isWanted()) {
            throw Failure.usage("--traffic tells of streams, and --via rest has none");
        }
        Optional<Integer> levels = Optional.ofNullable(depth);
        wanted.forEach(it -> checkPolls(it, levels));
        try (RawSink raw = raw(folders, wanted)) {
            PollRecorder recorder = new PollRecorder(shell, wanted, raw, time.limit(), levels);
            Every often = every == null ? Every.MINUTE : every;
            try (Poller poller = raw.poller(feedArguments.options(), often.time(), recorder)) {
                return recorder.run(poller) ? ExitCode.FAILED : ExitCode.OK;
            }
        }
    }

    private static void checkPolls(Wanted wanted, Optional<Integer> levels) {
        try {
            Venue venue = Venues.named(wanted.instrument().venue());
            wanted.channels().forEach(it -> Poller.check(venue, it));
            Poller.depth(venue, levels);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }
}
