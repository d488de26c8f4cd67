package dev.fathom.cli.demo;

import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TimeLimit;
import dev.fathom.feed.FeedStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fathom demo}: a simulated exchange and its books, checked against the truth. */
@Command(
        name = "demo",
        header = "Follow simulated exchanges on this machine and check every book against them.",
        description = {
            "Starts exchanges of five kinds on loopback sockets, follows their books as one would",
            "real ones', and compares each with the exchange's own of the same id or time, level by",
            "level.",
            "Ends with exit code 1 if one differed."
        },
        footer = {
            "  fathom demo                           until Ctrl+C",
            "  fathom demo --faults                  the exchange misbehaves in every way it can",
            "  fathom demo --seconds 20 --json       ends with one line for programs",
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "One seed, one market and one row of faults (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--faults", description = "Let the exchange misbehave in every way it can.")
    private boolean faults;

    @Option(names = "--json", description = "End with one JSON object and print nothing else.")
    private boolean json;

    @Option(
            names = "--symbols",
            paramLabel = "SYMBOL",
            split = ",",
            description = {
                "Which books of Binance spot to follow, alone; without it six of these, two of the",
                "USD-M futures, Bitfinex, Kraken and Upbit each."
            })
    private List<String> symbols = new ArrayList<>();

    @Mixin private final TimeLimit limit = new TimeLimit();

    private final Shell shell;

    /** The command in its surroundings. */
    public DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        DemoReport report;
        try (Demo demo = Demo.start(seed, symbols, faults, this::tell)) {
            report = new DemoRun(demo, seed, faults, limit.limit(), shell, look()).run();
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        shell.out().line(json ? report.json() : report.text());
        report.firstDifference().ifPresent(it -> shell.tell("fathom: a book differed: " + it));
        return report.different() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private DemoRun.Look look() {
        if (json) {
            return DemoRun.Look.NONE;
        }
        boolean screen = shell.isTerminal() && !shell.variable("TERM").orElse("").equals("dumb");
        return screen ? DemoRun.Look.LADDER : DemoRun.Look.LINES;
    }

    private void tell(FeedStatus status) {
        boolean worthTelling =
                switch (status) {
                    case FeedStatus.Audited _, FeedStatus.SnapshotTaken _ -> false;
                    default -> true;
                };
        if (worthTelling && !json) {
            shell.tell(status.text());
        }
    }
}
