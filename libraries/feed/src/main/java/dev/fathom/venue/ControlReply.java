package dev.fathom.venue;

import dev.fathom.market.Subscription;
import java.util.List;
import java.util.Optional;

/**
 * The venue's answer to a control message. Immutable.
 *
 * @param id the id of the request, as text; empty if the answer has none
 * @param error what the venue says is wrong; empty if it took the request
 * @param streams names in the answer to a request for the list of streams; otherwise empty
 * @param about the subscriptions that it answers, where it names them; otherwise those of the
 *     request with its id
 */
public record ControlReply(
        Optional<String> id,
        Optional<String> error,
        List<String> streams,
        List<Subscription> about) {
    /** Copies the lists. */
    public ControlReply {
        streams = List.copyOf(streams);
        about = List.copyOf(about);
    }

    /** An answer to all of a request. */
    public ControlReply(Optional<String> id, Optional<String> error, List<String> streams) {
        this(id, error, streams, List.of());
    }

    /** The venue took a subscription. */
    public static ControlReply taken(Subscription subscription) {
        return new ControlReply(
                Optional.empty(), Optional.empty(), List.of(), List.of(subscription));
    }

    /** The venue did not take some subscriptions. */
    public static ControlReply refused(List<Subscription> about, String error) {
        return new ControlReply(Optional.empty(), Optional.of(error), List.of(), about);
    }
}
