package dev.fathom.cli.common;

import dev.fathom.feed.Venues;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Venue;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a venue is reached, as an argument says it.
 *
 * @param venue the venue's id
 * @param endpoints its addresses
 */
public record EndpointArgument(String venue, Endpoints endpoints) {
    /**
     * Reads {@code VENUE=WS,REST}, or {@code VENUE=NAME} with the name of an environment.
     *
     * @throws IllegalArgumentException naming the text and the forms
     */
    public static EndpointArgument parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no endpoint: write VENUE=WS,REST or VENUE=NAME");
        }
        Venue venue = Venues.named(text.substring(0, equals));
        String where = text.substring(equals + 1).trim();
        if (where.contains("://")) {
            return new EndpointArgument(venue.id(), Endpoints.parse(where));
        }
        return venue.endpoints().stream()
                .filter(known -> known.name().equalsIgnoreCase(where))
                .findFirst()
                .map(known -> new EndpointArgument(venue.id(), known))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s has no endpoints named '%s': known are %s, or write WS,REST"
                                        .formatted(venue.id(), where, names(venue))));
    }

    private static String names(Venue venue) {
        return venue.endpoints().stream().map(Endpoints::name).collect(Collectors.joining(", "));
    }

    /** For options. */
    public static final class Converter implements ITypeConverter<EndpointArgument> {
        @Override
        public EndpointArgument convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
