package dev.fathom.cli.watch;

import dev.fathom.cli.common.Shell;
import dev.fathom.cli.ladder.LadderScreen;
import dev.fathom.cli.ladder.TradeTape;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Channel;
import dev.fathom.market.Trade;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A watch that draws the ladder. */
final class LadderWatch {
    private final Shell shell;
    private final WatchPlan plan;
    private final Tally tally;
    private final TradeTape tape = new TradeTape();

    LadderWatch(Shell shell, WatchPlan plan, Tally tally) {
        this.shell = shell;
        this.plan = plan;
        this.tally = tally;
    }

    /** Follows the instruments on a feed and draws until the end. */
    WatchEnd run(Feed feed) throws IOException {
        long startNs = System.nanoTime();
        long limitNs = plan.limit().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        FeedListener listener = new Listener();
        Channel[] channels = plan.channels().toArray(Channel[]::new);
        plan.instruments().forEach(instrument -> feed.follow(instrument, listener, channels));
        LadderScreen screen =
                new LadderScreen(
                        shell,
                        feed,
                        plan.instruments(),
                        tape,
                        plan.depth(),
                        List::<String>of,
                        plan.pace().time());
        boolean quit =
                screen.run(() ->
                        shell.stop().isWished()
                                || tally.isAllRefused()
                                || System.nanoTime() - startNs >= limitNs);
        if (quit) {
            return WatchEnd.QUIT;
        }
        if (shell.stop().isWished()) {
            return WatchEnd.STOPPED;
        }
        return tally.isAllRefused() ? WatchEnd.REFUSED : WatchEnd.TIME_UP;
    }

    private final class Listener implements FeedListener {
        @Override
        public void onBook(LiveBook book) {
            tally.onBook(book);
        }

        @Override
        public void onTrade(Trade trade) {
            tally.onTrade(trade);
            tape.add(trade);
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            tally.onAggregateTrade(trade);
            if (!plan.channels().contains(Channel.TRADE)) {
                tape.add(asTrade(trade));
            }
        }

        @Override
        public void onStatus(FeedStatus status) {
            tally.onStatus(status);
        }
    }

    private static Trade asTrade(AggregateTrade trade) {
        return new Trade(
                trade.instrument(),
                trade.id(),
                trade.wide() == null ? trade.price() : 0,
                trade.priceScale(),
                trade.wide() == null ? trade.size() : 0,
                trade.sizeScale(),
                trade.takerSide(),
                trade.venueTime(),
                trade.receivedAtNs(),
                trade.source(),
                trade.wide());
    }
}
