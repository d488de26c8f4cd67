package dev.fathom.cli.snapshot;

import dev.fathom.book.BookView;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RecordedBook;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.FeedArguments;
import dev.fathom.cli.common.InstantArgument;
import dev.fathom.cli.common.InstrumentArgument;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom snapshot}: one verified book. */
@Command(
        name = "snapshot",
        header = "Print one verified book as JSON, then end.",
        footer = {
            "  fathom snapshot binance:btcusdt              every level that is known",
            "  fathom snapshot binance:BTC-USDT --depth 20  the best 20 of each side",
            "  fathom snapshot binance:btcusdt --from fathom-data --at 2026-08-01T12:00:00Z",
        })
public final class SnapshotCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Shell shell;

    @Parameters(
            paramLabel = "INSTRUMENT",
            converter = InstrumentArgument.class,
            description = "VENUE:SYMBOL, such as binance:BTCUSDT, in any case.")
    @SuppressWarnings("NullAway.Init")
    private Instrument instrument;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "" + Integer.MAX_VALUE,
            description = "Levels a side; without it all of them.")
    private int depth;

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description = "The book as it was recorded, from a raw: folder.")
    private @Nullable Path from;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = InstantArgument.Converter.class,
            description = {
                "With --from: when, as 2026-08-01T12:00:00Z or as a number of seconds to",
                "nanoseconds since 1970 UTC; without it at the end."
            })
    private @Nullable InstantArgument at;

    @Mixin private final TimeLimit limit = new TimeLimit();

    @Mixin private final FeedArguments arguments = new FeedArguments();

    /** The command in its surroundings. */
    public SnapshotCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (depth < 1) {
            throw Failure.usage("--depth must be positive, got " + depth);
        }
        if (from != null) {
            shell.out().line(SnapshotJson.text(recorded(from)));
            return 0;
        }
        if (at != null) {
            throw Failure.usage("--at needs --from: the past is in recordings only");
        }
        FirstBook first = new FirstBook(depth);
        Optional<BookView> book;
        try (Feed feed = arguments.open()) {
            feed.follow(instrument, first, Channel.DEPTH);
            book = await(first, limit.limit().orElse(PATIENCE));
        }
        if (first.refusal().isPresent()) {
            throw Failure.of(instrument + ": refused by the venue, " + first.refusal().get());
        }
        if (book.isEmpty() && !shell.stop().isWished()) {
            throw Failure.of(
                    "no verified book of %s within %s s; last: %s"
                            .formatted(
                                    instrument,
                                    limit.limit().orElse(PATIENCE).toSeconds(),
                                    first.lastWords()));
        }
        book.ifPresent(view -> shell.out().line(SnapshotJson.text(view)));
        return 0;
    }

    private BookView recorded(Path folder) {
        Optional<Book> book;
        try {
            book =
                    RecordedBook.at(
                            RawCapture.open(folder),
                            instrument,
                            at == null ? Long.MAX_VALUE : at.ns(),
                            depth);
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        if (book.isEmpty()) {
            throw Failure.of(
                    "%s has no book of %s%s"
                            .formatted(folder, instrument, at == null ? "" : " yet"));
        }
        if (!book.get().isLive()) {
            throw Failure.of(
                    "the book of %s was not live then: %s"
                            .formatted(instrument, book.get().state()));
        }
        return book.get().levels();
    }

    private Optional<BookView> await(FirstBook first, Duration atMost) throws InterruptedException {
        long endNs = System.nanoTime() + atMost.toNanos();
        while (!shell.stop().isWished() && first.refusal().isEmpty()) {
            long leftNs = endNs - System.nanoTime();
            Optional<BookView> book =
                    first.await(Duration.ofNanos(Math.clamp(leftNs, 0, LOOK.toNanos())));
            if (book.isPresent() || leftNs <= 0) {
                return book;
            }
        }
        return Optional.empty();
    }
}
