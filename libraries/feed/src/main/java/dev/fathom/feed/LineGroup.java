package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.Loop;
import dev.fathom.venue.Venue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The lines that carry the same instruments, one for each of the venue's routes, all on one loop,
 * so that a listener is called by one thread. Guarded by its venue's feed.
 */
final class LineGroup {
    private final Venue venue;
    private final Loop loop;
    private final BiFunction<Loop, String, Line> newLine;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Set<Subscription>> carried = new HashMap<>();

    LineGroup(Venue venue, Loop loop, BiFunction<Loop, String, Line> newLine) {
        this.venue = venue;
        this.loop = loop;
        this.newLine = newLine;
    }

    Collection<Line> lines() {
        return lines.values();
    }

    /** True when no line would carry more than so many subscriptions with these channels too. */
    boolean hasRoomFor(Set<Channel> channels, int most) {
        return byRoute(channels).entrySet().stream()
                .allMatch(it ->
                        carried.getOrDefault(it.getKey(), Set.of()).size() + it.getValue().size()
                                <= most);
    }

    /** The line that carries the book, and failing that the first one. */
    Line mainLine() {
        Line books = lines.get(venue.route(Channel.DEPTH));
        return books == null ? lines.values().iterator().next() : books;
    }

    void follow(Instrument instrument, Listening listening) {
        byRoute(listening.channels())
                .forEach((route, channels) -> {
                    Line line = lines.computeIfAbsent(route, it -> newLine.apply(loop, it));
                    Listening part = new Listening(listening.listener(), channels);
                    loop.execute(() -> line.follow(instrument, part));
                });
    }

    void unfollow(Instrument instrument, Listening listening) {
        byRoute(listening.channels())
                .forEach((route, channels) -> {
                    Line line = lines.get(route);
                    Listening part = new Listening(listening.listener(), channels);
                    if (line != null) {
                        loop.execute(() -> line.unfollow(instrument, part));
                    }
                });
    }

    /** Says what is wanted of an instrument now. */
    void recount(Instrument instrument, List<Listening> listeners) {
        carried.values().forEach(all -> all.removeIf(it -> it.instrument().equals(instrument)));
        for (Listening listening : listeners) {
            for (Channel channel : listening.channels()) {
                carried.computeIfAbsent(venue.route(channel), _ -> new HashSet<>())
                        .add(new Subscription(instrument, channel));
            }
        }
    }

    private Map<String, Set<Channel>> byRoute(Set<Channel> channels) {
        Map<String, Set<Channel>> routes = new LinkedHashMap<>();
        channels.forEach(
                it -> routes.computeIfAbsent(venue.route(it), _ -> new LinkedHashSet<>()).add(it));
        return routes;
    }
}
