package dev.fathom.cli.demo;

import dev.fathom.cli.demo.Spans.Span;
import dev.fathom.feed.FeedStatus;
import dev.fathom.market.Instrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each followed book was not live. Safe for many threads. */
final class Liveness {
    private final Map<Instrument, List<Span>> dark = new HashMap<>();
    private final Map<Instrument, Long> darkSinceNs = new HashMap<>();
    private final Map<Instrument, Long> firstLiveNs = new HashMap<>();
    private long resyncs;

    /** A book is followed from now on; it is not live yet. */
    synchronized void follow(Instrument instrument, long nowNs) {
        dark.put(instrument, new ArrayList<>());
        darkSinceNs.put(instrument, nowNs);
    }

    synchronized void note(FeedStatus status, long nowNs) {
        switch (status) {
            case FeedStatus.BookLost it -> darkSinceNs.putIfAbsent(it.instrument(), nowNs);
            case FeedStatus.BookLive it -> {
                resyncs += it.again() ? 1 : 0;
                firstLiveNs.putIfAbsent(it.instrument(), nowNs);
                Long sinceNs = darkSinceNs.remove(it.instrument());
                List<Span> spans = dark.get(it.instrument());
                if (sinceNs != null && spans != null) {
                    spans.add(new Span(sinceNs, nowNs));
                }
            }
            default -> {
                // Says nothing about whether a book is live.
            }
        }
    }

    /** When each book was live for the first time; books that never were are missing. */
    synchronized Map<Instrument, Long> firstLiveNs() {
        return Map.copyOf(firstLiveNs);
    }

    /** How often a book that had been lost became live. */
    synchronized long resyncs() {
        return resyncs;
    }

    /** Books that are live now. */
    synchronized int liveNow() {
        return dark.size() - darkSinceNs.size();
    }

    /** When each book was not live, up to now. */
    synchronized Map<Instrument, Spans> dark(long nowNs) {
        Map<Instrument, Spans> all = new HashMap<>();
        dark.forEach((instrument, spans) -> {
            List<Span> upToNow = new ArrayList<>(spans);
            Long sinceNs = darkSinceNs.get(instrument);
            if (sinceNs != null) {
                upToNow.add(new Span(sinceNs, nowNs));
            }
            all.put(instrument, Spans.of(upToNow));
        });
        return all;
    }
}
