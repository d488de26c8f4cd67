package dev.fathom.feed;

import dev.fathom.market.Channel;
import java.util.Set;

/** A listener and the channels of one instrument that it asked for. Immutable. */
record Listening(FeedListener listener, Set<Channel> channels) {
    Listening {
        channels = Set.copyOf(channels);
    }

    boolean wants(Channel channel) {
        return channels.contains(channel);
    }
}
