package dev.fathom.cli.merge;

import dev.fathom.capture.Merge;
import dev.fathom.capture.Verification;
import dev.fathom.capture.Verifier;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.ProgramVersion;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.verify.VerificationText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom merge}: one record of those of several collectors. */
@Command(
        name = "merge",
        header = "Make one record of those of several collectors.",
        description = {
            "What one collector missed another one may have: messages are joined by the venue's ids,",
            "and what several tell of one id is compared. Where a venue sends no ids, everything is",
            "kept, and a replay goes on with another collector's book when one ends. Polled records",
            "close what they can. The result is verified; the exit code is that of `fathom verify`."
        },
        footer = {
            "  fathom merge tokyo frankfurt --to both",
            "  fathom merge a b polled --to all --json",
        })
public final class MergeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "2..*", paramLabel = "FOLDER", description = "The raw: folders.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FOLDER",
            description = "Where to: a new folder.")
    @SuppressWarnings("NullAway.Init")
    private Path to;

    @Option(names = "--json", description = "What `fathom verify --json` says of the result.")
    private boolean json;

    /** The command in its surroundings. */
    public MergeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Verification found;
        try {
            Merge.Result merged =
                    Merge.merge(
                            folders,
                            to,
                            ProgramVersion.text(),
                            shell::tell,
                            lines -> shell.tell("%,d lines merged".formatted(lines)));
            shell.tell(
                    "%,d lines of %d records: %,d messages told nothing new, %,d were compared, %d differ"
                            .formatted(
                                    merged.lines(),
                                    folders.size(),
                                    merged.repeated(),
                                    merged.compared(),
                                    merged.different()));
            found = Verifier.verify(to, _ -> {});
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        return VerificationText.print(found, json, shell);
    }
}
