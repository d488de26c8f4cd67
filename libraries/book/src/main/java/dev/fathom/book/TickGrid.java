package dev.fathom.book;

/**
 * Where the pages of a side should lie, read off its levels. Immutable.
 *
 * @param step what the prices are multiples of
 * @param best the best price on the grid
 * @param pages how many pages of 64 steps, 0 for none
 */
record TickGrid(long step, long best, int pages) {
    private static final TickGrid NONE = new TickGrid(1, 0, 0);
    private static final int SAMPLE = 1_024;
    private static final int FEWEST_PAGES = 64;
    private static final int PLACES = 64;

    /** The grid for these levels, the best last. */
    static TickGrid of(Side side, SortedLevels levels) {
        long step = step(side, levels);
        int top = levels.count() - 1;
        while (top >= 0 && !isOn(side.key(levels.key(top)), step)) {
            top--;
        }
        if (top < 0) {
            return NONE;
        }
        long best = side.key(levels.key(top));
        // A sixteenth of the levels may lie outside: the far ones are few and a long way off.
        long far = side.key(levels.key(top / 16));
        long steps = far < 0 ? Long.MAX_VALUE : Math.abs(best - far) / step;
        return new TickGrid(step, best, pages(steps, top + 1));
    }

    // A third more than the levels need, for better prices; but not so many that a level takes
    // more than 64 bytes of them.
    private static int pages(long steps, int levels) {
        long wanted = steps / PLACES / 3 * 4 + 1;
        int most = Math.clamp(4L * levels, FEWEST_PAGES, TickPages.MOST_PAGES);
        int pages = Math.clamp(wanted, FEWEST_PAGES, most);
        return Integer.highestOneBit(2 * pages - 1);
    }

    // The greatest step on which seven of eight of the levels near the best lie: a power of ten,
    // perhaps times 25, 5 or 2.
    private static long step(Side side, SortedLevels levels) {
        int sample = Math.min(SAMPLE, levels.count());
        long step = 1;
        while (step <= Long.MAX_VALUE / 10 && fits(side, levels, sample, step * 10)) {
            step *= 10;
        }
        for (int factor : new int[] {25, 5, 2}) {
            if (step <= Long.MAX_VALUE / factor && fits(side, levels, sample, step * factor)) {
                return step * factor;
            }
        }
        return step;
    }

    private static boolean fits(Side side, SortedLevels levels, int sample, long step) {
        int misses = 0;
        for (int i = levels.count() - sample; i < levels.count(); i++) {
            misses += isOn(side.key(levels.key(i)), step) ? 0 : 1;
        }
        return misses <= sample / 8;
    }

    private static boolean isOn(long price, long step) {
        return price >= 0 && price % step == 0;
    }
}
