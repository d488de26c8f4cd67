package dev.fathom.sync;

import dev.fathom.book.BookView;
import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.LevelList;

/** Putting messages into order books, and comparing two of them. */
final class Books {
    private Books() {}

    /**
     * Replaces everything in the book by a snapshot or top.
     *
     * @throws DecimalOverflowException if a number cannot be held; the book is then unfit for use
     */
    static void load(OrderBook book, DepthMessage message) {
        book.clear();
        apply(book, message);
        for (Side side : Side.values()) {
            book.knownDepth(side, knownDepth(book, side, message));
        }
    }

    // A side with fewer levels than were asked for is all there is of it.
    private static KnownDepth knownDepth(OrderBook book, Side side, DepthMessage message) {
        if (message.side(side).count() < message.levelLimit()) {
            return new KnownDepth.Complete();
        }
        int levels = book.levels(side);
        return levels == 0
                ? new KnownDepth.Nothing()
                : new KnownDepth.UpTo(book.price(side, levels - 1));
    }

    /**
     * Sets the levels of the message and the book's id.
     *
     * @throws DecimalOverflowException if a number cannot be held; the book is then unfit for use
     */
    static void apply(OrderBook book, DepthMessage message) {
        int priceScale = Math.max(book.priceScale(), message.priceScale());
        int sizeScale = Math.max(book.sizeScale(), message.sizeScale());
        if (priceScale != book.priceScale() || sizeScale != book.sizeScale()) {
            book.rescale(priceScale, sizeScale);
        }
        apply(book, Side.BID, message.side(Side.BID));
        apply(book, Side.ASK, message.side(Side.ASK));
        book.lastId(message.lastId());
    }

    private static void apply(OrderBook book, Side side, LevelList levels) {
        boolean samePriceScale = levels.priceScale() == book.priceScale();
        boolean sameSizeScale = levels.sizeScale() == book.sizeScale();
        if (samePriceScale && sameSizeScale) {
            levels.setIn(book, side);
            return;
        }
        for (int i = 0; i < levels.count(); i++) {
            long price = levels.price(i);
            long size = levels.size(i);
            book.set(
                    side,
                    samePriceScale
                            ? price
                            : Decimals.rescale(price, levels.priceScale(), book.priceScale()),
                    sameSizeScale
                            ? size
                            : Decimals.rescale(size, levels.sizeScale(), book.sizeScale()));
        }
    }

    /**
     * Compares two books that stand at the same id, from the best price outwards, as far as both
     * are known.
     *
     * @throws DecimalOverflowException if the two cannot be brought to one scale
     */
    static AuditResult compare(OrderBook ours, OrderBook venues) {
        int priceScale = Math.max(ours.priceScale(), venues.priceScale());
        int sizeScale = Math.max(ours.sizeScale(), venues.sizeScale());
        ours.rescale(priceScale, sizeScale);
        venues.rescale(priceScale, sizeScale);
        int compared = 0;
        for (Side side : Side.values()) {
            int i = 0;
            int j = 0;
            while (i < ours.levels(side) || j < venues.levels(side)) {
                long price = nextPrice(ours, i, venues, j, side);
                if (!ours.knownDepth(side).covers(side, price)
                        || !venues.knownDepth(side).covers(side, price)) {
                    break;
                }
                boolean inOurs = i < ours.levels(side) && ours.price(side, i) == price;
                boolean inVenues = j < venues.levels(side) && venues.price(side, j) == price;
                long ourSize = inOurs ? ours.size(side, i++) : 0;
                long venueSize = inVenues ? venues.size(side, j++) : 0;
                if (ourSize != venueSize) {
                    return new AuditResult.Different(
                            ours.lastId(), side, price, priceScale, ourSize, venueSize, sizeScale);
                }
                compared++;
            }
        }
        return new AuditResult.Equal(ours.lastId(), compared);
    }

    private static long nextPrice(OrderBook a, int i, OrderBook b, int j, Side side) {
        if (i == a.levels(side)) {
            return b.price(side, j);
        }
        if (j == b.levels(side)) {
            return a.price(side, i);
        }
        long one = a.price(side, i);
        long other = b.price(side, j);
        return side.isBetter(one, other) ? one : other;
    }

    /** Makes {@code book} equal to {@code wider} where only that one is known; same scales. */
    static void widen(OrderBook book, OrderBook wider) {
        for (Side side : Side.values()) {
            KnownDepth known = book.knownDepth(side);
            KnownDepth more = wider.knownDepth(side);
            if (!reachesFurther(side, more, known)) {
                continue;
            }
            dropUnknown(book, side, wider);
            for (int i = 0; i < wider.levels(side); i++) {
                if (!known.covers(side, wider.price(side, i))) {
                    book.set(side, wider.price(side, i), wider.size(side, i));
                }
            }
            book.knownDepth(side, more);
        }
    }

    // Levels beyond the known depth were never compared: the wider book is the witness for them.
    private static void dropUnknown(OrderBook book, Side side, OrderBook wider) {
        BookView before = book.view();
        for (int i = before.levels(side) - 1; i >= 0; i--) {
            long price = before.price(side, i);
            if (before.knownDepth(side).covers(side, price)) {
                return;
            }
            if (wider.knownDepth(side).covers(side, price) && wider.sizeAt(side, price) == 0) {
                book.set(side, price, 0);
            }
        }
    }

    private static boolean reachesFurther(Side side, KnownDepth more, KnownDepth known) {
        return switch (more) {
            case KnownDepth.Nothing _ -> false;
            case KnownDepth.UpTo(long price) -> !known.covers(side, price);
            case KnownDepth.Complete _ -> !(known instanceof KnownDepth.Complete);
        };
    }
}
