package dev.fathom.cli.watch;

import dev.fathom.cli.common.Shell;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what comes and tells what happens on the way. Safe for many threads. */
final class Tally implements FeedListener {
    private final Shell shell;
    private final Collection<Instrument> watched;
    private final Map<Instrument, String> refused = new ConcurrentHashMap<>();
    private final Set<Instrument> answered = ConcurrentHashMap.newKeySet();
    private final LongAdder updates = new LongAdder();
    private final LongAdder trades = new LongAdder();
    private final LongAdder losses = new LongAdder();

    Tally(Shell shell, Collection<Instrument> watched) {
        this.shell = shell;
        this.watched = watched;
    }

    @Override
    public void onBook(LiveBook book) {
        updates.increment();
    }

    @Override
    public void onTrade(Trade trade) {
        trades.increment();
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        trades.increment();
    }

    @Override
    public void onStatus(FeedStatus status) {
        shell.tell(status.text());
        switch (status) {
            case FeedStatus.BookLost _ -> losses.increment();
            case FeedStatus.Refused(Instrument instrument, String _) -> {
                refused.put(instrument, status.text());
                answered.add(instrument);
            }
            case FeedStatus.BookLive live -> answered.add(live.instrument());
            case FeedStatus.Connected _,
                    FeedStatus.Disconnected _,
                    FeedStatus.Moving _,
                    FeedStatus.Moved _,
                    FeedStatus.BookCrossed _,
                    FeedStatus.SnapshotTaken _,
                    FeedStatus.SnapshotUnfit _,
                    FeedStatus.SnapshotFailed _,
                    FeedStatus.Audited _,
                    FeedStatus.TradesMissing _,
                    FeedStatus.TradesFound _,
                    FeedStatus.PollFailed _,
                    FeedStatus.PollMissed _,
                    FeedStatus.Listed _,
                    FeedStatus.Delisted _,
                    FeedStatus.InstrumentChanged _,
                    FeedStatus.RequestsWait _,
                    FeedStatus.BadFrame _ -> {}
        }
    }

    /** Whether nothing more can come. */
    boolean isAllRefused() {
        return refused.keySet().containsAll(watched);
    }

    /** Whether each book has been live or is refused. */
    boolean isEveryoneAnswered() {
        return answered.containsAll(watched);
    }

    /** How many have been live or are refused. */
    int answered() {
        return answered.size();
    }

    /** Whether the venue refuses this one. */
    boolean isRefused(Instrument instrument) {
        return refused.containsKey(instrument);
    }

    /** The whole watch in one line. */
    String summary(Duration time) {
        String what =
                watched.size() == 1
                        ? watched.iterator().next().toString()
                        : watched.size() + " instruments";
        return String.format(
                Locale.ROOT,
                "watched %s for %.1f s: %s, %s, lost %s",
                what,
                time.toMillis() / 1000.0,
                count(updates.sum(), "update"),
                count(trades.sum(), "trade"),
                count(losses.sum(), "time"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
