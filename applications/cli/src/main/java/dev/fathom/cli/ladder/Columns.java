package dev.fathom.cli.ladder;

/**
 * Which columns of a ladder fit. Prices come first, then sizes, bars, totals, trades. Immutable.
 *
 * @param price characters
 * @param size characters; 0: left out
 * @param total characters; 0: left out
 * @param bar characters; 0: left out
 * @param tape characters of the column of trades, its gap included; 0: left out
 */
record Columns(int price, int size, int total, int bar, int tape) {
    /** Between columns. */
    static final int GAP = 2;

    /** Left of the price: the mark of levels beyond the known depth. */
    static final int MARK = 1;

    private static final int TIME = 8;
    private static final int NARROWEST_BAR = 6;
    private static final int USUAL_BAR = 12;
    private static final int WIDEST_BAR = 60;

    /**
     * The columns that fit into so many characters.
     *
     * @param hasTrades whether there are trades to show
     */
    static Columns of(Widths widths, boolean hasTrades, int width) {
        int left = width - MARK - widths.price() - GAP - widths.size();
        if (left < 0) {
            return new Columns(widths.price(), 0, 0, 0, 0);
        }
        int total = GAP + widths.total();
        boolean hasTotal = left >= total + GAP + NARROWEST_BAR;
        left -= hasTotal ? total : 0;
        int tape = GAP + TIME + GAP + widths.tapePrice() + GAP + widths.tapeSize();
        boolean hasTape = hasTotal && hasTrades && left >= GAP + USUAL_BAR + tape;
        left -= hasTape ? tape : 0;
        int bar = left >= GAP + NARROWEST_BAR ? Math.min(WIDEST_BAR, left - GAP) : 0;
        return new Columns(
                widths.price(),
                widths.size(),
                hasTotal ? widths.total() : 0,
                bar,
                hasTape ? tape : 0);
    }

    /** Characters of all columns but that of trades. */
    int levels() {
        return MARK + price + column(size) + column(total) + column(bar);
    }

    private static int column(int width) {
        return width == 0 ? 0 : GAP + width;
    }
}
