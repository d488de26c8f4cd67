package dev.fathom.cli.serving;

import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import java.util.List;

/** Tells of what the messages of one recorded connection are. Owned by one thread at a time. */
interface Reading {
    /**
     * A message of a topic.
     *
     * @param name tells it from the others of its topic, on whichever connection it came; of no use
     *     for books
     */
    record Piece(Topic topic, Relayed message, String name) {}

    /** What was said on the connection. */
    void sent(String text);

    /** What came over the connection; none if it belongs to no topic. */
    List<Piece> came(String text, long receivedAtNs);
}
