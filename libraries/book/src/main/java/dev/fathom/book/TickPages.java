package dev.fathom.book;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The levels of one side whose prices are multiples of one step and lie in one window of prices: a
 * size is found by arithmetic, without a search, and no change moves another level. Knows nothing
 * of other prices. Owned by one thread.
 *
 * <p>A level's place counts steps from the worst price of the window, so that a greater place is a
 * better price on either side.
 */
final class TickPages {
    // A page is 64 places: one word with a bit for each level, and one word with the four blocks of
    // 16 sizes that hold them, none where a block has no level. Both words lie side by side, so a
    // change touches two cache lines, one here and one in the sizes. Blocks of 16 sizes keep sparse
    // books small: a real BTCUSDT book of 3,000 levels takes 1.3 levels a block.

    private static final int BLOCK = 16;
    private static final int BLOCK_BITS = 4;
    private static final int PAGE = 64;
    private static final int PAGE_BITS = 6;

    /** The most pages: the number of a block has 16 bits. */
    static final int MOST_PAGES = 1 << 13;

    private final boolean descending;
    private long step = 1;
    private long reciprocal;
    private int reciprocalShift;
    private long firstTick;
    private int places;

    // Words 2p and 2p + 1 belong to page p: the levels as bits, the blocks as four 16-bit numbers.
    private long[] pages = {};
    // A bit for each page that has levels.
    private long[] filled = {};
    // Block b is sizes 16 b to 16 b + 15. Block 0 stays zero and stands for none.
    private long[] sizes = new long[BLOCK];
    private int blocks = 1;
    private int[] freeBlocks = {};
    private int free;
    private int count;
    private int best = -1;

    /**
     * Pages for nothing yet.
     *
     * @param descending true where a lower price is better
     */
    TickPages(boolean descending) {
        this.descending = descending;
    }

    /**
     * Forgets all levels and begins a new window.
     *
     * @param step what prices are multiples of
     * @param best a price in the window, with three quarters of the places below it
     * @param pageCount pages of 64 places, at most {@link #MOST_PAGES}
     */
    void begin(long step, long best, int pageCount) {
        clear();
        this.step = step;
        int log2 = 63 - Long.numberOfLeadingZeros(step);
        reciprocal = reciprocal(step, log2);
        reciprocalShift = log2;
        places = pageCount * PAGE;
        long tick = best / step;
        firstTick = (descending ? -tick : tick) - places / 4 * 3;
        if (pages.length < 2 * pageCount) {
            pages = new long[2 * pageCount];
            filled = new long[(pageCount + PAGE - 1) / PAGE];
        }
    }

    // 2 to the power of (63 + log2), divided by the step and rounded up: at most 2 to the power of
    // 63, taken as unsigned.
    private static long reciprocal(long step, int log2) {
        return BigInteger.ONE
                .shiftLeft(63 + log2)
                .add(BigInteger.valueOf(step - 1))
                .divide(BigInteger.valueOf(step))
                .longValue();
    }

    void clear() {
        Arrays.fill(pages, 0);
        Arrays.fill(filled, 0);
        Arrays.fill(sizes, 0, blocks * BLOCK, 0);
        blocks = 1;
        free = 0;
        count = 0;
        best = -1;
    }

    int count() {
        return count;
    }

    /** How many sizes there is memory for. */
    int room() {
        return sizes.length;
    }

    /** The greatest place with a level, -1 if there is none. */
    int best() {
        return best;
    }

    /** The place of a price, -1 if it has none here. */
    int place(long price) {
        // Multiplying by the reciprocal takes 1 ns less than dividing. It gives the quotient of
        // every multiple of the step; what it gives for other prices, multiplied back, is not the
        // price.
        long tick = Math.unsignedMultiplyHigh(price << 1, reciprocal) >>> reciprocalShift;
        long place = (descending ? -tick : tick) - firstTick;
        boolean inside = tick * step == price && place >= 0 && place < places;
        return inside ? (int) place : -1;
    }

    long price(int place) {
        long tick = firstTick + place;
        return (descending ? -tick : tick) * step;
    }

    long size(int place) {
        return sizes[at(place)];
    }

    private int at(int place) {
        return block(place) << BLOCK_BITS | (place & (BLOCK - 1));
    }

    private int block(int place) {
        return (int) (blocksOf(place) >>> shift(place)) & 0xFFFF;
    }

    private long blocksOf(int place) {
        return pages[place >> PAGE_BITS << 1 | 1];
    }

    // Where in the word of blocks that of a place lies.
    private static int shift(int place) {
        return place >> BLOCK_BITS << BLOCK_BITS;
    }

    /** Sets or, with size zero, removes a level. */
    void set(int place, long size) {
        int block = block(place);
        if (block == 0) {
            if (size == 0) {
                return;
            }
            block = takeBlock(place);
        }
        // The size before is not looked at, and nothing branches on whether a level comes or goes,
        // which is random to the processor: that would take 50 ns more for a frame of 25 levels.
        sizes[block << BLOCK_BITS | (place & (BLOCK - 1))] = size;
        int page = place >> PAGE_BITS << 1;
        long was = pages[page];
        long present = -size >>> 63;
        long is = (was & ~(1L << place)) | (present << place);
        pages[page] = is;
        count += (int) present - (int) (was >>> place & 1);
        if ((was == 0) != (is == 0)) {
            filled[place >> (2 * PAGE_BITS)] ^= 1L << (place >> PAGE_BITS);
        }
        if (place >= best) {
            best = size != 0 ? place : place == best ? below(place) : best;
        }
    }

    /** The greatest place with a level below this one, -1 if there is none. */
    int below(int place) {
        int page = place >> PAGE_BITS;
        long lower = pages[2 * page] & (1L << place) - 1;
        if (lower == 0) {
            page = filledBelow(page);
            if (page < 0) {
                return -1;
            }
            lower = pages[2 * page];
        }
        return page << PAGE_BITS | 63 - Long.numberOfLeadingZeros(lower);
    }

    private int filledBelow(int page) {
        int word = page >> PAGE_BITS;
        long lower = filled[word] & (1L << page) - 1;
        while (lower == 0) {
            if (--word < 0) {
                return -1;
            }
            lower = filled[word];
        }
        return word << PAGE_BITS | 63 - Long.numberOfLeadingZeros(lower);
    }

    private int takeBlock(int place) {
        if (free == 0 && (blocks << BLOCK_BITS) == sizes.length) {
            reclaim();
        }
        int block = free > 0 ? freeBlocks[--free] : blocks++;
        pages[place >> PAGE_BITS << 1 | 1] |= (long) block << shift(place);
        return block;
    }

    // Takes back the blocks without levels, which are left where they are until room is short; and
    // makes more room where those are less than half, so that this is rare.
    private void reclaim() {
        if (freeBlocks.length < blocks) {
            freeBlocks = new int[sizes.length / BLOCK];
        }
        for (int page = 0; page < places >> PAGE_BITS; page++) {
            if (pages[2 * page + 1] != 0) {
                reclaim(page);
            }
        }
        if (free <= blocks / 2) {
            sizes = Arrays.copyOf(sizes, 2 * sizes.length);
        }
    }

    private void reclaim(int page) {
        for (int first = 0; first < PAGE; first += BLOCK) {
            int block = (int) (pages[2 * page + 1] >>> first) & 0xFFFF;
            boolean empty = (pages[2 * page] >>> first & 0xFFFF) == 0;
            if (block != 0 && empty) {
                freeBlocks[free++] = block;
                pages[2 * page + 1] &= ~(0xFFFFL << first);
            }
        }
    }
}
