package dev.fathom.cli.ladder;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.market.Trade;
import java.math.BigDecimal;
import java.util.List;

/**
 * How much room the numbers of a ladder need. Immutable.
 *
 * @param priceDecimals decimal places of prices that are in use
 * @param sizeDecimals decimal places of sizes that are in use
 * @param price characters of the longest price
 * @param size characters of the longest size
 * @param total characters of the longest sum of sizes
 * @param tapePrice characters of the longest price of a trade
 * @param tapeSize characters of the longest size of a trade
 */
record Widths(
        int priceDecimals,
        int sizeDecimals,
        int price,
        int size,
        int total,
        int tapePrice,
        int tapeSize) {
    /** Nothing but headings. */
    static final Widths LEAST = new Widths(0, 0, 5, 4, 5, 0, 0);

    /** What the best levels and the last trades need. */
    static Widths of(BookView view, int rows, List<Trade> trades) {
        int priceDecimals = Digits.decimals(view, true);
        int sizeDecimals = Digits.decimals(view, false);
        int price = 0;
        int size = 0;
        int total = 0;
        for (Side side : Side.values()) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < Math.min(rows, view.levels(side)); i++) {
                BigDecimal of = view.exactSize(side, i);
                sum = sum.add(of);
                size = Math.max(size, Digits.text(of, sizeDecimals).length());
                price =
                        Math.max(
                                price,
                                Digits.text(view.exactPrice(side, i), priceDecimals).length());
            }
            total = Math.max(total, Digits.text(sum, sizeDecimals).length());
        }
        int tapePrice = 0;
        int tapeSize = 0;
        for (Trade trade : trades) {
            tapePrice =
                    Math.max(tapePrice, Digits.text(trade.exactPrice(), priceDecimals).length());
            tapeSize = Math.max(tapeSize, Digits.text(trade.exactSize(), sizeDecimals).length());
        }
        return new Widths(priceDecimals, sizeDecimals, price, size, total, tapePrice, tapeSize)
                .atLeast(LEAST);
    }

    /** Room for both, so that columns do not jump to and fro. */
    Widths atLeast(Widths other) {
        return new Widths(
                Math.max(priceDecimals, other.priceDecimals),
                Math.max(sizeDecimals, other.sizeDecimals),
                Math.max(price, other.price),
                Math.max(size, other.size),
                Math.max(total, other.total),
                Math.max(tapePrice, other.tapePrice),
                Math.max(tapeSize, other.tapeSize));
    }
}
