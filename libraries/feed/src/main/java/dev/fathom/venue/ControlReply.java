package dev.fathom.venue;

import java.util.List;
import java.util.Optional;

/**
 * The venue's answer to a control message. Immutable.
 *
 * @param id the id of the request, as text; empty if the answer has none
 * @param error what the venue says is wrong; empty if it took the request
 * @param streams names in the answer to a request for the list of streams; otherwise empty
 */
public record ControlReply(Optional<String> id, Optional<String> error, List<String> streams) {
    /** Copies the list. */
    public ControlReply {
        streams = List.copyOf(streams);
    }
}
