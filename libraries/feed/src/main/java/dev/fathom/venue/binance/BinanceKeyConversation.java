package dev.fathom.venue.binance;

import dev.fathom.net.Frame;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountFrameListener;
import dev.fathom.venue.Grant;
import java.net.URI;
import java.util.Optional;

/** A connection whose address holds a listen key: nothing has to be said. Immutable. */
record BinanceKeyConversation(URI uri, BinanceAccountDecoder decoder)
        implements AccountConversation {
    @Override
    public Optional<String> next(long nowMs) {
        return Optional.empty();
    }

    @Override
    public Optional<String> renew(Grant grant) {
        return Optional.empty();
    }

    @Override
    public void decode(Frame frame, AccountFrameListener listener) {
        decoder.tell(frame, listener);
    }

    @Override
    public String toString() {
        return "listen key at " + uri.getRawAuthority();
    }
}
