package dev.fathom.cli.importing;

import dev.fathom.capture.Capture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.RawLine.Kind;
import dev.fathom.capture.Retention;
import dev.fathom.cli.common.ProgramVersion;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.cli.replay.RecordedVenue;
import dev.fathom.cli.replay.Recording;
import dev.fathom.feed.Venues;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Copies one recording into a raw capture. Owned by one thread. */
final class Importer implements FileImport {
    private final Path file;
    private final VenueFormat venue;
    private final Map<String, Long> connections = new HashMap<>();

    /**
     * An importer.
     *
     * @param venue whose traffic the file holds
     */
    Importer(Path file, VenueFormat venue) {
        this.file = file;
        this.venue = venue;
    }

    @Override
    public String into(Path folder, Shell shell)
            throws IOException, InterruptedException, RecordedVenue.UnknownVenueException {
        long lines = 0;
        try (Capture capture =
                        Capture.open(
                                folder,
                                ProgramVersion.text() + ", imported from " + file.getFileName(),
                                Map.of(venue.id(), addresses()),
                                Retention.ALL,
                                shell::tell);
                Recording recording = Recording.open(file)) {
            for (Optional<RecordedLine> line = recording.next();
                    line.isPresent();
                    line = recording.next()) {
                for (RawLine raw : lines(line.get())) {
                    capture.putWaiting(raw);
                }
                lines++;
            }
        }
        return "%,d lines imported".formatted(lines);
    }

    // Those that do not tell the venue by themselves, and one for connections without any.
    private List<String> addresses() throws IOException, RecordedVenue.UnknownVenueException {
        Set<String> all = new LinkedHashSet<>();
        all.add(venue.usualAddress().toString());
        try (Recording recording = Recording.open(file)) {
            for (Optional<RecordedLine> line = recording.next();
                    line.isPresent();
                    line = recording.next()) {
                if (line.get().address().isPresent()) {
                    URI address = line.get().address().get();
                    RecordedVenue.check(file, venue, address);
                    if (!isVenues(address)) {
                        all.add(root(address));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private boolean isVenues(URI address) {
        return Venues.at(address).map(it -> it.id().equals(venue.id())).orElse(false);
    }

    private static String root(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private List<RawLine> lines(RecordedLine line) {
        List<RawLine> raw = new ArrayList<>(2);
        switch (line.kind()) {
            case OPENED -> {
                connections.put(line.connection(), number(line.connection()));
                raw.add(raw(line, Kind.OPENED, line.address().orElseThrow().toString()));
            }
            case RECEIVED -> {
                if (!connections.containsKey(line.connection())) {
                    connections.put(line.connection(), number(line.connection()));
                    raw.add(raw(line, Kind.OPENED, venue.usualAddress().toString()));
                }
                raw.add(raw(line, Kind.IN, line.text()));
            }
            case SENT -> raw.add(raw(line, Kind.OUT, line.text()));
            case ANSWERED ->
                    raw.add(
                            raw(
                                    line,
                                    Kind.ANSWERED,
                                    "200 " + line.address().orElseThrow() + " " + line.text()));
        }
        return raw;
    }

    private long number(String connection) {
        return connections.getOrDefault(connection, 1L + connections.size());
    }

    private RawLine raw(RecordedLine line, Kind kind, String text) {
        long connection = kind == Kind.ANSWERED ? 0 : number(line.connection());
        return new RawLine(
                line.receivedAtNs(),
                line.receivedAtNs(),
                connection,
                kind,
                text.getBytes(StandardCharsets.UTF_8));
    }
}
