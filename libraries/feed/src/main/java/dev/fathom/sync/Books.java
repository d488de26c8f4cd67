package dev.fathom.sync;

import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.LevelList;
import java.math.BigDecimal;
import java.util.Optional;

/** Putting messages into order books, and comparing two of them. */
final class Books {
    private Books() {}

    /** Replaces everything in the book by a snapshot or top. */
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
                : new KnownDepth.UpTo(book.exactPrice(side, levels - 1));
    }

    /**
     * Leaves no more levels a side than the venue keeps, where that is our part, and says how deep
     * the book is known then.
     */
    static void bound(OrderBook book, int levelLimit, BookRules rules) {
        for (Side side : Side.values()) {
            int levels = book.levels(side);
            if (rules.window() == BookRules.Window.CUT_HERE) {
                for (; levels > levelLimit; levels--) {
                    book.set(side, book.exactPrice(side, levels - 1), BigDecimal.ZERO);
                }
            }
            int vouched =
                    rules.vouchedLevels() == 0 ? levels : Math.min(levels, rules.vouchedLevels());
            book.knownDepth(
                    side,
                    levels < levelLimit && levels == vouched
                            ? new KnownDepth.Complete()
                            : new KnownDepth.UpTo(book.exactPrice(side, vouched - 1)));
        }
    }

    /** The first level that a message removes though neither book nor message hold it. */
    static Optional<String> unknownDelete(OrderBook book, DepthMessage message) {
        for (Side side : Side.values()) {
            LevelList levels = message.side(side);
            for (int i = 0; i < levels.count(); i++) {
                BigDecimal price = levels.exactPrice(i);
                if (levels.exactSize(i).signum() == 0
                        && book.exactSizeAt(side, price).signum() == 0
                        && !wasSetBefore(levels, i, price)) {
                    return Optional.of(side + " " + price.toPlainString() + " is removed");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean wasSetBefore(LevelList levels, int end, BigDecimal price) {
        for (int i = end - 1; i >= 0; i--) {
            if (levels.exactPrice(i).compareTo(price) == 0) {
                return levels.exactSize(i).signum() != 0;
            }
        }
        return false;
    }

    /** Sets the levels of the message and the book's id. */
    static void apply(OrderBook book, DepthMessage message) {
        rescale(book, message.priceScale(), message.sizeScale());
        message.side(Side.BID).setIn(book, Side.BID);
        message.side(Side.ASK).setIn(book, Side.ASK);
        if (message.hasOrders()) {
            rescale(book.orders(), message.priceScale(), 0);
            message.orders(Side.BID).setIn(book.orders(), Side.BID);
            message.orders(Side.ASK).setIn(book.orders(), Side.ASK);
        }
        book.lastId(message.lastId());
    }

    private static void rescale(OrderBook book, int messagePriceScale, int messageSizeScale) {
        int priceScale = Math.max(book.priceScale(), messagePriceScale);
        int sizeScale = Math.max(book.sizeScale(), messageSizeScale);
        if (priceScale != book.priceScale() || sizeScale != book.sizeScale()) {
            book.rescale(priceScale, sizeScale);
        }
    }

    /**
     * Compares two books that stand at the same id, from the best price outwards, as far as both
     * are known.
     */
    static AuditResult compare(OrderBook ours, OrderBook venues) {
        int compared = 0;
        for (Side side : Side.values()) {
            int i = 0;
            int j = 0;
            while (i < ours.levels(side) || j < venues.levels(side)) {
                BigDecimal price = nextPrice(ours, i, venues, j, side);
                if (!ours.knownDepth(side).covers(side, price)
                        || !venues.knownDepth(side).covers(side, price)) {
                    break;
                }
                boolean inOurs = isAt(ours, side, i, price);
                boolean inVenues = isAt(venues, side, j, price);
                BigDecimal ourSize = inOurs ? ours.exactSize(side, i++) : BigDecimal.ZERO;
                BigDecimal venueSize = inVenues ? venues.exactSize(side, j++) : BigDecimal.ZERO;
                if (ourSize.compareTo(venueSize) != 0) {
                    return new AuditResult.Different(
                            ours.lastId(), side, price, ourSize, venueSize);
                }
                compared++;
            }
        }
        return new AuditResult.Equal(ours.lastId(), compared);
    }

    private static boolean isAt(OrderBook book, Side side, int index, BigDecimal price) {
        return index < book.levels(side) && book.exactPrice(side, index).compareTo(price) == 0;
    }

    private static BigDecimal nextPrice(OrderBook a, int i, OrderBook b, int j, Side side) {
        if (i == a.levels(side)) {
            return b.exactPrice(side, j);
        }
        if (j == b.levels(side)) {
            return a.exactPrice(side, i);
        }
        BigDecimal one = a.exactPrice(side, i);
        BigDecimal other = b.exactPrice(side, j);
        return side.isBetter(one, other) ? one : other;
    }

    /** Makes {@code book} equal to {@code wider} where only that one is known. */
    static void widen(OrderBook book, OrderBook wider) {
        for (Side side : Side.values()) {
            KnownDepth known = book.knownDepth(side);
            KnownDepth more = wider.knownDepth(side);
            if (!reachesFurther(side, more, known)) {
                continue;
            }
            dropUnknown(book, side, wider);
            for (int i = 0; i < wider.levels(side); i++) {
                BigDecimal price = wider.exactPrice(side, i);
                if (!known.covers(side, price)) {
                    book.set(side, price, wider.exactSize(side, i));
                }
            }
            book.knownDepth(side, more);
        }
    }

    // Levels beyond the known depth were never compared: the wider book is the witness for them.
    private static void dropUnknown(OrderBook book, Side side, OrderBook wider) {
        BookView before = book.view();
        for (int i = before.levels(side) - 1; i >= 0; i--) {
            BigDecimal price = before.exactPrice(side, i);
            if (before.knownDepth(side).covers(side, price)) {
                return;
            }
            if (wider.knownDepth(side).covers(side, price)
                    && wider.exactSizeAt(side, price).signum() == 0) {
                book.set(side, price, BigDecimal.ZERO);
            }
        }
    }

    private static boolean reachesFurther(Side side, KnownDepth more, KnownDepth known) {
        return switch (more) {
            case KnownDepth.Nothing _ -> false;
            case KnownDepth.UpTo(BigDecimal price) -> !known.covers(side, price);
            case KnownDepth.Complete _ -> !(known instanceof KnownDepth.Complete);
        };
    }
}
