package dev.fathom.venue.bitfinex;

import dev.fathom.venue.Choice;
import java.util.List;

/**
 * In which form books are subscribed. Immutable.
 *
 * @param prec {@code P0} with all five digits of prices to {@code P4} with one, or {@code R0} for
 *     single orders
 * @param freq {@code F0} for changes at once, {@code F1} for every two seconds
 * @param len levels a side, or orders
 */
record BookForm(String prec, String freq, String len) {
    private static final Choice PREC = Choice.of("prec", "P0", "P1", "P2", "P3", "P4", "R0");
    private static final Choice FREQ = Choice.of("freq", "F0", "F1");
    private static final Choice LEN = Choice.of("len", "250", "100", "25", "1");

    static final List<String> SETTINGS = List.of(PREC.toString(), FREQ.toString(), LEN.toString());
    static final BookForm USUAL = new BookForm(PREC.usual(), FREQ.usual(), LEN.usual());

    BookForm {
        prec = PREC.check(prec);
        freq = FREQ.check(freq);
        len = LEN.check(len);
    }

    int levels() {
        return Integer.parseInt(len);
    }
}
