package dev.fathom.capture;

import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A recorded answer to a request. Immutable, but for the array, which nobody writes to.
 *
 * @param venue whose it is
 * @param request what was asked for
 * @param body what was answered
 */
record Answer(VenueFormat venue, URI request, byte[] body) {
    /**
     * Takes a line with an answer apart: {@code 200 http://... body}.
     *
     * @return empty if it is a refusal, or of nobody that is known
     * @throws BadCaptureException if it is no such line
     */
    static Optional<Answer> read(RawLine line, CaptureVenues venues) throws BadCaptureException {
        byte[] payload = line.payload();
        int first = blank(payload, 0);
        int second = blank(payload, first + 1);
        if (!text(payload, 0, first).equals("200")) {
            return Optional.empty();
        }
        URI request = URI.create(text(payload, first + 1, second));
        byte[] body = Arrays.copyOfRange(payload, second + 1, payload.length);
        return venues.at(request).map(venue -> new Answer(venue, request, body));
    }

    private static String text(byte[] payload, int from, int to) {
        return new String(payload, from, to - from, StandardCharsets.UTF_8);
    }

    private static int blank(byte[] payload, int from) throws BadCaptureException {
        for (int i = from; i < payload.length; i++) {
            if (payload[i] == ' ') {
                return i;
            }
        }
        throw new BadCaptureException("an answer without status, address and body");
    }
}
