package dev.fathom.simulator.instream;

/**
 * A message of a topic, without what belongs to a connection. Immutable.
 *
 * @param kind what it does to what was told before
 * @param text the frame; of Bitfinex what stands between the number of the channel and that of the
 *     frame
 * @param timeMs the venue's time, milliseconds since 1970 UTC, for those who want it beside the
 *     text
 */
public record Relayed(Kind kind, String text, long timeMs) {
    /** What a message does. */
    public enum Kind {
        /** Says how things stand, as the first message of a subscription does. */
        STATE,
        /** Any later one. */
        CHANGE
    }
}
