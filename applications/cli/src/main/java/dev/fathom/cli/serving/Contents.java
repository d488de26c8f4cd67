package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.simulator.BinanceProtocol;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks a capture through for what it holds of each venue. Owned by one thread. */
final class Contents implements RawCapture.Reader {
    private static final Map<String, BinanceProtocol> BINANCE =
            Map.of(
                    "binance", BinanceProtocol.SPOT,
                    "binance-us", BinanceProtocol.SPOT,
                    "binance-futures", BinanceProtocol.USD_M,
                    "binance-delivery", BinanceProtocol.COIN_M);

    private final CaptureVenues venues;
    private final LineOwners owners;
    private final Map<String, Optional<VenueContents>> found = new LinkedHashMap<>();

    Contents(CaptureVenues venues) {
        this.venues = venues;
        owners = new LineOwners(venues);
    }

    /** What was found, by the venues' ids; nothing of those that cannot be offered. */
    Map<String, Optional<VenueContents>> found() {
        return found;
    }

    @Override
    public void line(RawLine line, int segment) throws IOException {
        if (line.kind() == RawLine.Kind.NOTE) {
            if (line.beginsRun()) {
                for (Optional<VenueContents> each : found.values()) {
                    if (each.isPresent()) {
                        each.get().line(line);
                    }
                }
            }
            return;
        }
        Optional<VenueContents> of = owners.of(line).flatMap(this::contents);
        if (of.isPresent()) {
            of.get().line(line);
        }
    }

    private Optional<VenueContents> contents(VenueFormat venue) {
        return found.computeIfAbsent(venue.id(), _ -> begin(venue));
    }

    private Optional<VenueContents> begin(VenueFormat venue) {
        BinanceProtocol binance = BINANCE.get(venue.id());
        if (binance != null) {
            return Optional.of(new BinanceContents(venue, binance, venues));
        }
        return InStreamProtocol.of(venue).map(it -> new InStreamContents(it, venues));
    }

    /** Reads a whole capture. */
    static Map<String, Optional<VenueContents>> of(RawCapture capture, CaptureVenues venues)
            throws IOException {
        Contents contents = new Contents(venues);
        capture.readUntil(Long.MAX_VALUE, contents);
        return contents.found();
    }
}
