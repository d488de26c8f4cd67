package dev.fathom.cli.venues;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.FeedArguments;
import dev.fathom.cli.common.Shell;
import dev.fathom.feed.Feed;
import dev.fathom.feed.Reach;
import dev.fathom.feed.Venues;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fathom venues}: what is supported, and what can be proven there. */
@Command(
        name = "venues",
        header = "List the exchanges, and what can be proven about a book there.",
        footer = {
            "  fathom venues            for people",
            "  fathom venues --json     for programs",
            "  fathom venues --reach    also ask each whether it answers, and for its clock",
        })
public final class VenuesCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shell shell;

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Option(
            names = "--reach",
            description = "Ask each venue whether it answers, and for its clock.")
    private boolean reach;

    @Mixin private final FeedArguments arguments = new FeedArguments();

    /** The command in its surroundings. */
    public VenuesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        if (json) {
            ArrayNode all = JSON.createArrayNode();
            Venues.all().forEach(venue -> all.add(json(venue)));
            shell.out().line(all.toString());
        } else {
            Venues.all().forEach(this::print);
        }
        if (reach) {
            printReach();
        }
    }

    // On standard error: what the network does at this moment is beside what a program reads.
    private void printReach() {
        int silent = 0;
        try (Feed feed = arguments.open()) {
            for (Venue venue : Venues.all()) {
                try {
                    Reach found = feed.reach(venue.id());
                    shell.tell(
                            "%s: %s answered in %d ms, its clock is %+d ms from ours"
                                    .formatted(
                                            venue.id(),
                                            found.rest(),
                                            NANOSECONDS.toMillis(found.pingNs()),
                                            NANOSECONDS.toMillis(found.clockAheadNs())));
                } catch (IOException e) {
                    silent++;
                    shell.tell(venue.id() + ": " + e.getMessage());
                }
            }
        }
        if (silent > 0) {
            throw Failure.of(silent + " of " + Venues.all().size() + " venues did not answer");
        }
    }

    private void print(Venue venue) {
        Capabilities can = venue.capabilities();
        shell.out().line(venue.id() + " (" + venue.title() + ")");
        row("order of updates", word(can.sequence()) + ", one row for each " + word(can.scope()));
        row(
                "snapshots",
                word(can.snapshot()) + ", up to " + can.snapshotLevels() + " levels a side");
        row("unknown deletes", word(can.unknownDelete()));
        row("proven", can.provable());
        row("not proven", can.notProvable());
        row("price steps", venue.priceSteps());
        venue.settings().forEach(it -> row("--set", venue.id() + "." + it));
        for (Endpoints endpoints : venue.endpoints()) {
            row("at " + endpoints.name(), endpoints.webSocket() + "  " + endpoints.rest());
        }
    }

    private void row(String name, String value) {
        shell.out().line("  %-18s%s".formatted(name, value));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static ObjectNode json(Venue venue) {
        Capabilities can = venue.capabilities();
        ObjectNode node =
                JSON.createObjectNode()
                        .put("id", venue.id())
                        .put("title", venue.title())
                        .put("sequence", word(can.sequence()))
                        .put("scope", word(can.scope()))
                        .put("snapshot", word(can.snapshot()))
                        .put("snapshotLevels", can.snapshotLevels())
                        .put("unknownDelete", word(can.unknownDelete()))
                        .put("provable", can.provable())
                        .put("notProvable", can.notProvable())
                        .put("priceSteps", venue.priceSteps());
        ArrayNode settings = node.putArray("settings");
        venue.settings().forEach(settings::add);
        ArrayNode endpoints = node.putArray("endpoints");
        for (Endpoints each : venue.endpoints()) {
            endpoints
                    .addObject()
                    .put("name", each.name())
                    .put("webSocket", each.webSocket().toString())
                    .put("rest", each.rest().toString());
        }
        return node;
    }
}
