package dev.fathom.benchmarks;

import dev.fathom.market.DepthMessage;
import dev.fathom.sync.BookSync;

/** Leads decoded messages to a book. */
record Joiner(BookSync sync) implements Expecting {
    @Override
    public void onDepth(DepthMessage message) {
        sync.onMessage(message);
    }
}
