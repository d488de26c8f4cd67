package dev.fathom.cli.replay;

import dev.fathom.capture.BadCaptureException;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.Verification;
import dev.fathom.capture.Verifier;
import dev.fathom.cli.account.AccountForm;
import dev.fathom.cli.account.AccountPlayback;
import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Pacer;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.Span;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.cli.format.EventFormat;
import dev.fathom.cli.format.JsonFormat;
import dev.fathom.cli.format.TableFormat;
import dev.fathom.cli.format.TextFormat;
import dev.fathom.cli.serving.Serving;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FrameReplay;
import dev.fathom.market.Channel;
import dev.fathom.sync.CrossedBook;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom replay}: a recording, through the path that live frames take. */
@Command(
        name = "replay",
        header = "Play a recording through the path that live frames take.",
        footer = {
            "  fathom replay fathom-data --digest          a recorded folder",
            "  fathom replay btcusdt.jsonl.gz --digest     what its books went through, as JSON",
            "  fathom replay btcusdt.jsonl.gz --as table --speed 1",
            "  fathom replay btcusdt.jsonl.gz --as json --channels depth,trade > btc.jsonl",
            "  fathom replay fathom-data --as text --from 2026-08-01T12:00:00Z --to 2026-08-01T12:05:00Z",
            "  fathom replay fathom-data --serve           as the venue, for any client, at its pace",
            "  fathom replay fathom-data --serve --port 9443 --speed 10 --from 2026-08-01T12:00:00Z",
            "  fathom watch binance:btcusdt \\",
            "      --endpoint binance=ws://127.0.0.1:9443,http://127.0.0.1:9443",
        })
public final class ReplayCommand implements Callable<Integer> {
    /** What is written. */
    private enum Form {
        TEXT,
        TABLE,
        JSON;

        EventFormat format() {
            return switch (this) {
                case TEXT -> new TextFormat(true);
                case TABLE -> new TableFormat();
                case JSON -> new JsonFormat();
            };
        }
    }

    /** What becomes of a crossed book. */
    private enum Crossed {
        LOSE,
        TELL
    }

    private static final Set<Channel.Kind> TRADES =
            EnumSet.of(Channel.Kind.TRADE, Channel.Kind.AGG_TRADE);

    private final Shell shell;
    private Optional<Long> endNs = Optional.empty();

    @Parameters(
            paramLabel = "FILE",
            description = {
                "The recording: a raw: folder, or a file, plain or gzip, with one JSON object a",
                "line."
            })
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--digest",
            description = {
                "Print one JSON object: for each book the number of its events, its ids, levels",
                "and best ten levels at the end, and a hash over its best levels after each event."
            })
    private boolean digest;

    @Option(
            names = "--verify",
            description = {
                "Of a raw: folder: compare the books that were noted when they were live with",
                "those of the replay, and say how many were compared."
            })
    private boolean verify;

    @Option(
            names = "--serve",
            description = {
                "Of a raw: folder: be the venue that it was recorded from, REST and WebSocket on",
                "loopback, for any client. Prints VENUE=WS,REST for --endpoint. The recording goes",
                "on from the moment a client wants messages or a book; when it has ended,",
                "connections stay open and silent."
            })
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "With --serve: the first venue's port, the next venue's is one higher; 0: any",
                "free ones."
            })
    private int port;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "text, table or json: what `fathom watch` would have written.")
    private @Nullable Form form;

    @Option(
            names = "--channels",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "depth",
            description = {
                "What to write of it: depth, depth5, trade, aggTrade, bookTicker; several with",
                "commas (default: ${DEFAULT-VALUE})."
            })
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "10",
            description = "Levels a side to write (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = {
                "1: as it was, 10: ten times faster, max: without pauses",
                "(default: max; with --serve 1)."
            })
    private @Nullable String speed;

    @Mixin private final Span span = new Span();

    @Mixin private final TimeLimit limit = new TimeLimit();

    @Option(
            names = "--venue",
            paramLabel = "VENUE",
            description = {
                "Whose traffic it is, where neither the addresses in the file nor the name of",
                "its folder tell."
            })
    private @Nullable String venue;

    @Option(
            names = "--crossed",
            paramLabel = "lose|tell",
            defaultValue = "lose",
            description = {
                "A book whose best bid is at or above its best ask: lose it until the next",
                "snapshot, or keep it and tell (auctions, halted markets, spliced recordings)",
                "(default: ${DEFAULT-VALUE})."
            })
    private Crossed crossed = Crossed.LOSE;

    /** The command in its surroundings. */
    public ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        span.check();
        endNs = limit.limit().map(it -> System.nanoTime() + it.toNanos());
        if (serve) {
            return serve();
        }
        if (span.isGiven() && (verify || !RawCapture.isAt(file))) {
            throw Failure.usage(
                    "--from and --to are for --digest, --serve and --as of a raw: folder");
        }
        if (verify) {
            return verify();
        }
        if (digest == (form != null)) {
            throw Failure.usage(
                    "say what to do: --digest, --verify, --serve, or --as text, table or json");
        }
        if (depth < 1) {
            throw Failure.usage("--depth must be positive, got " + depth);
        }
        try {
            if (Files.isDirectory(file) && RawCapture.isAt(file)) {
                return form == null ? digestRaw() : printRaw(form);
            }
            VenueFormat of = RecordedVenue.of(file, Optional.ofNullable(venue));
            return form == null ? digest(of) : print(of, form);
        } catch (RecordedVenue.UnknownVenueException | IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }

    private int serve() {
        if (digest || verify || form != null) {
            throw Failure.usage("--serve goes without --digest, --verify and --as");
        }
        if (port < 0 || port > 65_000) {
            throw Failure.usage("--port must be between 0 and 65000, got " + port);
        }
        if (!RawCapture.isAt(file)) {
            throw Failure.usage(
                    "--serve is for raw: folders: make one with `fathom import "
                            + file
                            + " --to raw:FOLDER`");
        }
        try (Serving serving =
                new Serving(
                        file,
                        port,
                        Pacer.parse(speed == null ? "1" : speed),
                        span,
                        SyncLimits.RECORDING.with(treatment()),
                        limit.limit(),
                        shell)) {
            serving.run();
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        shell.tell("replayed exchange ended");
        return ExitCode.OK;
    }

    private int digest(VenueFormat of) throws IOException, RecordedVenue.UnknownVenueException {
        try (Recording recording = Recording.open(file)) {
            DigestListener digests =
                    new DigestListener(
                            note -> shell.tell(file + ", line " + recording.lines() + ": " + note));
            Replay replay = new Replay(file, of, treatment(), digests);
            play(recording, replay);
            tellProofs(replay);
            shell.out().line(DigestJson.text(digests.digests()));
            return digests.lostABook() ? ExitCode.INCOMPLETE : ExitCode.OK;
        }
    }

    private int verify() throws IOException {
        if (!RawCapture.isAt(file)) {
            throw Failure.usage("--verify is for what `fathom record --to raw:FOLDER` wrote");
        }
        Verification found;
        try {
            found = Verifier.verify(file, _ -> {});
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        shell.out()
                .line(
                        "%,d books compared, %d differ, %,d passed over"
                                .formatted(
                                        found.booksCompared(),
                                        found.booksDifferent(),
                                        found.booksPassedOver()));
        found.wrong().forEach(shell::tell);
        return found.wrong().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int digestRaw() throws IOException {
        if (AccountPlayback.isOf(RawCapture.open(file))) {
            throw Failure.usage("an account has no books to digest: write --as text");
        }
        DigestListener digests = new DigestListener(note -> shell.tell(file + ": " + note));
        RawPart part = playRaw(digests, true);
        part.replays().forEach(this::tellProofs);
        boolean severalVenues = part.replays().size() > 1;
        shell.out().line(DigestJson.text(digests.digests(), severalVenues));
        return digests.lostABook() || part.lostABook() ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private int printRaw(Form as) throws IOException {
        RawCapture capture = RawCapture.open(file);
        if (AccountPlayback.isOf(capture)) {
            Pacer pacer = Pacer.parse(speed == null ? "max" : speed);
            AccountPlayback.print(
                    capture,
                    AccountForm.valueOf(as.name()),
                    span,
                    line -> waited(pacer.pause(line.receivedAtNs(), System.nanoTime())),
                    shell);
            return ExitCode.OK;
        }
        PrintingListener printing = new PrintingListener(shell, as.format(), kinds(), depth);
        boolean booksOnly = Collections.disjoint(kinds(), TRADES);
        RawPart part = playRaw(printing, booksOnly);
        return printing.lostABook() || part.lostABook() ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private RawPart playRaw(FeedListener listener, boolean booksOnly) throws IOException {
        RawPart part =
                new RawPart(
                        RawCapture.open(file),
                        span,
                        SyncLimits.RECORDING.with(treatment()),
                        listener);
        Pacer pacer = Pacer.parse(speed == null ? "max" : speed);
        AtomicBoolean stopped = new AtomicBoolean();
        RawPart.Gate gate =
                (line, segment, isWanted) -> {
                    if (!isWanted && !stopped.get()) {
                        stopped.set(isEnd());
                    } else if (!stopped.get()
                            && !waited(pacer.pause(line.receivedAtNs(), System.nanoTime()))) {
                        stopped.set(true);
                        shell.tell(file + ": stopped in segment " + segment);
                    }
                    return !stopped.get();
                };
        try {
            part.play(gate, booksOnly);
        } catch (BadCaptureException e) {
            throw new IOException(e.getMessage() + "; see `fathom verify`", e);
        }
        return part;
    }

    private void tellProofs(Replay replay) {
        tellProofs(replay.books());
    }

    private void tellProofs(FrameReplay books) {
        long checksums = books.checksums();
        if (checksums > 0) {
            shell.tell(
                    "%s: %,d checksums verified, %d failed"
                            .formatted(file, checksums, books.failedChecksums()));
        }
        long numbers = books.frameNumbers();
        if (numbers > 0) {
            shell.tell(
                    "%s: %,d frame numbers verified, %d gaps"
                            .formatted(file, numbers, books.frameGaps()));
        }
    }

    private int print(VenueFormat of, Form as)
            throws IOException, RecordedVenue.UnknownVenueException {
        PrintingListener printing = new PrintingListener(shell, as.format(), kinds(), depth);
        try (Recording recording = Recording.open(file)) {
            play(recording, new Replay(file, of, treatment(), printing));
        }
        return printing.lostABook() ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private Set<Channel.Kind> kinds() {
        Set<Channel.Kind> kinds = EnumSet.noneOf(Channel.Kind.class);
        channels.forEach(name -> kinds.add(Channel.parse(name).kind()));
        return kinds;
    }

    private CrossedBook treatment() {
        return crossed == Crossed.TELL ? CrossedBook.IS_TOLD : CrossedBook.IS_LOST;
    }

    private void play(Recording recording, Replay replay)
            throws IOException, RecordedVenue.UnknownVenueException {
        Pacer pacer = Pacer.parse(speed == null ? "max" : speed);
        Progress progress = new Progress(shell, recording);
        for (Optional<RecordedLine> line = recording.next();
                line.isPresent();
                line = recording.next()) {
            if (!waited(pacer.pause(line.get().receivedAtNs(), System.nanoTime()))) {
                shell.tell(file + ": stopped after line " + (recording.lines() - 1));
                return;
            }
            replay.play(line.get());
            progress.tell();
        }
    }

    /** False when the end is wished, or the time is up. */
    private boolean waited(Duration pause) {
        if (pause.isZero() || isEnd()) {
            return !isEnd();
        }
        shell.out().flush();
        long left = endNs.map(it -> it - System.nanoTime()).orElse(Long.MAX_VALUE);
        Duration atMost = Duration.ofNanos(Math.min(left, pause.toNanos()));
        return !shell.stop().await(atMost) && !isEnd();
    }

    private boolean isEnd() {
        return shell.stop().isWished()
                || endNs.map(it -> System.nanoTime() - it >= 0).orElse(false);
    }
}
