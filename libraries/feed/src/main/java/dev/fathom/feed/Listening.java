package dev.fathom.feed;

import dev.fathom.market.Channel;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A listener and the channels of one instrument that it asked for. Immutable. */
record Listening(FeedListener listener, Set<Channel> channels) {
    Listening {
        // Kept in order, unlike Set.copyOf: what is subscribed is the same in each run.
        channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
    }

    boolean wants(Channel channel) {
        return channels.contains(channel);
    }
}
