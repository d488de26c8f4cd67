package dev.fathom.benchmarks.peers;

import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures socket to book: {@code WS_URL REST_URL MESSAGES}, one line of JSON out. A {@link Feed}
 * as any user opens it; only the addresses differ.
 */
public final class PeerNetRun {
    private static final Instrument INSTRUMENT = new Instrument("binance", "BTCUSDT");
    private static final int SHOWN = 20;
    private static final long TIMEOUT_S = 300;

    private PeerNetRun() {}

    /** Connects twice. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: peer-net-run WS_URL REST_URL MESSAGES");
            System.exit(2);
        }
        Endpoints endpoints =
                new Endpoints(
                        "harness",
                        URI.create("ws://" + URI.create(args[0]).getAuthority()),
                        URI.create("http://" + URI.create(args[1]).getAuthority()));
        int messages = Integer.parseInt(args[2]);
        try {
            long coldNs = once(endpoints, messages).ns();
            Timed warm = once(endpoints, messages);
            System.out.println(
                    new Json()
                            .number("messages", messages)
                            .number("elapsed_ns", warm.ns())
                            .number("cold_ns", coldNs)
                            .levels(warm.book()));
        } catch (ExecutionException e) {
            System.out.println(Json.error(String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            System.out.println(Json.error("not done within " + TIMEOUT_S + " s"));
        }
    }

    private record Timed(long ns, Book book) {}

    private static Timed once(Endpoints endpoints, int messages)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Timed> done = new CompletableFuture<>();
        try (Feed feed = Feed.open(FeedOptions.DEFAULT.withEndpoints("binance", endpoints))) {
            feed.follow(INSTRUMENT, new Reader(messages, done), Channel.DEPTH);
            return done.get(TIMEOUT_S, TimeUnit.SECONDS);
        }
    }

    private static final class Reader implements FeedListener {
        private final TopReader tops = new TopReader(null);
        private final int messages;
        private final CompletableFuture<Timed> done;
        private boolean begun;
        private long startNs;

        Reader(int messages, CompletableFuture<Timed> done) {
            this.messages = messages;
            this.done = done;
        }

        @Override
        public void onFrame(Frame frame) {
            if (!begun) {
                begun = true;
                startNs = System.nanoTime();
            }
        }

        // The snapshot changes the book too, before the messages do.
        @Override
        public void onBook(LiveBook book) {
            tops.onBook(book);
            if (tops.changes() == messages + 1) {
                done.complete(new Timed(System.nanoTime() - startNs, book.toBook(SHOWN)));
            }
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost && !done.isDone()) {
                done.completeExceptionally(new IllegalStateException(status.text()));
            }
        }
    }
}
