package dev.fathom.cli;

import dev.fathom.cli.account.AccountCommand;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.demo.DemoCommand;
import dev.fathom.cli.demo.SimulateCommand;
import dev.fathom.cli.importing.ImportCommand;
import dev.fathom.cli.merge.MergeCommand;
import dev.fathom.cli.record.RecordCommand;
import dev.fathom.cli.replay.ReplayCommand;
import dev.fathom.cli.snapshot.SnapshotCommand;
import dev.fathom.cli.venues.InstrumentsCommand;
import dev.fathom.cli.venues.VenuesCommand;
import dev.fathom.cli.verify.VerifyCommand;
import dev.fathom.cli.watch.WatchCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a sub-command: prints its help. */
@Command(
        name = "fathom",
        header =
                "Exact local copies of exchange order books, live, with proof that they are exact.",
        footer = {
            "  fathom demo                      a simulated exchange and its books, on this machine",
            "  fathom watch binance:btcusdt     the live order book in the terminal",
            "  fathom COMMAND --help            examples and options of a command"
        })
final class Fathom implements Runnable {
    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Write the log to standard error, and stack traces.")
    private boolean verbose;

    Fathom(Shell shell) {
        this.shell = shell;
    }

    /** Every sub-command, in the order of the help. One line each. */
    static List<Object> commands(Shell shell) {
        return List.of(
                new WatchCommand(shell),
                new RecordCommand(shell),
                new SnapshotCommand(shell),
                new ReplayCommand(shell),
                new VerifyCommand(shell),
                new AccountCommand(shell),
                new MergeCommand(shell),
                new ImportCommand(shell),
                new SimulateCommand(shell),
                new VenuesCommand(shell),
                new InstrumentsCommand(shell),
                new DemoCommand(shell));
    }

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        shell.out().write(spec.commandLine().getUsageMessage());
    }
}
