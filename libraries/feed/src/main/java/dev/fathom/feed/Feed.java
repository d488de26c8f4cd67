package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.net.Loop;
import dev.fathom.net.NettyTransport;
import dev.fathom.net.Transport;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Live, exact books of instruments at venues. Open one, follow instruments, close it.
 *
 * <p>Safe for many threads. Listeners are called on connection threads; {@link #book} may be asked
 * from any thread at any time.
 */
public final class Feed implements AutoCloseable {
    static final String CLOSED = "this feed is closed";

    private static final long READ_TIMEOUT_S = 10;

    private final Transport transport;
    private final FeedOptions options;
    private final SplittableGenerator random;
    private final Map<String, VenueFeed> venues = new HashMap<>();
    private final Set<Runnable> atClose = new LinkedHashSet<>();
    private boolean closed;

    private Feed(Transport transport, FeedOptions options, SplittableGenerator random) {
        this.transport = transport;
        this.options = options;
        this.random = random;
    }

    /** Opens a feed with the usual addresses and limits. Nothing is connected yet. */
    public static Feed open() {
        return open(FeedOptions.DEFAULT);
    }

    /** Opens a feed. Nothing is connected yet. */
    public static Feed open(FeedOptions options) {
        return open(options, NettyTransport.open(options.transport()), new SplittableRandom());
    }

    /**
     * Opens a feed on a transport of one's own: a simulation, a recording.
     *
     * @param transport closed with the feed
     * @param random spreads retries
     */
    public static Feed open(FeedOptions options, Transport transport, SplittableGenerator random) {
        return new Feed(transport, options, random);
    }

    /**
     * Follows an instrument's whole book and tells the listener of each change.
     *
     * @param instrument such as {@code binance:BTCUSDT} or {@code binance:btc-usdt}
     * @return ends the following when closed
     * @throws IllegalArgumentException naming what is wrong with the text
     */
    public Following follow(String instrument, FeedListener listener) {
        return follow(Venues.instrument(instrument), listener, Channel.DEPTH);
    }

    /**
     * Follows channels of an instrument.
     *
     * @return ends the following when closed
     * @throws IllegalArgumentException if the venue or the channel is not known
     * @throws IllegalStateException if the feed is closed
     */
    public Following follow(Instrument instrument, FeedListener listener, Channel... channels) {
        VenueFeed venue = venue(instrument.venue());
        Set<Channel> wanted = new LinkedHashSet<>(Arrays.asList(channels));
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no channel of " + instrument + " was named");
        }
        wanted.forEach(venue.venue()::check);
        if (wanted.stream().filter(c -> c.kind() == Channel.Kind.DEPTH).count() > 1) {
            throw new IllegalArgumentException(
                    "the whole book of " + instrument + " can be followed at one pace only");
        }
        return venue.follow(instrument, new Listening(listener, wanted));
    }

    /**
     * The books of an instrument as they change. A subscriber that is slow gets the newest book
     * when it is ready for one; what came between is left out ({@link Book#version} tells). It ends
     * with an error when the venue refuses the instrument, and is complete when the feed is closed.
     *
     * @param levelsPerSide how many levels a side each book holds
     */
    public Flow.Publisher<Book> books(Instrument instrument, int levelsPerSide) {
        return new BookPublisher(this, instrument, levelsPerSide);
    }

    /**
     * The book as it stands now, with all its levels.
     *
     * @throws IllegalArgumentException if the instrument's book is not followed
     * @throws IllegalStateException if the feed is closed
     */
    public Book book(Instrument instrument) {
        return book(instrument, Integer.MAX_VALUE);
    }

    /**
     * The book as it stands now, with its best levels.
     *
     * @throws IllegalArgumentException if the instrument's book is not followed
     * @throws IllegalStateException if the feed is closed
     */
    public Book book(Instrument instrument, int levelsPerSide) {
        requireOpen();
        return bookIfFollowed(instrument, levelsPerSide)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the book of " + instrument + " is not followed"));
    }

    /**
     * Reads a book between two messages of its connection, on that connection's thread: what is
     * done there comes before the next message. Nothing happens if the book is not followed.
     */
    public void read(Instrument instrument, int levelsPerSide, Consumer<Book> reader) {
        VenueFeed venue = existing(instrument.venue());
        Line line = venue == null ? null : venue.line(instrument);
        if (line == null) {
            return;
        }
        line.loop()
                .execute(() -> {
                    FollowedInstrument followed = line.instrument(instrument);
                    if (followed != null) {
                        followed.mainBook()
                                .ifPresent(it -> reader.accept(it.toBook(levelsPerSide)));
                    }
                });
    }

    /** The book as it stands now; empty when it is not followed. */
    Optional<Book> bookIfFollowed(Instrument instrument, int levelsPerSide) {
        VenueFeed venue = existing(instrument.venue());
        Line line = venue == null ? null : venue.line(instrument);
        if (line == null) {
            return Optional.empty();
        }
        return onLoop(
                line.loop(),
                () -> {
                    FollowedInstrument followed = line.instrument(instrument);
                    return followed == null
                            ? Optional.empty()
                            : followed.mainBook().map(b -> b.toBook(levelsPerSide));
                });
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T onLoop(Loop loop, Reading<T> reading) {
        if (loop.inLoop()) {
            return reading.read();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    answer.complete(reading.read());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.get(READ_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(CLOSED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a book", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the connection's thread did not answer within " + READ_TIMEOUT_S + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading a book failed", e.getCause());
        }
    }

    private synchronized @Nullable VenueFeed existing(String id) {
        return venues.get(id);
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException(CLOSED);
        }
    }

    private synchronized VenueFeed venue(String id) {
        requireOpen();
        VenueFeed known = venues.get(id);
        if (known != null) {
            return known;
        }
        Venue venue = options.venue(id);
        VenueFeed feed =
                new VenueFeed(
                        venue, options.endpointsOf(venue), transport, options, random.split());
        venues.put(id, feed);
        return feed;
    }

    /**
     * The instruments that a venue lists now. Waits for the answer.
     *
     * @param venue the venue's id, in any case
     * @throws IllegalArgumentException if the venue is not known
     * @throws IOException naming the address and the cause, if no list came
     */
    public List<InstrumentInfo> instruments(String venue) throws IOException {
        return venue(Venues.named(venue).id()).questions().instruments();
    }

    /**
     * Asks a venue for a sign of life and for its time. Waits for the answers.
     *
     * @param venue the venue's id, in any case
     * @throws IllegalArgumentException if the venue is not known
     * @throws IOException naming the address and the cause, if it does not answer
     */
    public Reach reach(String venue) throws IOException {
        return venue(Venues.named(venue).id()).questions().reach();
    }

    /**
     * The frames and bytes that each stream has brought so far, by what they carried; those that
     * belong to none follow, once a connection.
     *
     * @throws IllegalStateException if the feed is closed
     */
    public List<Traffic> traffic() {
        List<VenueFeed> open;
        synchronized (this) {
            requireOpen();
            open = List.copyOf(venues.values());
        }
        List<Traffic> all = new ArrayList<>();
        for (VenueFeed venue : open) {
            for (Line line : venue.linesNow()) {
                all.addAll(onLoop(line.loop(), line::traffics));
            }
        }
        return all;
    }

    /** The venues that a feed can follow. */
    public static List<Venue> venues() {
        return Venues.all();
    }

    /**
     * Runs an action when the feed is closed; at once if it is.
     *
     * @return calls it off
     */
    Following whenClosed(Runnable action) {
        synchronized (this) {
            if (!closed) {
                atClose.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void forget(Runnable action) {
        atClose.remove(action);
    }

    /** Ends all connections. Listeners may still be called for a moment. */
    @Override
    public void close() {
        List<VenueFeed> open;
        List<Runnable> told;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(venues.values());
            told = List.copyOf(atClose);
            atClose.clear();
        }
        // Not within the lock: the transport waits for its loops, and on those listeners may be
        // asking this feed.
        open.forEach(VenueFeed::close);
        told.forEach(Runnable::run);
        transport.close();
    }
}
