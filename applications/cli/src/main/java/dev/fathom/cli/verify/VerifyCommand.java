package dev.fathom.cli.verify;

import dev.fathom.capture.Verification;
import dev.fathom.capture.Verifier;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom verify}: what a recording covers, what it lacks, and whether it was changed. */
@Command(
        name = "verify",
        header = "Prove what a recording holds, and name what it lacks.",
        description = {
            "Computes from the frames of a raw: folder which ids and times each stream covers, every",
            "hole with its cause and what became of it, and whether a byte is not as it was written.",
            "Exit code 0: complete; 3: complete but for what is named; 1: changed or damaged."
        },
        footer = {
            "  fathom verify fathom-data",
            "  fathom verify fathom-data --json",
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FOLDER", description = "What `fathom record --to raw:FOLDER` wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--json", description = "One JSON object for programs.")
    private boolean json;

    /** The command in its surroundings. */
    public VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Verification found;
        try {
            found = Verifier.verify(folder, _ -> {});
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        return VerificationText.print(found, json, shell);
    }
}
