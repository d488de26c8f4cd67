package dev.fathom.book;

import java.util.Arrays;

/** The levels of one side, in two sorted arrays with the best at the end. Owned by one thread. */
final class BookSide {
    // Updates cluster near the top of a book. With the best level last, an insert or removal there
    // moves only the few levels that are better.
    private static final int INITIAL_CAPACITY = 16;
    private static final int FIRST_WINDOW = 8;

    final Side side;
    private long[] keys;
    private long[] sizes;
    private int count;

    BookSide(Side side) {
        this(side, new long[INITIAL_CAPACITY], new long[INITIAL_CAPACITY], 0);
    }

    private BookSide(Side side, long[] keys, long[] sizes, int count) {
        this.side = side;
        this.keys = keys;
        this.sizes = sizes;
        this.count = count;
    }

    int count() {
        return count;
    }

    /** Index 0 is the best. */
    long price(int index) {
        return side.key(keys[slot(index)]);
    }

    long size(int index) {
        return sizes[slot(index)];
    }

    long sizeAt(long price) {
        int slot = find(side.key(price));
        return slot < 0 ? 0 : sizes[slot];
    }

    /** Sets or, with size zero, removes a level; the size before, zero if there was none. */
    long set(long price, long size) {
        long key = side.key(price);
        int slot = find(key);
        if (slot < 0) {
            if (size != 0) {
                insert(~slot, key, size);
            }
            return 0;
        }
        long before = sizes[slot];
        if (size != 0) {
            sizes[slot] = size;
        } else {
            remove(slot);
        }
        return before;
    }

    void clear() {
        count = 0;
    }

    /** A copy of the same levels with more decimal places. */
    BookSide rescaled(int priceFrom, int priceTo, int sizeFrom, int sizeTo) {
        long[] newKeys = new long[keys.length];
        long[] newSizes = new long[sizes.length];
        for (int i = 0; i < count; i++) {
            newKeys[i] = side.key(Decimals.rescale(side.key(keys[i]), priceFrom, priceTo));
            newSizes[i] = Decimals.rescale(sizes[i], sizeFrom, sizeTo);
        }
        return new BookSide(side, newKeys, newSizes, count);
    }

    /** A copy of the best levels. */
    Ladder ladder(int levels, int priceScale, int sizeScale, KnownDepth knownDepth) {
        int from = count - Math.min(levels, count);
        return new Ladder(
                side,
                priceScale,
                sizeScale,
                Arrays.copyOfRange(keys, from, count),
                Arrays.copyOfRange(sizes, from, count),
                count,
                knownDepth);
    }

    /** The slot of a key or, if it is not there, the complement of the slot where it belongs. */
    private int find(long key) {
        // First windows that grow from the best level on, then halving. Which half is random to the
        // processor, so the choice is written in a form that compiles to a conditional move.
        int to = count;
        int window = FIRST_WINDOW;
        int slot = Math.max(0, to - window);
        while (slot > 0 && keys[slot] > key) {
            to = slot;
            window *= 4;
            slot = Math.max(0, to - window);
        }
        int length = to - slot;
        while (length > 1) {
            int half = length >>> 1;
            slot = keys[slot + half] <= key ? slot + half : slot;
            length -= half;
        }
        if (length == 0 || keys[slot] > key) {
            return ~slot;
        }
        return keys[slot] == key ? slot : ~(slot + 1);
    }

    private void insert(int slot, long key, long size) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        System.arraycopy(keys, slot, keys, slot + 1, count - slot);
        System.arraycopy(sizes, slot, sizes, slot + 1, count - slot);
        keys[slot] = key;
        sizes[slot] = size;
        count++;
    }

    private void remove(int slot) {
        System.arraycopy(keys, slot + 1, keys, slot, count - slot - 1);
        System.arraycopy(sizes, slot + 1, sizes, slot, count - slot - 1);
        count--;
    }

    private int slot(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(
                    side + " level " + index + " of a book with " + count);
        }
        return count - 1 - index;
    }
}
