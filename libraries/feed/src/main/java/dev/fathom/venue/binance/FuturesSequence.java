package dev.fathom.venue.binance;

import dev.fathom.sync.Link;
import dev.fathom.sync.SequenceRule;

/**
 * Binance futures: an update names its predecessor, and what it covers begins right after that
 * one's last id. "How to manage a local order book correctly" of the futures' pages on
 * developers.binance.com.
 */
final class FuturesSequence implements SequenceRule {
    // The page wants U <= L <= u of the first update after a snapshot at L and pu == u of each
    // later one. Live streams also begin with pu == L and U > L, where nothing is missing; an
    // update that ends at L tells nothing new, but counts as the first one.

    @Override
    public Link link(long appliedId, long firstId, long lastId) {
        if (lastId < appliedId) {
            return Link.STALE;
        }
        return firstId <= appliedId + 1 ? Link.NEXT : Link.GAP;
    }
}
