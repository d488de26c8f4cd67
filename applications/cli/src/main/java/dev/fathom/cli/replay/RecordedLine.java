package dev.fathom.cli.replay;

import java.net.URI;
import java.util.Optional;

/**
 * One line of a recording. Immutable.
 *
 * @param number its place in the file, from 1
 * @param kind what happened
 * @param connection the socket's name in the recording; {@code rest} for answers
 * @param address where the connection was opened or the request went; always there on openings and
 *     answers
 * @param receivedAtNs the recorder's clock, nanoseconds since 1970 UTC; 0 where none was kept
 * @param text the message as it was sent or received; empty on openings
 */
public record RecordedLine(
        long number,
        Kind kind,
        String connection,
        Optional<URI> address,
        long receivedAtNs,
        String text) {
    /** What a line tells. */
    public enum Kind {
        /** A connection was opened. */
        OPENED,
        /** The recorder sent a message. */
        SENT,
        /** A message came in on a socket. */
        RECEIVED,
        /** A request was answered. */
        ANSWERED
    }
}
