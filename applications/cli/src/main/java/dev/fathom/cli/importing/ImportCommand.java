package dev.fathom.cli.importing;

import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.replay.RecordedVenue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom import}: recordings of others become raw captures. */
@Command(
        name = "import",
        header = "Make a raw: folder of recordings that others have written.",
        description = {
            "Reads files of three forms, plain, gzip or zstd, and tells them apart by their first line:",
            "one JSON object a line (docs/formats/recording.md); hftbacktest's NANOSECONDS JSON;",
            "Tardis' incremental_book_L2 (CSV). Each file is added as a run of its own, messages and",
            "times as they are (docs/formats/imported.md). The hashes prove the folder from then on,",
            "not what happened before."
        },
        footer = {
            "  fathom import btcusdt.jsonl.gz --to raw:btc",
            "  fathom import btcusdt_20240808.gz --venue binance-futures --to raw:futures",
            "  fathom import binance_incremental_book_L2_2024-08-08_BTCUSDT.csv.gz --to raw:tardis",
            "  fathom verify btc",
        })
public final class ImportCommand implements Callable<Integer> {
    private static final String RAW = "raw:";

    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recordings, in order.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "raw:FOLDER",
            description = "Where to; added to what is there.")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Option(
            names = "--venue",
            paramLabel = "VENUE",
            description = "Whose traffic it is, where the files do not tell.")
    private @Nullable String venue;

    /** The command in its surroundings. */
    public ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!to.startsWith(RAW) || to.length() == RAW.length()) {
            throw Failure.usage("'" + to + "' is no place to import to: write raw:FOLDER");
        }
        Path folder = Path.of(to.substring(RAW.length()));
        for (Path file : files) {
            try {
                FileImport one = FileImport.of(file, Optional.ofNullable(venue));
                shell.tell(file + ": " + one.into(folder, shell));
            } catch (RecordedVenue.UnknownVenueException | IllegalArgumentException e) {
                throw Failure.usage(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw Failure.of(String.valueOf(e.getMessage()));
            }
        }
        return ExitCode.OK;
    }
}
