package dev.fathom.feed;

import dev.fathom.account.Account;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountListener;
import dev.fathom.account.Disagreement;
import dev.fathom.account.Fill;
import dev.fathom.market.Instrument;
import dev.fathom.market.TradeSource;
import dev.fathom.net.Loop;
import dev.fathom.net.NettyTransport;
import dev.fathom.net.Transport;
import dev.fathom.net.TransportOptions;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.Endpoints;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * One account at a venue, live: its orders, fills and balances, nothing missed and nothing twice.
 * What the stream did not tell is found in the venue's own lists whenever it becomes live, and at
 * times.
 *
 * <p>Safe for many threads. The listener is called on the account's thread.
 */
public final class AccountFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.fathom.feed");
    private static final long CLOSE_WAIT_S = 4;

    private final Transport transport;
    private final Loop loop;
    private final RequestDesk requests;
    private final AccountLine line;
    private final Account account;
    private final AccountFeedListener listener;
    private long fillsByRest;
    private boolean closed;

    private AccountFeed(
            AccountVenue venue,
            AccountAccess access,
            AccountTimings timings,
            Set<Instrument> alsoAsked,
            Transport transport,
            SplittableGenerator random,
            AccountFeedListener listener) {
        this.transport = transport;
        this.listener = listener;
        loop = transport.newLoop("fathom-" + venue.id() + "-account");
        requests =
                new RequestDesk(
                        venue.id(),
                        transport,
                        // The same, so that answers keep their places among the events.
                        loop,
                        venue.restLimits(),
                        this::tellWait);
        account = new Account(new Told());
        AccountDesk desk =
                new AccountDesk(access, requests, loop, new AccountClock(loop), this::tell);
        AccountComparison comparison =
                new AccountComparison(
                        account,
                        access,
                        desk,
                        loop,
                        timings,
                        alsoAsked,
                        disagreement -> guard(() -> listener.onDisagreement(disagreement)),
                        () -> fillsByRest,
                        this::tell,
                        random.split());
        line =
                new AccountLine(
                        access,
                        venue.streamLimits(),
                        loop,
                        transport,
                        desk,
                        timings,
                        account,
                        comparison,
                        this::tell,
                        random.split());
    }

    /**
     * Follows an account at its usual address.
     *
     * @throws IllegalArgumentException if the key cannot be used
     */
    public static AccountFeed open(AccountVenue venue, ApiKey key, AccountFeedListener listener) {
        return open(
                venue,
                key,
                venue.endpoints().getFirst(),
                AccountTimings.DEFAULT,
                Set.of(),
                NettyTransport.open(TransportOptions.defaults()),
                new SplittableRandom(),
                listener);
    }

    /**
     * Follows an account.
     *
     * @param endpoints where it is reached
     * @param alsoAsked instruments in which orders may have begun and ended unseen while the stream
     *     was not live, beside those that had an order here
     * @param transport closed with the feed
     * @param random spreads retries
     * @throws IllegalArgumentException if the key cannot be used; says why, not what it is
     */
    public static AccountFeed open(
            AccountVenue venue,
            ApiKey key,
            Endpoints endpoints,
            AccountTimings timings,
            Set<Instrument> alsoAsked,
            Transport transport,
            SplittableGenerator random,
            AccountFeedListener listener) {
        AccountAccess access = venue.access(key, endpoints);
        AccountFeed feed =
                new AccountFeed(venue, access, timings, alsoAsked, transport, random, listener);
        feed.loop.execute(feed.line::start);
        return feed;
    }

    /** Reads the account between two events, on its thread. */
    public void read(Consumer<Account> reader) {
        loop.execute(() -> reader.accept(account));
    }

    private void tell(AccountStatus status) {
        LOG.log(Level.DEBUG, status::toString);
        guard(() -> listener.onStatus(status));
    }

    private void tellWait(FeedStatus status) {
        if (status instanceof FeedStatus.RequestsWait wait) {
            loop.execute(() -> tell(new AccountStatus.RequestsWait(wait.why(), wait.forMs())));
        }
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a listener of an account failed", e);
        }
    }

    /** Passes on what is new. */
    private final class Told implements AccountListener {
        @Override
        public void onEvent(AccountEvent event) {
            if (event instanceof Fill && event.origin().source() == TradeSource.REST) {
                fillsByRest++;
            }
            guard(() -> listener.onEvent(event));
        }

        @Override
        public void onDisagreement(Disagreement disagreement) {
            guard(() -> listener.onDisagreement(disagreement));
        }
    }

    /**
     * Ends the stream, and what the venue gave out for it. Waits a few seconds for that, unless it
     * is called on the account's thread.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (loop.inLoop()) {
            line.close(() -> {
                requests.close();
                transport.close();
            });
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        loop.execute(() -> line.close(() -> end(ended)));
        try {
            if (!ended.await(CLOSE_WAIT_S, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the stream of an account did not end in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }

    private void end(CountDownLatch ended) {
        requests.close();
        ended.countDown();
    }
}
