package dev.fathom.cli.record;

import dev.fathom.cli.common.Shell;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.PollListener;
import dev.fathom.feed.Poller;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;
import dev.fathom.sync.TradeHole;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Polls until the end is wished or the time is up. The transport records; this counts and tells.
 * Told on the transport's threads.
 */
final class PollRecorder implements PollListener {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Shell shell;
    private final List<Wanted> wanted;
    private final Optional<Duration> limit;
    private final Optional<Integer> depth;
    private final RawSink raw;
    private final Counts counts;
    private final LongAdder books = new LongAdder();
    private final LongAdder trades = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder holes = new LongAdder();
    private final Set<Instrument> refused = ConcurrentHashMap.newKeySet();

    PollRecorder(
            Shell shell,
            List<Wanted> wanted,
            RawSink raw,
            Optional<Duration> limit,
            Optional<Integer> depth)
            throws IOException {
        this.shell = shell;
        this.wanted = wanted;
        this.limit = limit;
        this.depth = depth;
        this.raw = raw;
        this.counts = new Counts(shell, Files.open(List.of()), raw, Optional.of(this::polled));
    }

    /**
     * Polls.
     *
     * @return whether the venues refused everything
     */
    boolean run(Poller poller) {
        tellDepths();
        for (Wanted each : wanted) {
            poller.poll(each.instrument(), depth, each.channels());
        }
        Optional<VenueFacts> facts = raw.facts(poller::reach, poller::instruments, wanted, shell);
        long startNs = System.nanoTime();
        long limitNs = limit.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!isAllRefused() && System.nanoTime() - startNs < limitNs) {
            if (shell.stop().await(LOOK_EVERY)) {
                break;
            }
            facts.ifPresent(it -> it.tick(System.nanoTime()));
            counts.tellNowAndThen();
        }
        facts.ifPresent(VenueFacts::close);
        poller.close();
        counts.tellAtTheEnd(wanted);
        return isAllRefused();
    }

    private void tellDepths() {
        if (depth.isEmpty()) {
            return;
        }
        wanted.stream()
                .map(it -> Venues.named(it.instrument().venue()))
                .distinct()
                .forEach(this::tellDepth);
    }

    private void tellDepth(Venue venue) {
        int asked = Poller.depth(venue, depth);
        if (asked != depth.orElseThrow()) {
            shell.tell(
                    "%s: books are asked for with %d levels a side, the next depth that it gives"
                            .formatted(venue.id(), asked));
        }
    }

    private boolean isAllRefused() {
        Set<Instrument> all = new HashSet<>();
        wanted.forEach(it -> all.add(it.instrument()));
        return refused.containsAll(all);
    }

    private String polled() {
        return String.format(
                Locale.ROOT,
                "%,d books, %,d trades, polls left out %d, trades missing %d %s",
                books.sum(),
                trades.sum(),
                missed.sum(),
                holes.sum(),
                holes.sum() == 1 ? "time" : "times");
    }

    @Override
    public void onBook(Instrument instrument, int levels, long receivedAtNs) {
        books.increment();
    }

    @Override
    public void onTrade(Traded trade) {
        trades.increment();
    }

    @Override
    public void onStatus(FeedStatus status) {
        counts.tell(status);
        if (status instanceof FeedStatus.Refused(Instrument instrument, String _)) {
            refused.add(instrument);
        } else if (status instanceof FeedStatus.PollMissed) {
            missed.increment();
        } else if (status instanceof FeedStatus.TradesFound found
                && found.verdict() == TradeHole.Verdict.OPEN) {
            holes.increment();
        }
    }
}
