package dev.fathom.benchmarks.peers;

import dev.fathom.book.Decimals;
import dev.fathom.book.Level;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads best bid and ask with their sizes after every frame. Owned by one thread. */
final class TopReader implements FeedListener {
    private final @Nullable CRC32 crc;
    private long fold;
    private long changes;
    private @Nullable String fault;

    /**
     * A reader.
     *
     * @param crc takes the text of each top; null where only speed counts
     */
    TopReader(@Nullable CRC32 crc) {
        this.crc = crc;
    }

    @Override
    public void onBook(LiveBook book) {
        changes++;
        Optional<Level> bid = book.bestBid();
        Optional<Level> ask = book.bestAsk();
        if (bid.isPresent() && ask.isPresent()) {
            fold += sum(bid.get()) ^ sum(ask.get());
        }
        if (crc != null) {
            crc.update((text(bid) + "|" + text(ask) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static long sum(Level level) {
        return level.wide() == null ? level.price() ^ level.size() : level.wide().hashCode();
    }

    private static String text(Optional<Level> level) {
        return level.map(l ->
                        Decimals.canonical(l.exactPrice())
                                + "|"
                                + Decimals.canonical(l.exactSize()))
                .orElse("|");
    }

    @Override
    public void onStatus(FeedStatus status) {
        if (fault == null
                && (status instanceof FeedStatus.BookLost
                        || status instanceof FeedStatus.BadFrame
                        || status instanceof FeedStatus.Refused)) {
            fault = status.text();
        }
    }

    /** Why the input was refused; null while all is well. */
    @Nullable String fault() {
        return fault;
    }

    /** Depends on every top that was read, so that no reading can be left out. */
    long fold() {
        return fold;
    }

    /** Snapshots and updates that changed the book. */
    long changes() {
        return changes;
    }
}
