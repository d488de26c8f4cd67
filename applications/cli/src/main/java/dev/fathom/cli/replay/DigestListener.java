package dev.fathom.cli.replay;

import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Digests each live book of a replay. Snapshots that were asked for, and partial books, are no
 * events. Owned by one thread.
 */
public final class DigestListener implements FeedListener {
    private final Map<Instrument, BookDigest> digests = new TreeMap<>();
    private final Consumer<String> notes;
    private boolean lost;

    /**
     * A listener that has seen nothing.
     *
     * @param notes takes a line for people when a book is lost or a frame not understood
     */
    public DigestListener(Consumer<String> notes) {
        this.notes = notes;
    }

    @Override
    public void onBook(LiveBook book) {
        boolean event =
                switch (book.change()) {
                    case BookUpdate _ -> true;
                    case BookSnapshot state -> state.inStream();
                };
        if (event && book.channel().kind() == Channel.Kind.DEPTH) {
            digests.computeIfAbsent(book.instrument(), _ -> new BookDigest())
                    .add(book.view(BookDigest.LEVELS));
        }
    }

    @Override
    public void onStatus(FeedStatus status) {
        switch (status) {
            case FeedStatus.BookLost it -> {
                lost |=
                        it.book().channel().kind() == Channel.Kind.DEPTH
                                && digests.containsKey(it.instrument());
                notes.accept(status.text());
            }
            case FeedStatus.BadFrame _, FeedStatus.BookCrossed _ -> notes.accept(status.text());
            default -> {
                // The rest belongs to a book's way into life.
            }
        }
    }

    /** True when a book that had been live was lost. */
    public boolean lostABook() {
        return lost;
    }

    /** Digests of the books that were live at some time, by instrument. */
    public Map<Instrument, BookDigest> digests() {
        return digests;
    }
}
