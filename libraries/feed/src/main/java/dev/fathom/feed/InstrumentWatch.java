package dev.fathom.feed;

import dev.fathom.market.Instrument;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at a venue's list of instruments now and then, and tells what has changed since. Owned by
 * its loop.
 */
final class InstrumentWatch {
    private static final Logger LOG = System.getLogger("dev.fathom.feed");

    private final Venue venue;
    private final Endpoints endpoints;
    private final RequestDesk desk;
    private final Loop loop;
    private final Duration every;
    private final Supplier<Set<Instrument>> followed;
    private final Consumer<FeedStatus> status;
    private Map<Instrument, InstrumentInfo> known = Map.of();
    private boolean closed;

    /**
     * A watch that has not begun.
     *
     * @param followed the instruments whose changes are told
     */
    InstrumentWatch(
            Venue venue,
            Endpoints endpoints,
            RequestDesk desk,
            Loop loop,
            Duration every,
            Supplier<Set<Instrument>> followed,
            Consumer<FeedStatus> status) {
        this.venue = venue;
        this.endpoints = endpoints;
        this.desk = desk;
        this.loop = loop;
        this.every = every;
        this.followed = followed;
        this.status = status;
    }

    /** Begins, unless it is never to look. */
    void start() {
        if (!every.isZero()) {
            // The list is long at some venues, and books come first.
            loop.schedule(every.toNanos() / 5, this::look);
        }
    }

    void close() {
        loop.execute(() -> closed = true);
    }

    private void look() {
        if (closed) {
            return;
        }
        desk.ask(venue.instruments(endpoints), Priority.LOW, loop, this::answered);
    }

    private void answered(HttpResult result) {
        if (closed) {
            return;
        }
        loop.schedule(every.toNanos(), this::look);
        if (result instanceof HttpResult.Answer answer && answer.status() == 200) {
            try {
                compare(venue.readInstruments(answer.body()));
                return;
            } catch (IOException e) {
                LOG.log(Level.INFO, () -> "no list of instruments of " + venue.id(), e);
                return;
            }
        }
        LOG.log(Level.INFO, () -> "no list of instruments of " + venue.id() + ": " + result);
    }

    private void compare(List<InstrumentInfo> list) {
        Map<Instrument, InstrumentInfo> now = new LinkedHashMap<>();
        list.forEach(it -> now.put(it.instrument(), it));
        Map<Instrument, InstrumentInfo> before = known;
        known = now;
        if (before.isEmpty() || now.isEmpty()) {
            return;
        }
        Set<Instrument> told = followed.get();
        before.forEach((instrument, info) -> {
            if (!now.containsKey(instrument)) {
                status.accept(new FeedStatus.Delisted(info));
            }
        });
        now.forEach((instrument, info) -> {
            InstrumentInfo was = before.get(instrument);
            if (was == null) {
                status.accept(new FeedStatus.Listed(info));
            } else if (!was.equals(info) && told.contains(instrument)) {
                status.accept(new FeedStatus.InstrumentChanged(was, info));
            }
        });
    }
}
