package dev.fathom.capture;

import dev.fathom.market.DepthMessage;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.DepthOnly;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A connection that is open where a checkpoint stands. Immutable.
 *
 * @param number the connection's
 * @param address where it leads
 * @param frame the number of its last frame; 0 where they carry none
 * @param moved whether it was ended since another one had taken over
 * @param ended whether it was ended since the recorder came to its end
 * @param knows messages that teach a new decoder what that of the connection has learnt
 */
record OpenConnection(
        long number, URI address, long frame, boolean moved, boolean ended, List<String> knows) {
    OpenConnection {
        knows = List.copyOf(knows);
    }

    /** A decoder that has learnt what that of the connection had. */
    Decoder decoder(VenueFormat venue) {
        Decoder decoder = venue.converse(address).decoder();
        for (String message : knows) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            decoder.decode(
                    Frame.of(number, Frame.Direction.IN, 0, 0, bytes, 0, bytes.length),
                    new Nothing());
        }
        return decoder;
    }

    /** The decoder learns by itself: what it tells has been told. */
    private static final class Nothing extends DepthOnly {
        @Override
        public void onDepth(DepthMessage message) {}

        @Override
        public void onBadFrame(BadFrame frame) {}
    }
}
