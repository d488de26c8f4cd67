package dev.fathom.venue;

import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import java.util.List;

/**
 * Turns frames of one connection into what they mean. Any bytes end in calls of the listener, never
 * in an exception. Owned by the connection's thread.
 */
public interface Decoder {
    /** Decodes one frame that arrived on the connection. */
    void decode(Frame frame, DecodedListener listener);

    /**
     * Decodes the answer to a snapshot request.
     *
     * @param instrument whose snapshot was asked for
     * @param levelLimit levels a side that the venue gives for this request
     */
    void decodeSnapshot(
            Frame answer, Instrument instrument, int levelLimit, DecodedListener listener);

    /**
     * Messages that teach a new decoder of the same connection what this one has learnt from those
     * it has decoded; what they tell a listener is of no use. None where every message stands for
     * itself.
     */
    default List<String> knowledge() {
        return List.of();
    }
}
