package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.Backoff;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.net.Transport;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is polled of one venue, on one loop, within one budget. {@link #add} and {@link #close} may
 * be called from any thread.
 */
final class PolledVenue {
    private final Asking.Place at;
    private final FeedTimings timings;
    private final RandomGenerator random;
    private final long everyNs;
    private final PollListener listener;
    private final List<Polled> polled = new ArrayList<>();
    private long lastSlot;
    private boolean begun;
    private boolean closed;

    PolledVenue(
            Venue venue,
            Endpoints endpoints,
            Transport transport,
            FeedTimings timings,
            RandomGenerator random,
            Duration every,
            PollListener listener) {
        this.timings = timings;
        this.random = random;
        this.everyNs = every.toNanos();
        this.listener = listener;
        Loop loop = transport.newLoop("fathom-" + venue.id() + "-poll");
        RequestDesk desk =
                new RequestDesk(
                        venue.id(), transport, loop, venue.restLimits(), listener::onStatus);
        this.at = new Asking.Place(venue, endpoints, desk, loop);
    }

    Venue venue() {
        return at.venue();
    }

    /** Asks it what is not polled, while no poll waits. */
    Questions questions() {
        return new Questions(at.venue(), at.endpoints(), at.desk(), Priority.LOW);
    }

    /** Polls channels of an instrument from now on. */
    void add(Instrument instrument, int depth, List<Channel> channels) {
        at.loop()
                .execute(() -> {
                    for (Channel channel : channels) {
                        Polled each = polled(new Subscription(instrument, channel), depth);
                        polled.add(each);
                        if (!closed) {
                            each.poll();
                        }
                    }
                    begin();
                });
    }

    private Polled polled(Subscription subscription, int depth) {
        Backoff retries = new Backoff(timings.firstRetry(), timings.lastRetry(), random);
        if (subscription.channel().kind() == Channel.Kind.DEPTH) {
            return new PolledBook(
                    subscription, venue().polledBooks(), depth, at, listener, retries);
        }
        return new PolledTape(
                subscription,
                venue().tradeHistory(subscription.channel()).orElseThrow(),
                at,
                listener,
                retries);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            lastSlot = slot();
            awaitNext();
        }
    }

    private long slot() {
        return Math.floorDiv(at.loop().wallNs(), everyNs);
    }

    // By the wall clock, which may be set meanwhile.
    private void awaitNext() {
        long waitNs = everyNs - Math.floorMod(at.loop().wallNs(), everyNs);
        at.loop()
                .schedule(
                        waitNs,
                        () -> {
                            if (closed) {
                                return;
                            }
                            if (slot() != lastSlot) {
                                lastSlot = slot();
                                polled.forEach(Polled::poll);
                            }
                            awaitNext();
                        });
    }

    void close() {
        at.desk().close();
        at.loop()
                .execute(() -> {
                    closed = true;
                    polled.forEach(Polled::close);
                });
    }
}
