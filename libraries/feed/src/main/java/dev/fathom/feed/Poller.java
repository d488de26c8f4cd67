package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.net.Transport;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * Asks venues for books and trades by REST, again and again, without any stream: for those who
 * cannot hold a connection, or as a second source beside one. Polls once at once and then on the
 * clock: at full minutes when it is to poll every minute. Books come as they stand; of trades all
 * that have happened since the poll before, as far as the venue's list reaches. Requests keep to
 * the venue's budget; what fails is asked for again.
 *
 * <p>Safe for many threads. Listeners are called on the transport's threads.
 */
public final class Poller implements AutoCloseable {
    private final Transport transport;
    private final FeedOptions options;
    private final SplittableGenerator random;
    private final Duration every;
    private final PollListener listener;
    private final Map<String, PolledVenue> venues = new HashMap<>();
    private boolean closed;

    private Poller(
            Transport transport,
            FeedOptions options,
            SplittableGenerator random,
            Duration every,
            PollListener listener) {
        this.transport = transport;
        this.options = options;
        this.random = random;
        this.every = every;
        this.listener = listener;
    }

    /**
     * Opens a poller. Nothing is asked yet.
     *
     * @param transport closed with the poller
     * @param random spreads retries
     * @param every how often to ask, at least a second
     * @throws IllegalArgumentException if that is less
     */
    public static Poller open(
            FeedOptions options,
            Transport transport,
            SplittableGenerator random,
            Duration every,
            PollListener listener) {
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("polls must be a second apart at least: " + every);
        }
        return new Poller(transport, options, random, every, listener);
    }

    /**
     * The depth with which a venue is asked for books of at least so many levels.
     *
     * @param levels a side; empty for as many as there are, a thousand at most
     * @throws IllegalArgumentException if the venue gives less, naming what it gives
     */
    public static int depth(Venue venue, Optional<Integer> levels) {
        try {
            return venue.polledBooks()
                    .depthFor(
                            levels.orElseGet(
                                    () -> Math.min(1000, venue.polledBooks().depths().getLast())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(venue.title() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks that a channel can be asked for.
     *
     * @throws IllegalArgumentException naming the channel and what can
     */
    public static void check(Venue venue, Channel channel) {
        venue.check(channel);
        boolean known =
                switch (channel.kind()) {
                    case DEPTH -> true;
                    case TRADE, AGG_TRADE -> venue.tradeHistory(channel).isPresent();
                    case TOP, QUOTE -> false;
                };
        if (!known) {
            throw new IllegalArgumentException(
                    "%s: %s cannot be asked for by REST, only book and trades"
                            .formatted(venue.title(), channel));
        }
    }

    /**
     * Begins to poll.
     *
     * @param levels a side that books hold at least; empty as for {@link #depth}
     * @throws IllegalArgumentException if the venue has not so many levels, or not the channel
     * @throws IllegalStateException if this is closed
     */
    public synchronized void poll(
            Instrument instrument, Optional<Integer> levels, List<Channel> channels) {
        PolledVenue venue = venue(instrument.venue());
        int depth = depth(venue.venue(), levels);
        channels.forEach(it -> check(venue.venue(), it));
        venue.add(instrument, depth, channels);
    }

    /**
     * The instruments that a venue lists now, as {@link Feed#instruments}.
     *
     * @throws IOException naming the address and the cause, if no list came
     */
    public List<InstrumentInfo> instruments(String venue) throws IOException {
        return venue(venue).questions().instruments();
    }

    /**
     * Asks a venue for a sign of life and for its time, as {@link Feed#reach}.
     *
     * @throws IOException naming the address and the cause, if it does not answer
     */
    public Reach reach(String venue) throws IOException {
        return venue(venue).questions().reach();
    }

    private synchronized PolledVenue venue(String id) {
        if (closed) {
            throw new IllegalStateException("this poller is closed");
        }
        return venues.computeIfAbsent(Venues.named(id).id(), this::open);
    }

    private PolledVenue open(String id) {
        Venue venue = options.venue(id);
        return new PolledVenue(
                venue,
                options.endpointsOf(venue),
                transport,
                options.timings(),
                random.split(),
                every,
                listener);
    }

    /** Ends all requests. The listener may still be called for a moment. */
    @Override
    public void close() {
        List<PolledVenue> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = new ArrayList<>(venues.values());
        }
        // Not within the lock: the transport waits for its loops.
        open.forEach(PolledVenue::close);
        transport.close();
    }
}
