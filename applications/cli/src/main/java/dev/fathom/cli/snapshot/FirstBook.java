package dev.fathom.cli.snapshot;

import dev.fathom.book.BookView;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.BookUpdate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for a book that is proven: a snapshot that the stream's updates continued. A market so
 * quiet that none comes is taken at its snapshot's word after a while. Safe for many threads.
 */
final class FirstBook implements FeedListener {
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(2);

    private final int levels;
    private final CompletableFuture<BookView> proven = new CompletableFuture<>();
    private final CompletableFuture<String> refused = new CompletableFuture<>();
    private volatile String lastWords = "nothing was heard of the venue";

    FirstBook(int levels) {
        this.levels = levels;
    }

    @Override
    public void onBook(LiveBook book) {
        if (proven.isDone()) {
            return;
        }
        BookView view = book.view(levels);
        if (book.change() instanceof BookUpdate) {
            proven.complete(view);
        } else {
            proven.completeOnTimeout(view, QUIET_NS, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onStatus(FeedStatus status) {
        lastWords = status.text();
        switch (status) {
            case FeedStatus.Refused(var _, String what) -> refused.complete(what);
            default -> {
                // On the way.
            }
        }
    }

    /** What happened last on the way. */
    String lastWords() {
        return lastWords;
    }

    /** Why the venue refuses, if it does. */
    Optional<String> refusal() {
        return Optional.ofNullable(refused.getNow(null));
    }

    /** Waits for the book, or for the venue's refusal; empty when neither comes in time. */
    Optional<BookView> await(Duration atMost) throws InterruptedException {
        try {
            CompletableFuture.anyOf(proven, refused).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a book failed", e.getCause());
        }
        return proven.isDone() ? Optional.of(proven.join()) : Optional.empty();
    }
}
