package dev.fathom.sync;

import dev.fathom.market.Traded;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trades of one instrument, each once and in order: repeated ones are dropped, and when trades
 * are missing, or may be after the stream was cut, those that come are held back until the missing
 * ones were looked for. Knows no clock and asks nobody: told what the venue answers. Owned by one
 * thread.
 */
public final class TradeSync {
    private static final int REMEMBERED = 20_000;
    private static final int MOST_HELD = 50_000;
    // A repeated trade is not from so long ago; ids this much smaller have begun again.
    private static final long FAR_BACK = 1_000_000;
    // Nor is it younger than the newest, but for a clock that was set back.
    private static final long REPEATED_WITHIN = 1_000;
    private static final long LATER_NS = 1_000_000_000;

    private final TradeIds ids;
    private final TradeSyncListener listener;
    private final Set<Long> remembered = new HashSet<>();
    private final Queue<Long> inOrder = new ArrayDeque<>();
    private long earliestNs;
    private @Nullable Traded last;
    private @Nullable TradeHole hole;

    /** A sync that was told nothing yet. */
    public TradeSync(TradeIds ids, TradeSyncListener listener) {
        this.ids = ids;
        this.listener = listener;
    }

    /** Trades that are missing or may be. */
    public Optional<TradeHole> hole() {
        return Optional.ofNullable(hole);
    }

    /** A trade of the stream. */
    public void onTrade(Traded trade) {
        Traded before = last;
        if (before != null && hole == null && isGap(before, trade)) {
            begin(before, "ids %d to %d".formatted(before.id() + 1, trade.id() - 1));
        }
        TradeHole open = hole;
        if (open != null) {
            hold(open, trade);
        } else if (!isTold(trade)) {
            tell(trade);
        }
    }

    private boolean isGap(Traded before, Traded trade) {
        return ids != TradeIds.DISTINCT && trade.id() > before.id() + 1;
    }

    private void hold(TradeHole open, Traded trade) {
        if (isTold(trade)) {
            return;
        }
        open.hold(trade);
        if (open.isClosed()) {
            end();
        } else if (open.held() >= MOST_HELD) {
            giveUp("more than " + MOST_HELD + " trades would be held back");
        }
    }

    private boolean isTold(Traded trade) {
        Traded newest = last;
        if (newest == null) {
            return false;
        }
        return switch (ids) {
            case DISTINCT, USUALLY_CONTIGUOUS -> remembered.contains(trade.id());
            case CONTIGUOUS -> trade.id() <= newest.id() && !hasBegunAgain(newest, trade);
        };
    }

    private static boolean hasBegunAgain(Traded newest, Traded trade) {
        long back = newest.id() - trade.id();
        long laterNs = trade.venueTime().toNs() - newest.venueTime().toNs();
        return back >= FAR_BACK || (back > REPEATED_WITHIN && laterNs > LATER_NS);
    }

    private void tell(Traded trade) {
        if (ids != TradeIds.CONTIGUOUS && remembered.add(trade.id())) {
            inOrder.add(trade.id());
            if (inOrder.size() > REMEMBERED) {
                remembered.remove(inOrder.remove());
            }
        }
        if (last == null) {
            earliestNs = trade.venueTime().toNs();
        }
        last = trade;
        listener.onTrade(trade);
    }

    /** The stream was cut, or may have lost trades. */
    public void cut(String why) {
        TradeHole open = hole;
        Traded before = last;
        if (open != null) {
            open.cutAgain();
        } else if (before != null) {
            begin(before, why);
        }
    }

    private void begin(Traded after, String why) {
        hole =
                switch (ids) {
                    case CONTIGUOUS -> new TradeHole.ById(after);
                    case DISTINCT, USUALLY_CONTIGUOUS ->
                            new TradeHole.ByTime(ids, after, earliestNs, this::isTold);
                };
        listener.holeBegan(why);
    }

    /** Everything was looked for: tells what was found and held back. */
    public void end() {
        TradeHole open = hole;
        if (open != null) {
            end(open, open.end());
        }
    }

    /** Nothing more can be looked for: tells what was found and held back, and what is missing. */
    public void giveUp(String why) {
        TradeHole open = hole;
        if (open == null) {
            return;
        }
        TradeHole.End end = open.end();
        boolean closed = end.verdict() == TradeHole.Verdict.CLOSED && open.isClosed();
        end(
                open,
                closed
                        ? end
                        : new TradeHole.End(
                                TradeHole.Verdict.OPEN,
                                end.filled(),
                                end.detail().isEmpty() ? why : why + "; " + end.detail()));
    }

    private void end(TradeHole open, TradeHole.End end) {
        hole = null;
        open.merged().forEach(this::tell);
        listener.holeEnded(end);
    }
}
