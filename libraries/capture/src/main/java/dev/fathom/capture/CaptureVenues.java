package dev.fathom.capture;

import dev.fathom.feed.Venues;
import dev.fathom.venue.Venue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose address is whose in a capture: as its manifest says, and else by the names of hosts.
 * Immutable.
 *
 * @param addresses by venue id
 */
public record CaptureVenues(Map<String, List<String>> addresses) {
    /** The venue that an address belongs to. */
    public Optional<Venue> at(URI address) {
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
