package dev.fathom.book;

import java.util.Arrays;

/**
 * Sizes by keys in two sorted arrays, the greatest key last. Any key can be held; a change costs a
 * search and moves what lies above it. Owned by one thread.
 */
final class SortedLevels {
    private static final int INITIAL_CAPACITY = 16;
    private static final int FIRST_WINDOW = 8;

    private long[] keys = new long[INITIAL_CAPACITY];
    private long[] sizes = new long[INITIAL_CAPACITY];
    private int count;

    int count() {
        return count;
    }

    /** Slot 0 is the least. */
    long key(int slot) {
        return keys[slot];
    }

    long size(int slot) {
        return sizes[slot];
    }

    long sizeAt(long key) {
        int slot = find(key);
        return slot < 0 ? 0 : sizes[slot];
    }

    /** Sets or, with size zero, removes a level; the size before, zero if there was none. */
    long set(long key, long size) {
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

    /** Keeps the lowest slots only. */
    void truncate(int newCount) {
        count = newCount;
    }

    /**
     * Makes room for so many levels in all, of which those beyond the present ones hold nothing.
     */
    void extend(int newCount) {
        reserve(newCount);
        count = newCount;
    }

    /** Overwrites a slot; the order is the caller's business. */
    void put(int slot, long key, long size) {
        keys[slot] = key;
        sizes[slot] = size;
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
        reserve(count + 1);
        System.arraycopy(keys, slot, keys, slot + 1, count - slot);
        System.arraycopy(sizes, slot, sizes, slot + 1, count - slot);
        keys[slot] = key;
        sizes[slot] = size;
        count++;
    }

    private void reserve(int levels) {
        if (levels > keys.length) {
            int capacity = Math.max(levels, 2 * keys.length);
            keys = Arrays.copyOf(keys, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
        }
    }

    private void remove(int slot) {
        System.arraycopy(keys, slot + 1, keys, slot, count - slot - 1);
        System.arraycopy(sizes, slot + 1, sizes, slot, count - slot - 1);
        count--;
    }
}
