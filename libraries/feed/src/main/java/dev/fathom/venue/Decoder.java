package dev.fathom.venue;

import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;

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
}
