package dev.fathom.cli.demo;

import dev.fathom.cli.demo.Spans.Span;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.FaultLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How well books stayed live while the exchange misbehaved. */
final class Recovery {
    // A lost message is noticed when the next one comes.
    private static final long NOTICED_NS = TimeUnit.SECONDS.toNanos(1);

    private Recovery() {}

    /**
     * A part of a time.
     *
     * @param liveNs the part
     * @param countedNs the whole
     */
    record Share(long liveNs, long countedNs) {
        static final Share NONE = new Share(0, 0);

        Share plus(Share other) {
            return new Share(liveNs + other.liveNs, countedNs + other.countedNs);
        }

        double ratio() {
            return countedNs == 0 ? 0 : (double) liveNs / countedNs;
        }
    }

    /**
     * The part of the time, summed over the books, in which they were live. Left out are the times
     * in which the exchange could not be followed.
     *
     * @param startNs from when each book's time counts
     */
    static Share live(
            Map<Instrument, Long> startNs,
            long endNs,
            Map<Instrument, Spans> dark,
            List<FaultLog.Outage> outages) {
        long liveNs = 0;
        long countedNs = 0;
        for (Map.Entry<Instrument, Long> start : startNs.entrySet()) {
            Instrument instrument = start.getKey();
            Spans counted =
                    Spans.of(List.of(new Span(start.getValue(), endNs)))
                            .without(outages(instrument, outages));
            countedNs += counted.lengthNs();
            liveNs += counted.without(dark.getOrDefault(instrument, Spans.NONE)).lengthNs();
        }
        return new Share(liveNs, countedNs);
    }

    private static Spans outages(Instrument instrument, List<FaultLog.Outage> outages) {
        List<Span> spans = new ArrayList<>();
        for (FaultLog.Outage outage : outages) {
            if (concerns(outage.target(), instrument)) {
                spans.add(new Span(outage.startNs(), outage.endNs()));
            }
        }
        return Spans.of(spans);
    }

    private static boolean concerns(String target, Instrument instrument) {
        String stream = instrument.symbol().toLowerCase(Locale.ROOT) + "@depth";
        return target.isEmpty()
                || target.equalsIgnoreCase(instrument.symbol())
                || target.toLowerCase(Locale.ROOT).startsWith(stream);
    }

    /**
     * The longest time from the end of a fault until every book that it cost was live again. A book
     * that was lost up to a second after counts; so it may be another fault's.
     */
    static long longestNs(Map<Instrument, Spans> dark, List<Long> faultEndsNs) {
        long longest = 0;
        for (long endNs : faultEndsNs) {
            for (Spans spans : dark.values()) {
                for (Span span : spans.list()) {
                    if (span.fromNs() <= endNs + NOTICED_NS && span.toNs() > endNs) {
                        longest = Math.max(longest, span.toNs() - endNs);
                    }
                }
            }
        }
        return longest;
    }
}
