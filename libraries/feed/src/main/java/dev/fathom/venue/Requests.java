package dev.fathom.venue;

import dev.fathom.market.Subscription;
import java.util.List;
import java.util.Optional;

/** What a client says on one connection. Owned by the connection's thread. */
public interface Requests {
    /** What has to be said first, before any subscription. */
    List<String> opening();

    /**
     * The messages that add these subscriptions to those that there are.
     *
     * @param id comes back in the answer, where the venue can do so
     */
    List<String> subscribe(long id, List<Subscription> more);

    /** The messages that end these subscriptions. */
    List<String> unsubscribe(long id, List<Subscription> gone);

    /** The message that asks for the list of subscriptions; empty where the venue tells none. */
    Optional<String> list(long id);
}
