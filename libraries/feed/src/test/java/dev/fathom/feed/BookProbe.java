package dev.fathom.feed;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber that keeps what it is told, asks for nothing by itself, and counts its callers. */
class BookProbe implements Flow.Subscriber<Book> {
    private static final long PATIENCE_S = 20;

    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final AtomicInteger callers = new AtomicInteger();

    @Override
    public void onSubscribe(Flow.Subscription given) {
        thread.complete(Thread.currentThread());
        subscription.complete(given);
        note("subscribed");
    }

    @Override
    public void onNext(Book book) {
        note((book.isLive() ? "live " : "not live ") + book.levels().lastId());
    }

    @Override
    public void onError(Throwable why) {
        note(why.getClass().getSimpleName() + " " + why.getMessage());
    }

    @Override
    public void onComplete() {
        note("complete");
    }

    final void note(String signal) {
        boolean alone = callers.incrementAndGet() == 1;
        signals.add(alone ? signal : signal + " BESIDE ANOTHER");
        callers.decrementAndGet();
    }

    Flow.Subscription subscription() throws Exception {
        return subscription.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** The next thing it was told. */
    String next() throws InterruptedException {
        String signal = signals.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (signal == null) {
            throw new AssertionError("nothing came in " + PATIENCE_S + " s");
        }
        return signal;
    }

    /** Waits until its thread has ended; returns how much it was told that was not asked for. */
    int awaitEnd() throws Exception {
        if (!thread.get(PATIENCE_S, TimeUnit.SECONDS).join(Duration.ofSeconds(PATIENCE_S))) {
            throw new AssertionError("the thread did not end in " + PATIENCE_S + " s");
        }
        return signals.size();
    }
}
