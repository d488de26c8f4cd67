package dev.fathom.cli.replay;

import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.common.Span;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps what a replay tells from its listener until the wanted part of the recording has begun;
 * books go their way before it all the same. Owned by one thread.
 */
final class Window implements FeedListener {
    private final Span span;
    private final boolean isInOrder;
    private final FeedListener listener;
    private final Set<Instrument> liveBefore = new HashSet<>();
    private boolean open;
    private boolean lost;

    /**
     * Not begun.
     *
     * @param isInOrder whether no line behind the beginning is of before it, but for some seconds
     */
    Window(Span span, boolean isInOrder, FeedListener listener) {
        this.span = span;
        this.isInOrder = isInOrder;
        this.listener = listener;
    }

    /** Whether the wanted part has begun, at the latest with this line. Called before each. */
    boolean opens(RawLine line) {
        if (line.kind() != RawLine.Kind.NOTE) {
            boolean isAhead = span.isAhead(line.receivedAtNs());
            boolean isFarAhead = span.isAhead(line.receivedAtNs() + RawCapture.DISORDER_NS);
            open = !isAhead || (open && (isInOrder || !isFarAhead));
        }
        return open;
    }

    /** True when a book that was live when the part began was lost in it. */
    boolean lostABook() {
        return lost;
    }

    @Override
    public void onBook(LiveBook book) {
        if (open) {
            listener.onBook(book);
        }
    }

    @Override
    public void onTrade(Trade trade) {
        if (open) {
            listener.onTrade(trade);
        }
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        if (open) {
            listener.onAggregateTrade(trade);
        }
    }

    @Override
    public void onQuote(BestQuote quote) {
        if (open) {
            listener.onQuote(quote);
        }
    }

    @Override
    public void onFrame(Frame frame) {
        if (open) {
            listener.onFrame(frame);
        }
    }

    @Override
    public void onStatus(FeedStatus status) {
        switch (status) {
            case FeedStatus.BookLive it when !open && isWhole(it.book().channel()) ->
                    liveBefore.add(it.instrument());
            case FeedStatus.BookLost it when isWhole(it.book().channel()) -> {
                boolean was = liveBefore.remove(it.instrument());
                lost |= open && was;
            }
            default -> {
                // Changes nothing here.
            }
        }
        if (open) {
            listener.onStatus(status);
        }
    }

    private static boolean isWhole(Channel channel) {
        return channel.kind() == Channel.Kind.DEPTH;
    }
}
