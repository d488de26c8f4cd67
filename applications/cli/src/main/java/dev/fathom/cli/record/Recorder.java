package dev.fathom.cli.record;

import dev.fathom.cli.common.Outbox;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TrafficArgument;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to files in the order in which they arrive. Connection threads make the lines and
 * put them into an outbox; the thread that calls {@link #run} writes.
 */
final class Recorder {
    private static final int NOTED_LEVELS = 20;
    private static final int MOST_LINES = 200_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final long LONGEST_WAIT_MS = 50;

    private final Shell shell;
    private final List<Wanted> wanted;
    private final Files files;
    private final Optional<Duration> limit;
    private final RawSink raw;
    private final Duration notesEvery;
    private long lastSlot;
    private final TrafficArgument traffic;
    private final Outbox<Line> outbox = new Outbox<>(MOST_LINES, MOST_BYTES);
    private final Set<Instrument> refused = ConcurrentHashMap.newKeySet();
    private final boolean hasTexts;
    private final Counts counts;

    Recorder(
            Shell shell,
            List<Wanted> wanted,
            Files files,
            RawSink raw,
            Optional<Duration> limit,
            Duration notesEvery,
            TrafficArgument traffic) {
        this.shell = shell;
        this.wanted = wanted;
        this.files = files;
        this.limit = limit;
        this.raw = raw;
        this.notesEvery = notesEvery;
        this.lastSlot = System.currentTimeMillis() / notesEvery.toMillis();
        this.traffic = traffic;
        this.hasTexts = !files.isEmpty();
        this.counts = new Counts(shell, files, raw, Optional.empty());
    }

    /**
     * Records until the end is wished or the time is up.
     *
     * @return whether the venues refused everything
     */
    boolean run(Feed feed) throws IOException, InterruptedException {
        FeedListener listener = new Listener();
        for (Wanted each : wanted) {
            feed.follow(each.instrument(), listener, each.channels().toArray(Channel[]::new));
        }
        Optional<VenueFacts> facts = raw.facts(feed::reach, feed::instruments, wanted, shell);
        long startNs = System.nanoTime();
        long limitNs = limit.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!shell.stop().isWished()
                && !isAllRefused()
                && System.nanoTime() - startNs < limitNs) {
            write(outbox.take(LONGEST_WAIT_MS));
            noteBooks(feed);
            facts.ifPresent(it -> it.tick(System.nanoTime()));
            counts.tellNowAndThen();
        }
        facts.ifPresent(VenueFacts::close);
        traffic.tell(feed, shell);
        feed.close();
        while (!outbox.isEmpty()) {
            write(outbox.take(0));
        }
        files.flush();
        counts.tellAtTheEnd(wanted);
        return isAllRefused();
    }

    // On the full minute, or whatever the time between two is.
    private void noteBooks(Feed feed) {
        long slot = System.currentTimeMillis() / notesEvery.toMillis();
        if (slot == lastSlot) {
            return;
        }
        lastSlot = slot;
        for (Wanted each : wanted) {
            if (each.channels().contains(Channel.DEPTH)) {
                raw.note(feed, each.instrument(), NOTED_LEVELS);
            }
        }
    }

    private boolean isAllRefused() {
        Set<Instrument> all = new HashSet<>();
        wanted.forEach(it -> all.add(it.instrument()));
        return refused.containsAll(all);
    }

    private void write(@Nullable Line line) throws IOException {
        if (line != null) {
            files.line(line);
            counts.written();
        }
        if (outbox.isEmpty()) {
            files.flush();
            counts.leftOut(outbox.leftOut());
        }
    }

    private final class Listener implements FeedListener {
        /** What a connection's thread works with; a frame comes before what it holds. */
        private static final class Desk {
            final TextLines lines = new TextLines();
            @Nullable Frame frame;
        }

        private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);
        private final boolean verbatim = files.wantVerbatim();

        @Override
        public void onFrame(Frame frame) {
            desks.get().frame = frame;
        }

        @Override
        public void onBook(LiveBook book) {
            if (!hasTexts) {
                return;
            }
            Desk desk = desks.get();
            boolean asked = book.change() instanceof BookSnapshot state && !state.inStream();
            Frame frame = asked ? null : desk.frame;
            String text = desk.lines.book(book, frame, false);
            put(verbatim ? new Line(text, desk.lines.book(book, frame, true)) : new Line(text));
        }

        @Override
        public void onTrade(Trade trade) {
            put(new Line(TextLines.trade(trade)));
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            put(new Line(TextLines.aggregateTrade(trade)));
        }

        @Override
        public void onQuote(BestQuote quote) {
            put(new Line(TextLines.quote(quote)));
        }

        private void put(Line line) {
            if (!hasTexts) {
                return;
            }
            outbox.put(line, line.size());
        }

        @Override
        public void onStatus(FeedStatus status) {
            counts.tell(status);
            if (status instanceof FeedStatus.Refused(Instrument instrument, String _)) {
                refused.add(instrument);
            }
        }
    }
}
