package dev.fathom.cli.watch;

import dev.fathom.cli.common.Outbox;
import dev.fathom.cli.common.Output;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.format.EventFormat;
import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch that writes to standard output. Connection threads fill an outbox; the thread that calls
 * {@link #run} empties it.
 */
final class PrintedWatch {
    private static final int MOST_PIECES = 10_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long LEVEL_BYTES = 32;
    private static final long LONGEST_WAIT_MS = 50;
    private static final long LONGEST_JOIN_NS = 5_000_000_000L;

    /** Something to be written. */
    private interface Piece {
        void writeTo(Output out);
    }

    private final Shell shell;
    private final WatchPlan plan;
    private final Tally tally;
    private final Optional<EventFormat> format;
    private final Outbox<Piece> outbox = new Outbox<>(MOST_PIECES, MOST_BYTES);
    // What comes after the end is not written, and not counted.
    private volatile boolean over;

    PrintedWatch(Shell shell, WatchPlan plan, Tally tally) {
        this.shell = shell;
        this.plan = plan;
        this.tally = tally;
        this.format = plan.form().format(plan.isSeveral());
    }

    /** Follows the instruments on a feed and writes until the end. */
    WatchEnd run(Feed feed) throws InterruptedException {
        WatchEnd end = writeUntilTheEnd(feed);
        over = true;
        Piece left = outbox.take(0);
        write(left);
        while (left != null) {
            left = outbox.take(0);
            write(left);
        }
        return end;
    }

    private WatchEnd writeUntilTheEnd(Feed feed) throws InterruptedException {
        FeedListener listener = new Listener();
        Channel[] channels = plan.channels().toArray(Channel[]::new);
        plan.instruments().forEach(instrument -> feed.follow(instrument, listener, channels));
        long startNs = System.nanoTime();
        long limitNs = plan.limit().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        Ticker ticker = new Ticker(feed, startNs);
        Joining joining = new Joining(startNs);
        while (true) {
            write(outbox.take(ticker.waitMs(System.nanoTime())));
            ticker.tick(System.nanoTime());
            joining.tell(System.nanoTime());
            if (shell.stop().isWished()) {
                return WatchEnd.STOPPED;
            }
            if (tally.isAllRefused()) {
                return WatchEnd.REFUSED;
            }
            if (System.nanoTime() - startNs >= limitNs) {
                return WatchEnd.TIME_UP;
            }
        }
    }

    private void write(@Nullable Piece piece) {
        if (piece != null) {
            piece.writeTo(shell.out());
        }
        if (outbox.isEmpty()) {
            shell.out().flush();
            long leftOut = outbox.leftOut();
            if (leftOut > 0) {
                shell.tell(
                        "output is read too slowly: " + leftOut + " lines or books were left out");
            }
        }
    }

    // Tells how far many books have come on their way into life.
    private final class Joining {
        private static final long EVERY_NS = 2_000_000_000L;

        private long toldAtNs;
        private boolean over = !plan.hasBook() || !plan.isSeveral();

        Joining(long startNs) {
            toldAtNs = startNs;
        }

        void tell(long nowNs) {
            if (over || nowNs - toldAtNs < EVERY_NS) {
                return;
            }
            toldAtNs = nowNs;
            over = tally.isEveryoneAnswered();
            shell.tell(
                    tally.answered() + " of " + plan.instruments().size() + " books have joined");
        }
    }

    // Writes each book at the pace that was asked for; a book that is not live is waited for.
    private final class Ticker {
        private final Feed feed;
        private final long everyNs;
        private final long patientUntilNs;
        private boolean begun;
        private long nextNs;

        Ticker(Feed feed, long startNs) {
            this.feed = feed;
            this.nextNs = startNs;
            this.patientUntilNs = startNs + LONGEST_JOIN_NS;
            this.everyNs = plan.hasBook() ? plan.pace().time().toNanos() : 0;
        }

        long waitMs(long nowNs) {
            return everyNs == 0
                    ? LONGEST_WAIT_MS
                    : Math.clamp((nextNs - nowNs) / 1_000_000, 1, LONGEST_WAIT_MS);
        }

        void tick(long nowNs) {
            if (everyNs == 0 || nowNs < nextNs || !begins(nowNs)) {
                return;
            }
            nextNs += everyNs * ((nowNs - nextNs) / everyNs + 1);
            for (Instrument instrument : plan.instruments()) {
                if (!tally.isRefused(instrument)) {
                    book(feed.book(instrument, plan.depthOr10()));
                }
            }
            shell.out().flush();
        }

        // The first books are written as soon as all are there, or as long as one can expect.
        private boolean begins(long nowNs) {
            if (!begun && (tally.isEveryoneAnswered() || nowNs >= patientUntilNs)) {
                begun = true;
                nextNs = nowNs;
            }
            return begun;
        }

        private void book(Book book) {
            if (plan.form() == Form.JSON || book.isLive()) {
                format.ifPresent(f -> shell.out().write(f.book(book)));
            } else {
                format.ifPresent(f -> shell.tell(f.book(book).strip()));
            }
        }
    }

    private final class Listener implements FeedListener {
        private final boolean eachUpdate = plan.pace() instanceof Pace.EachUpdate;

        @Override
        public void onBook(LiveBook live) {
            if (over) {
                return;
            }
            tally.onBook(live);
            if (eachUpdate && format.isPresent()) {
                EventFormat f = format.get();
                Book book = live.toBook(plan.depthOr10());
                outbox.put(
                        out -> out.write(f.book(book)), LEVEL_BYTES * (1 + 2L * plan.depthOr10()));
            }
        }

        @Override
        public void onTrade(Trade trade) {
            if (over) {
                return;
            }
            tally.onTrade(trade);
            format.ifPresent(f -> outbox.put(out -> out.write(f.trade(trade)), LEVEL_BYTES));
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            if (over) {
                return;
            }
            tally.onAggregateTrade(trade);
            format.ifPresent(
                    f -> outbox.put(out -> out.write(f.aggregateTrade(trade)), LEVEL_BYTES));
        }

        @Override
        public void onQuote(BestQuote quote) {
            if (over) {
                return;
            }
            format.ifPresent(f -> outbox.put(out -> out.write(f.quote(quote)), LEVEL_BYTES));
        }

        @Override
        public void onStatus(FeedStatus status) {
            tally.onStatus(status);
        }

        @Override
        public void onFrame(Frame frame) {
            if (over) {
                return;
            }
            if (plan.form() == Form.RAW) {
                Frame own = frame.copy();
                outbox.put(out -> raw(out, own), own.length());
            }
        }
    }

    private static void raw(Output out, Frame frame) {
        out.write(frame.array(), frame.offset(), frame.length());
        out.write("\n");
    }
}
