package dev.fathom.cli.venues;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.FeedArguments;
import dev.fathom.cli.common.Shell;
import dev.fathom.feed.Feed;
import dev.fathom.venue.InstrumentInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fathom instruments}: what a venue trades now. */
@Command(
        name = "instruments",
        header = "List what an exchange trades.",
        footer = {
            "  fathom instruments binance                   all of them",
            "  fathom instruments binance --filter btc      those with btc in their name",
            "  fathom instruments binance-us --json         for programs",
        })
public final class InstrumentsCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-28s%-12s%-12s%-12s%-16s%s";

    private final Shell shell;

    @Parameters(paramLabel = "VENUE", description = "Such as binance; see `fathom venues`.")
    @SuppressWarnings("NullAway.Init")
    private String venue;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only those with this in their name, in any case.")
    private String filter = "";

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Mixin private final FeedArguments arguments = new FeedArguments();

    /** The command in its surroundings. */
    public InstrumentsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        List<InstrumentInfo> found;
        try (Feed feed = arguments.open()) {
            found =
                    feed.instruments(venue).stream()
                            .filter(this::isWanted)
                            .sorted(Comparator.comparing(InstrumentInfo::instrument))
                            .toList();
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
        if (json) {
            shell.out().line(json(found));
        } else {
            print(found);
        }
    }

    private boolean isWanted(InstrumentInfo info) {
        String wanted = filter.replace("-", "").toUpperCase(Locale.ROOT);
        return info.instrument().symbol().toUpperCase(Locale.ROOT).contains(wanted);
    }

    private void print(List<InstrumentInfo> found) {
        shell.out().line(ROW.formatted("instrument", "base", "quote", "status", "tick", "step"));
        for (InstrumentInfo info : found) {
            shell.out()
                    .line(
                            ROW.formatted(
                                    info.instrument(),
                                    info.base(),
                                    info.quote(),
                                    info.status(),
                                    info.tickSize(),
                                    info.stepSize()));
        }
        shell.tell(found.size() + " instruments");
    }

    private static String json(List<InstrumentInfo> found) {
        ArrayNode all = JSON.createArrayNode();
        for (InstrumentInfo info : found) {
            all.addObject()
                    .put("instrument", info.instrument().toString())
                    .put("symbol", info.instrument().symbol())
                    .put("base", info.base())
                    .put("quote", info.quote())
                    .put("status", info.status())
                    .put("tickSize", info.tickSize())
                    .put("stepSize", info.stepSize());
        }
        return all.toString();
    }
}
