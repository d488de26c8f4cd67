package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells of which venue the lines of a capture are. Owned by one thread. */
final class LineOwners {
    private final CaptureVenues venues;
    private final Map<Long, VenueFormat> connections = new HashMap<>();

    LineOwners(CaptureVenues venues) {
        this.venues = venues;
    }

    /** The venue of a line; empty for notes and for what is of nobody that is known. */
    Optional<VenueFormat> of(RawLine line) {
        return switch (line.kind()) {
            case OPENED -> {
                Optional<VenueFormat> venue = venues.at(URI.create(line.text()));
                connections.remove(line.connection());
                venue.ifPresent(it -> connections.put(line.connection(), it));
                yield venue;
            }
            case IN, OUT, CLOSED -> Optional.ofNullable(connections.get(line.connection()));
            case ANSWERED -> RecordedAnswer.of(line).flatMap(it -> venues.at(it.request()));
            case ASKED, NOTE -> Optional.empty();
        };
    }
}
