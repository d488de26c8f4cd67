package dev.fathom.cli.ladder;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import java.math.BigDecimal;

/** Numbers with as many decimal places as are in use: exact, and without the zeros of all. */
final class Digits {
    private Digits() {}

    /** The decimal places in use by the prices, or the sizes, of a view. */
    static int decimals(BookView view, boolean ofPrices) {
        int most = 0;
        for (Side side : Side.values()) {
            for (int i = 0; i < view.levels(side); i++) {
                most =
                        ofPrices
                                ? Math.max(most, decimals(view.exactPrice(side, i)))
                                : Math.max(most, decimals(view.exactSize(side, i)));
            }
        }
        return most;
    }

    private static int decimals(BigDecimal value) {
        return Math.max(0, value.stripTrailingZeros().scale());
    }

    /** The number with so many decimal places, or more where it would not be exact. */
    static String text(BigDecimal value, int decimals) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.setScale(Math.max(decimals, shortest.scale())).toPlainString();
    }
}
