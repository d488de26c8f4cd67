package dev.fathom.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a capture says in its lines about itself. Pure. */
final class Notes {
    /** A process began. */
    static final String RUN = "run";

    /** Lines are missing here. */
    static final String LEFT_OUT = "left-out";

    /** Two collectors tell the same message differently. */
    static final String DISAGREEMENT = "disagreement";

    private static final String MOVED = CapturingTransport.BY_US + "1000 moved";
    private static final String END = CapturingTransport.BY_US + "1000 closed";
    private static final String NOT_RUNNING = "not running";
    private static final byte[] CHECKPOINT =
            ("{\"what\":\"" + Checkpoint.WHAT).getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Notes() {}

    /**
     * Reads a note.
     *
     * @throws BadCaptureException if it is none
     */
    static JsonNode read(RawLine line) throws BadCaptureException {
        try {
            return JSON.readTree(line.text());
        } catch (JsonProcessingException e) {
            throw new BadCaptureException("a note that is no JSON", e);
        }
    }

    /** True for a line of a checkpoint; reads no more than its beginning. */
    static boolean isCheckpoint(RawLine line) {
        byte[] payload = line.payload();
        return line.kind() == RawLine.Kind.NOTE
                && payload.length > CHECKPOINT.length
                && Arrays.equals(payload, 0, CHECKPOINT.length, CHECKPOINT, 0, CHECKPOINT.length);
    }

    static boolean is(String what, JsonNode note) {
        return note.path("what").asText().equals(what);
    }

    /** True when a connection was ended since another one had taken over. */
    static boolean isMoved(RawLine line) {
        return line.kind() == RawLine.Kind.CLOSED && line.text().equals(MOVED);
    }

    /** True when a connection was ended since the recorder came to its end. */
    static boolean isEnd(RawLine line) {
        return line.kind() == RawLine.Kind.CLOSED && line.text().equals(END);
    }

    /** What stands for the end of a connection whose collector stopped. */
    static String stopped() {
        return NOT_RUNNING;
    }

    /** Why a connection ended. */
    static Hole.Cause cause(RawLine closed) {
        return isEnd(closed) || closed.text().equals(NOT_RUNNING)
                ? Hole.Cause.NOT_RUNNING
                : Hole.Cause.DISCONNECT;
    }
}
