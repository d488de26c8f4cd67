package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.net.Transport;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Venue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One venue of a feed: spreads instruments over lines and shares one request budget among them.
 * Safe for many threads.
 */
final class VenueFeed {
    private final Venue venue;
    private final Endpoints endpoints;
    private final Transport transport;
    private final FeedOptions options;
    private final SplittableGenerator random;
    private final RequestDesk desk;
    private final InstrumentWatch watch;
    private final List<LineGroup> groups = new ArrayList<>();
    private final Map<Instrument, List<Listening>> listeners = new HashMap<>();
    private final ConnectBudget connects;
    private final Map<Instrument, LineGroup> groupOf = new HashMap<>();
    private boolean closed;

    VenueFeed(
            Venue venue,
            Endpoints endpoints,
            Transport transport,
            FeedOptions options,
            SplittableGenerator random) {
        this.venue = venue;
        this.endpoints = endpoints;
        this.transport = transport;
        this.options = options;
        this.random = random;
        this.connects = new ConnectBudget(venue.streamLimits().connectsPerFiveMinutes());
        Loop requests = transport.newLoop("fathom-" + venue.id() + "-rest");
        this.desk =
                new RequestDesk(venue.id(), transport, requests, venue.restLimits(), this::tellAll);
        this.watch =
                new InstrumentWatch(
                        venue,
                        endpoints,
                        desk,
                        requests,
                        options.timings().instrumentsEvery(),
                        this::followed,
                        this::tellAll);
    }

    /**
     * Follows channels of an instrument on the line that it is on, or on one with room.
     *
     * @return ends it
     * @throws IllegalArgumentException if a book is already followed at another pace
     * @throws IllegalStateException if the feed was closed meanwhile
     */
    synchronized Following follow(Instrument instrument, Listening listening) {
        if (closed) {
            throw new IllegalStateException(Feed.CLOSED);
        }
        List<Listening> others = listeners.getOrDefault(instrument, List.of());
        for (Channel channel : listening.channels()) {
            others.forEach(other -> requireSamePace(instrument, channel, other));
        }
        if (groups.isEmpty()) {
            watch.start();
        }
        LineGroup group = groupOf.computeIfAbsent(instrument, _ -> groupWithRoom(listening));
        listeners.computeIfAbsent(instrument, _ -> new ArrayList<>()).add(listening);
        group.recount(instrument, listeners.getOrDefault(instrument, List.of()));
        group.follow(instrument, listening);
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (!ended.getAndSet(true)) {
                unfollow(instrument, listening);
            }
        };
    }

    private static void requireSamePace(Instrument instrument, Channel channel, Listening other) {
        for (Channel known : other.channels()) {
            if (known.kind() == channel.kind()
                    && known.levels() == channel.levels()
                    && !known.equals(channel)) {
                throw new IllegalArgumentException(
                        "%s is already followed as %s, so not as %s too"
                                .formatted(instrument, known, channel));
            }
        }
    }

    private synchronized void unfollow(Instrument instrument, Listening listening) {
        LineGroup group = groupOf.get(instrument);
        List<Listening> all = listeners.get(instrument);
        if (closed || group == null || all == null) {
            return;
        }
        all.remove(listening);
        if (all.isEmpty()) {
            listeners.remove(instrument);
            groupOf.remove(instrument);
        }
        group.recount(instrument, all);
        group.unfollow(instrument, listening);
    }

    private synchronized Set<Instrument> followed() {
        return Set.copyOf(listeners.keySet());
    }

    private LineGroup groupWithRoom(Listening more) {
        int most =
                Math.min(
                        options.streamsPerConnection(),
                        venue.streamLimits().streamsPerConnection());
        for (LineGroup group : groups) {
            if (group.hasRoomFor(more.channels(), most)) {
                return group;
            }
        }
        String name = "fathom-" + venue.id() + "-" + (groups.size() + 1);
        LineGroup group = new LineGroup(venue, transport.newLoop(name), this::newLine);
        groups.add(group);
        return group;
    }

    private Line newLine(Loop loop, String route) {
        return new Line(
                venue, endpoints, route, loop, transport, desk, connects, options, random.split());
    }

    /** The line of an instrument; null when it is not followed. */
    synchronized @Nullable Line line(Instrument instrument) {
        LineGroup group = groupOf.get(instrument);
        return group == null ? null : group.mainLine();
    }

    Venue venue() {
        return venue;
    }

    /** Asks it what belongs to no stream. */
    Questions questions() {
        return new Questions(venue, endpoints, desk, Priority.HIGH);
    }

    private synchronized void tellAll(FeedStatus status) {
        if (closed || groups.isEmpty()) {
            Announcer.log(status);
            return;
        }
        lines().forEach(line -> line.loop().execute(() -> line.announcer().tell(status)));
    }

    synchronized void close() {
        closed = true;
        watch.close();
        desk.close();
        lines().forEach(line -> line.loop().execute(line::close));
    }

    /** The lines that there are now. */
    synchronized List<Line> linesNow() {
        return lines();
    }

    private List<Line> lines() {
        return groups.stream().flatMap(it -> it.lines().stream()).toList();
    }
}
