package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Transport;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One venue of a feed: spreads instruments over lines and shares one request budget among them.
 * Safe for many threads.
 */
final class VenueFeed {
    private static final long ANSWER_TIMEOUT_S = 60;

    private final Venue venue;
    private final Endpoints endpoints;
    private final Transport transport;
    private final FeedOptions options;
    private final SplittableGenerator random;
    private final RequestDesk desk;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Line, Set<Subscription>> streams = new HashMap<>();
    private final Map<Instrument, List<Listening>> listeners = new HashMap<>();
    private final ConnectBudget connects;
    private final Map<Instrument, Line> lineOf = new HashMap<>();
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
        this.desk =
                new RequestDesk(
                        venue.id(),
                        transport,
                        transport.newLoop("fathom-" + venue.id() + "-rest"),
                        venue.restLimits(),
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
        Line line = lineOf.computeIfAbsent(instrument, _ -> lineWithRoom(listening));
        listeners.computeIfAbsent(instrument, _ -> new ArrayList<>()).add(listening);
        recount(line, instrument);
        line.loop().execute(() -> line.follow(instrument, listening));
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
        Line line = lineOf.get(instrument);
        List<Listening> all = listeners.get(instrument);
        if (closed || line == null || all == null) {
            return;
        }
        all.remove(listening);
        if (all.isEmpty()) {
            listeners.remove(instrument);
            lineOf.remove(instrument);
        }
        recount(line, instrument);
        line.loop().execute(() -> line.unfollow(instrument, listening));
    }

    private void recount(Line line, Instrument instrument) {
        Set<Subscription> carried = streams.computeIfAbsent(line, _ -> new HashSet<>());
        carried.removeIf(s -> s.instrument().equals(instrument));
        for (Listening listening : listeners.getOrDefault(instrument, List.of())) {
            listening.channels().forEach(c -> carried.add(new Subscription(instrument, c)));
        }
    }

    private Line lineWithRoom(Listening more) {
        int most =
                Math.min(
                        options.streamsPerConnection(),
                        venue.streamLimits().streamsPerConnection());
        for (Line line : lines) {
            if (streams.getOrDefault(line, Set.of()).size() + more.channels().size() <= most) {
                return line;
            }
        }
        RandomGenerator own = random.split();
        Line line =
                new Line(
                        venue,
                        endpoints,
                        transport.newLoop("fathom-" + venue.id() + "-" + (lines.size() + 1)),
                        transport,
                        desk,
                        connects,
                        options,
                        own);
        lines.add(line);
        return line;
    }

    /** The line of an instrument; null when it is not followed. */
    synchronized @Nullable Line line(Instrument instrument) {
        return lineOf.get(instrument);
    }

    Venue venue() {
        return venue;
    }

    /** Asks for the list of instruments and waits for it. */
    List<InstrumentInfo> instruments() throws IOException {
        RestRequest request = venue.instruments(endpoints);
        HttpResult.Answer answer = answer(request);
        try {
            return venue.readInstruments(answer.body());
        } catch (IOException e) {
            throw new IOException(
                    request.uri() + " gave no list of instruments: " + e.getMessage(), e);
        }
    }

    /** Asks for a sign of life and for the time, and waits for both. */
    Reach reach() throws IOException {
        long startNs = desk.monotonicNs();
        HttpResult.Answer ping = answer(venue.ping(endpoints));
        long pingNs = ping.monotonicNs() - startNs;
        long askedNs = desk.monotonicNs();
        HttpResult.Answer answer = answer(venue.time(endpoints));
        VenueTime time = venue.readTime(answer.body());
        long halfWayNs = answer.receivedAtNs() - (answer.monotonicNs() - askedNs) / 2;
        return new Reach(endpoints.rest(), pingNs, time, time.toNs() - halfWayNs);
    }

    private HttpResult.Answer answer(RestRequest request) throws IOException {
        return switch (desk.askAndWait(request, ANSWER_TIMEOUT_S)) {
            case HttpResult.Failed(String what) -> throw new IOException(what);
            case HttpResult.Answer answer when answer.status() != 200 ->
                    throw new IOException(
                            request.uri()
                                    + " answered "
                                    + venue.refusal(answer.status(), answer.body()).text());
            case HttpResult.Answer answer -> answer;
        };
    }

    private synchronized void tellAll(FeedStatus status) {
        if (closed || lines.isEmpty()) {
            Announcer.log(status);
            return;
        }
        for (Line line : lines) {
            line.loop().execute(() -> line.announcer().tell(status));
        }
    }

    synchronized void close() {
        closed = true;
        desk.close();
        for (Line line : lines) {
            line.loop().execute(line::close);
        }
    }
}
