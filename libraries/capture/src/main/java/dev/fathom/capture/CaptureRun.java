package dev.fathom.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.feed.Venues;
import dev.fathom.market.Subscription;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Venue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a process that writes a capture says about itself first. Immutable.
 *
 * @param version of the program
 * @param addresses where each venue is reached, WebSocket and REST, by its id
 * @param streams what is to be recorded; none where that is not known
 */
public record CaptureRun(
        String version, Map<String, List<String>> addresses, List<Subscription> streams) {
    /** What is followed, in the line of the manifest; left out where that is not known. */
    static final String INSTRUMENTS = "instruments";

    private static final int FORMAT = 1;

    /** Keeps copies. */
    public CaptureRun {
        addresses = Map.copyOf(addresses);
        streams = List.copyOf(streams);
    }

    /** The line in the manifest, but for its time. */
    ObjectNode line() {
        ObjectNode run = Manifest.line(Notes.RUN).put("format", FORMAT).put("version", version);
        ObjectNode venues = run.putObject("venues");
        addresses.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(it -> it.getValue().forEach(venues.withArray(it.getKey())::add));
        if (!streams.isEmpty()) {
            ObjectNode instruments = run.putObject(INSTRUMENTS);
            streams.forEach(it ->
                    instruments.withArray(it.instrument().toString()).add(it.channel().toString()));
            ObjectNode provable = run.putObject("capabilities");
            Venues.all().stream()
                    .filter(it -> addresses.containsKey(it.id()))
                    .forEach(it -> describe(it, provable.putObject(it.id())));
        }
        return run;
    }

    private static void describe(Venue venue, ObjectNode into) {
        Capabilities can = venue.capabilities();
        into.put("sequence", word(can.sequence()))
                .put("scope", word(can.scope()))
                .put("snapshot", word(can.snapshot()))
                .put("snapshotLevels", can.snapshotLevels())
                .put("unknownDelete", word(can.unknownDelete()))
                .put("provable", can.provable())
                .put("notProvable", can.notProvable());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
