package dev.fathom.capture;

import dev.fathom.feed.Venues;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose address is whose in a capture: as its manifest says, and else by the names of hosts.
 * Immutable.
 *
 * @param addresses by venue id
 * @param isOfAccount whether it is the record of an account, where no venue's books are
 * @param collectors how many collectors' records were merged into this one; 1 for a plain record
 */
public record CaptureVenues(
        Map<String, List<String>> addresses, int collectors, boolean isOfAccount) {
    /** The venues of a record of books and trades. */
    public CaptureVenues(Map<String, List<String>> addresses, int collectors) {
        this(addresses, collectors, false);
    }

    /** The venues of a capture. */
    public static CaptureVenues of(RawCapture capture) {
        return new CaptureVenues(
                capture.venues(), capture.collectors(), !capture.accounts().isEmpty());
    }

    /** Whose connection this is: the numbers of connections of merged records take turns. */
    int collector(long connection) {
        return (int) (connection % collectors);
    }

    /** The venue that an address belongs to. */
    public Optional<VenueFormat> at(URI address) {
        if (isOfAccount) {
            return Optional.empty();
        }
        String authority = address.getRawAuthority();
        for (Map.Entry<String, List<String>> venue : addresses.entrySet()) {
            for (String known : venue.getValue()) {
                if (URI.create(known).getRawAuthority().equals(authority)) {
                    return Optional.of(Venues.named(venue.getKey()));
                }
            }
        }
        return Venues.at(address);
    }
}
