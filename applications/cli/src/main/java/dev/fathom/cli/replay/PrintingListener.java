package dev.fathom.cli.replay;

import dev.fathom.cli.common.Output;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.format.EventFormat;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import java.util.Set;
import java.util.TreeSet;

/** Writes what a replay tells in the form of a watch. Owned by one thread. */
final class PrintingListener implements FeedListener {
    private final Shell shell;
    private final Output out;
    private final EventFormat format;
    private final Set<Channel.Kind> kinds;
    private final int depth;
    private final Set<Instrument> joined = new TreeSet<>();
    private boolean lost;

    PrintingListener(Shell shell, EventFormat format, Set<Channel.Kind> kinds, int depth) {
        this.shell = shell;
        this.out = shell.out();
        this.format = format;
        this.kinds = kinds;
        this.depth = depth;
    }

    @Override
    public void onBook(LiveBook book) {
        if (kinds.contains(book.channel().kind())) {
            out.write(format.book(book.toBook(depth)));
        }
    }

    @Override
    public void onTrade(Trade trade) {
        if (kinds.contains(Channel.Kind.TRADE)) {
            out.write(format.trade(trade));
        }
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        if (kinds.contains(Channel.Kind.AGG_TRADE)) {
            out.write(format.aggregateTrade(trade));
        }
    }

    @Override
    public void onQuote(BestQuote quote) {
        if (kinds.contains(Channel.Kind.QUOTE)) {
            out.write(format.quote(quote));
        }
    }

    @Override
    public void onStatus(FeedStatus status) {
        shell.tell(status.text());
        switch (status) {
            case FeedStatus.BookLive live -> joined.add(live.instrument());
            case FeedStatus.BookLost gone -> lost |= joined.contains(gone.instrument());
            default -> {
                // Told, and that is all.
            }
        }
    }

    /** True when a book that had been live was lost. */
    boolean lostABook() {
        return lost;
    }
}
