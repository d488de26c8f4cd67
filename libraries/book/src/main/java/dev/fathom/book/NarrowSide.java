package dev.fathom.book;

/** A side whose numbers all fit a {@code long} at the book's scales. Owned by one thread. */
final class NarrowSide extends BookSide {
    // Most changes hit prices near the best one, on one grid of ticks: those levels lie in pages,
    // indexed by price. Everything else (odd prices, far away prices) lies in sorted arrays, so any
    // price can be held. A level whose price has a place in the pages is there and nowhere else.
    //
    // Grid and window are read off the levels themselves. Changes that miss the pages are counted;
    // when there were many for the levels to be moved, the pages are laid out anew, so that misses
    // pay for it. See docs/decisions/0009.

    private static final int FEW = 64;

    private final TickPages pages;
    private final SortedLevels rest = new SortedLevels();
    private int misses;
    private int missesAllowed = FEW;

    // The walk from the best level on: that of this index is the better one of a place in the pages
    // and a slot in the rest. No walk is under way when the index is -1.
    private int walkIndex = -1;
    private int walkPlace;
    private int walkSlot;
    private long walkPrice;
    private long walkSize;

    NarrowSide(Side side) {
        super(side);
        pages = new TickPages(side == Side.ASK);
    }

    @Override
    int count() {
        return pages.count() + rest.count();
    }

    @Override
    long price(int index) {
        walkTo(index);
        return walkPrice;
    }

    @Override
    long size(int index) {
        walkTo(index);
        return walkSize;
    }

    @Override
    long sizeAt(long price) {
        int place = pages.place(price);
        return place >= 0 ? pages.size(place) : rest.sizeAt(side.key(price));
    }

    @Override
    long set(long price, long size) {
        walkIndex = -1;
        int place = pages.place(price);
        if (place < 0) {
            return setInRest(price, size);
        }
        long before = pages.size(place);
        pages.set(place, size);
        return before;
    }

    @Override
    int setAll(long[] prices, long[] sizes, int count) {
        walkIndex = -1;
        for (int i = 0; i < count; i++) {
            long size = sizes[i];
            if (size < 0) {
                return i;
            }
            int place = pages.place(prices[i]);
            if (place >= 0) {
                pages.set(place, size);
            } else {
                setInRest(prices[i], size);
            }
        }
        return count;
    }

    private long setInRest(long price, long size) {
        long before = rest.set(side.key(price), size);
        if (++misses > missesAllowed) {
            layOut();
        }
        return before;
    }

    @Override
    void clear() {
        walkIndex = -1;
        pages.clear();
        rest.truncate(0);
        misses = 0;
        missesAllowed = FEW;
    }

    /**
     * A copy of the same levels with more decimal places.
     *
     * @throws DecimalOverflowException if a number does not fit
     */
    NarrowSide rescaled(int priceFrom, int priceTo, int sizeFrom, int sizeTo) {
        NarrowSide copy = new NarrowSide(side);
        int count = count();
        copy.rest.extend(count);
        for (int i = 0; i < count; i++) {
            copy.rest.put(
                    count - 1 - i,
                    side.key(Decimals.rescale(price(i), priceFrom, priceTo)),
                    Decimals.rescale(size(i), sizeFrom, sizeTo));
        }
        copy.layOut();
        return copy;
    }

    @Override
    Ladder ladder(int levels, int priceScale, int sizeScale, KnownDepth knownDepth) {
        int copied = Math.min(levels, count());
        long[] keys = new long[copied];
        long[] sizes = new long[copied];
        for (int i = 0; i < copied; i++) {
            keys[copied - 1 - i] = side.key(price(i));
            sizes[copied - 1 - i] = size(i);
        }
        return new Ladder(side, priceScale, sizeScale, keys, sizes, count(), knownDepth);
    }

    private void walkTo(int index) {
        if (index != walkIndex || index < 0) {
            walk(index);
        }
    }

    private void walk(int index) {
        int count = count();
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(
                    side + " level " + index + " of a book with " + count);
        }
        if (walkIndex < 0 || walkIndex > index) {
            walkIndex = 0;
            walkPlace = pages.best();
            walkSlot = rest.count() - 1;
        }
        while (walkIndex < index) {
            if (walkIsInPages()) {
                walkPlace = pages.below(walkPlace);
            } else {
                walkSlot--;
            }
            walkIndex++;
        }
        boolean inPages = walkIsInPages();
        walkPrice = inPages ? pages.price(walkPlace) : side.key(rest.key(walkSlot));
        walkSize = inPages ? pages.size(walkPlace) : rest.size(walkSlot);
    }

    private boolean walkIsInPages() {
        return walkSlot < 0
                || (walkPlace >= 0 && side.key(pages.price(walkPlace)) > rest.key(walkSlot));
    }

    /** Lays the pages out anew, for the levels as they are. */
    private void layOut() {
        int missing = rest.count();
        gather();
        TickGrid grid = TickGrid.of(side, rest);
        pages.begin(grid.step(), grid.best(), grid.pages());
        int kept = 0;
        for (int slot = 0; slot < rest.count(); slot++) {
            int place = pages.place(side.key(rest.key(slot)));
            if (place >= 0) {
                pages.set(place, rest.size(slot));
            } else {
                rest.put(kept++, rest.key(slot), rest.size(slot));
            }
        }
        rest.truncate(kept);
        misses = 0;
        // Where this gained little, the misses are of levels that no layout reaches.
        boolean gained = missing - kept > count() / 16;
        missesAllowed = FEW + (gained ? count() / 2 : 2 * count());
    }

    // Moves all levels into the rest: merges from the best on, which needs no other memory.
    private void gather() {
        int count = count();
        int slot = rest.count() - 1;
        int place = pages.best();
        rest.extend(count);
        for (int to = count - 1; place >= 0; to--) {
            long key = side.key(pages.price(place));
            if (slot >= 0 && rest.key(slot) > key) {
                rest.put(to, rest.key(slot), rest.size(slot));
                slot--;
            } else {
                rest.put(to, key, pages.size(place));
                place = pages.below(place);
            }
        }
        pages.clear();
        walkIndex = -1;
    }
}
