package dev.fathom.cli.replay;

import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom replay}: a recording, through the path that live frames take. */
@Command(
        name = "replay",
        header = "Play a recording through the path that live frames take.",
        footer = {
            "  fathom replay btcusdt.jsonl.gz --digest     what its books went through, as JSON",
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            description = "The recording: plain or gzip, one JSON object a line.")
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
            names = "--venue",
            paramLabel = "VENUE",
            description = {
                "Whose traffic it is, where neither the addresses in the file nor the name of",
                "its folder tell."
            })
    private @Nullable String venue;

    /** The command in its surroundings. */
    public ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (!digest) {
            throw Failure.usage("say what to print: --digest");
        }
        try {
            Venue of = RecordedVenue.of(file, Optional.ofNullable(venue));
            return digest(of);
        } catch (RecordedVenue.UnknownVenueException | IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }

    private int digest(Venue of) throws IOException, RecordedVenue.UnknownVenueException {
        try (Recording recording = Recording.open(file)) {
            DigestListener digests =
                    new DigestListener(
                            note -> shell.tell(file + ", line " + recording.lines() + ": " + note));
            Replay replay = new Replay(file, of, digests);
            Progress progress = new Progress(shell, recording);
            Optional<RecordedLine> line = recording.next();
            while (line.isPresent() && !shell.stop().isWished()) {
                replay.play(line.get());
                progress.tell();
                line = recording.next();
            }
            if (line.isPresent()) {
                shell.tell(file + ": stopped after line " + (recording.lines() - 1));
            }
            shell.out().line(DigestJson.text(digests.digests()));
            return digests.lostABook() ? ExitCode.INCOMPLETE : ExitCode.OK;
        }
    }
}
