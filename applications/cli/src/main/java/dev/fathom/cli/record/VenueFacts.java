package dev.fathom.cli.record;

import dev.fathom.capture.Capture;
import dev.fathom.capture.ClockCheck;
import dev.fathom.feed.Reach;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.venue.InstrumentInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has a capture note how the clocks of venues stand beside ours, when it begins and each hour, and
 * once how they list what is recorded. {@link #tick} does not wait for the answers. Owned by one
 * thread.
 */
final class VenueFacts implements AutoCloseable {
    private static final long EVERY_NS = TimeUnit.HOURS.toNanos(1);
    private static final long NS_PER_MS = 1_000_000;

    /** Asks a venue, and waits for its answer. */
    @FunctionalInterface
    interface Question<T> {
        T ask(String venue) throws IOException;
    }

    private final Capture capture;
    private final Question<Reach> reach;
    private final Question<List<InstrumentInfo>> instruments;
    private final Set<Instrument> recorded;
    private final Consumer<String> tell;
    private final Executor beside;
    private boolean begun;
    private long nextNs;
    private volatile boolean closed;

    /**
     * Nothing is asked yet.
     *
     * @param recorded whose listing is noted
     * @param tell told what people should know
     * @param beside runs what waits for an answer
     */
    VenueFacts(
            Capture capture,
            Question<Reach> reach,
            Question<List<InstrumentInfo>> instruments,
            Set<Instrument> recorded,
            Consumer<String> tell,
            Executor beside) {
        this.capture = capture;
        this.reach = reach;
        this.instruments = instruments;
        this.recorded = Set.copyOf(recorded);
        this.tell = tell;
        this.beside = beside;
    }

    /**
     * Asks, if it is time to.
     *
     * @param nowNs by the monotonic clock
     */
    void tick(long nowNs) {
        if (begun && nowNs - nextNs < 0) {
            return;
        }
        boolean first = !begun;
        begun = true;
        nextNs = nowNs + EVERY_NS;
        recorded.stream()
                .map(Instrument::venue)
                .distinct()
                .sorted()
                .forEach(venue -> beside.execute(() -> ask(venue, first)));
    }

    private void ask(String venue, boolean first) {
        try {
            if (Venues.named(venue).clockStep().isPresent()) {
                noteClock(reach.ask(venue), venue);
            }
            if (first) {
                instruments.ask(venue).stream()
                        .filter(it -> recorded.contains(it.instrument()))
                        .forEach(capture::put);
            }
        } catch (IOException | IllegalStateException e) {
            // Whoever is asked may be closed meanwhile.
            if (!closed) {
                tell.accept(venue + ": not noted in the record, " + e.getMessage());
            }
        }
    }

    private void noteClock(Reach found, String venue) {
        ClockCheck clock =
                new ClockCheck(
                        venue,
                        System.currentTimeMillis() * NS_PER_MS,
                        found.clockAheadNs(),
                        found.roundTripNs(),
                        found.clockStepNs());
        capture.put(clock);
        if (clock.isFarOff()) {
            tell.accept(
                    String.format(
                            Locale.ROOT,
                            "WARNING: the clock of %s is %+,d ms from ours: so far off are the"
                                    + " times of this record",
                            venue,
                            clock.offsetNs() / NS_PER_MS));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
