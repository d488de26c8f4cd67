package dev.fathom.venue.binance;

import dev.fathom.sync.Link;
import dev.fathom.sync.SequenceRule;

/**
 * Binance spot: an update continues a book when it begins no later than the id after the book's.
 * "How to manage a local order book correctly" in web-socket-streams.md of
 * binance/binance-spot-api-docs, as corrected on 2025-11-12.
 */
final class BinanceSequence implements SequenceRule {
    // The page's text of 2024-12-16 called it an error when U > id. Every ordinary next update has
    // U = id + 1, so that rule refuses all of them. The page still says that the first update must
    // have the snapshot's id within [U, u]; one that begins right after it misses nothing either.
    // An update that straddles the book's id is applied whole: its sizes are final at its last id.

    @Override
    public Link link(long appliedId, long firstId, long lastId) {
        if (lastId <= appliedId) {
            return Link.STALE;
        }
        return firstId <= appliedId + 1 ? Link.NEXT : Link.GAP;
    }
}
