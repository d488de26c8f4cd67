package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a venue's clock stood beside ours once while a capture was written. Immutable.
 *
 * @param venue whose
 * @param atNs when, by our clock, nanoseconds since 1970 UTC
 * @param offsetNs how far the venue's clock was ahead of ours, nanoseconds; negative when it was
 *     behind. It is right to half of the round trip and half of the step
 * @param roundTripNs how long the venue's answer took, nanoseconds
 * @param stepNs the step of the venue's clock, nanoseconds
 */
public record ClockCheck(String venue, long atNs, long offsetNs, long roundTripNs, long stepNs) {
    /** In the manifest. */
    static final String WHAT = "clock";

    private static final long FAR_NS = TimeUnit.SECONDS.toNanos(1);

    /** True when the clocks were more than a second apart, whatever the answer's way took. */
    public boolean isFarOff() {
        return Math.abs(offsetNs) - (roundTripNs + stepNs) / 2 > FAR_NS;
    }

    ObjectNode line() {
        return Manifest.line(WHAT)
                .put("venue", venue)
                .put("atNs", atNs)
                .put("offsetNs", offsetNs)
                .put("roundTripNs", roundTripNs)
                .put("stepNs", stepNs);
    }

    static Optional<ClockCheck> read(JsonNode line) {
        return Notes.is(WHAT, line)
                ? Optional.of(
                        new ClockCheck(
                                line.path("venue").asText(),
                                line.path("atNs").asLong(),
                                line.path("offsetNs").asLong(),
                                line.path("roundTripNs").asLong(),
                                line.path("stepNs").asLong()))
                : Optional.empty();
    }
}
