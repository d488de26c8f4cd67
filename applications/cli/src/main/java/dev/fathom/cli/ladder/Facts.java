package dev.fathom.cli.ladder;

import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.Latency;
import dev.fathom.sync.JoinBufferStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is worth knowing about a book, in words. */
final class Facts {
    private Facts() {}

    /** In order of importance. */
    static List<String> of(Pane pane) {
        Book book = pane.book();
        List<String> facts = new ArrayList<>();
        if (book.isLive()) {
            facts.add("id " + book.levels().lastId());
        }
        if (book.receivedAtNs() != 0) {
            facts.add("age " + age(book.ageNs()));
        }
        pane.group().ifPresent(step -> facts.add("groups of " + Digits.text(step, 0)));
        if (book.isLive()) {
            facts.add(known(book.levels()));
        }
        facts.add("updates " + RateMeter.text(pane.updateRate()));
        facts.add("trades " + RateMeter.text(pane.tradeRate()));
        facts.add("lost " + book.resyncs() + (book.resyncs() == 1 ? " time" : " times"));
        facts.add(buffer(book.buffer()));
        if (book.latency().count() > 0) {
            facts.add("wire to book " + latency(book.latency()));
        }
        if (book.isLive()) {
            facts.add(
                    "levels %d/%d"
                            .formatted(
                                    book.levels().totalLevels(Side.BID),
                                    book.levels().totalLevels(Side.ASK)));
        }
        return facts;
    }

    /** {@code 34 ms}, {@code 1.2 s}, {@code 3 min}. */
    static String age(long ns) {
        long ms = TimeUnit.NANOSECONDS.toMillis(ns);
        if (ms < 1000) {
            return ms + " ms";
        }
        return ms < 60_000
                ? String.format(Locale.ROOT, "%d.%d s", ms / 1000, ms % 1000 / 100)
                : ms / 60_000 + " min";
    }

    private static String latency(Latency latency) {
        return "p50 %s p99 %s p99.9 %s"
                .formatted(
                        micros(latency.p50Ns()), micros(latency.p99Ns()), micros(latency.p999Ns()));
    }

    /** {@code 8 us}, {@code 1.2 ms}. */
    private static String micros(long ns) {
        long us = TimeUnit.NANOSECONDS.toMicros(ns);
        return us < 1000 ? us + " us" : us / 1000 + "." + us % 1000 / 100 + " ms";
    }

    private static String known(BookView view) {
        KnownDepth bids = view.knownDepth(Side.BID);
        KnownDepth asks = view.knownDepth(Side.ASK);
        if (bids instanceof KnownDepth.Complete && asks instanceof KnownDepth.Complete) {
            return "known whole";
        }
        return "known " + limit(bids) + " to " + limit(asks);
    }

    private static String limit(KnownDepth depth) {
        return switch (depth) {
            case KnownDepth.Nothing _ -> "nothing";
            case KnownDepth.UpTo(BigDecimal price) -> Decimals.canonical(price);
            case KnownDepth.Complete _ -> "the end";
        };
    }

    private static String buffer(JoinBufferStatus buffer) {
        return buffer.updateLimit() == 0
                ? "buffer empty"
                : "buffer %d of %d, peak %d"
                        .formatted(buffer.updates(), buffer.updateLimit(), buffer.peakUpdates());
    }
}
