package dev.fathom.venue;

import java.time.Duration;

/**
 * What a venue allows and does on its stream connections. Immutable.
 *
 * @param streamsPerConnection subscriptions that one connection carries
 * @param controlMessagesPerSecond messages that a client may send in any second, pongs included,
 *     with a margin
 * @param connectsPerFiveMinutes connections that may be opened
 * @param longestUri characters of an address that are safe
 * @param heartbeat how often a channel that has nothing else to tell says so; zero if never
 * @param oldestConnection after which time the venue closes a connection
 */
public record StreamLimits(
        int streamsPerConnection,
        int controlMessagesPerSecond,
        int connectsPerFiveMinutes,
        int longestUri,
        Duration oldestConnection,
        Duration heartbeat) {
    /** Limits of a venue whose idle channels are silent. */
    public StreamLimits(
            int streamsPerConnection,
            int controlMessagesPerSecond,
            int connectsPerFiveMinutes,
            int longestUri,
            Duration oldestConnection) {
        this(
                streamsPerConnection,
                controlMessagesPerSecond,
                connectsPerFiveMinutes,
                longestUri,
                oldestConnection,
                Duration.ZERO);
    }
}
