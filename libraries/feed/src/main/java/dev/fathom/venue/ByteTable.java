package dev.fathom.venue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by names that are read from bytes, so that a name which was seen before needs no String.
 * Holds at most {@value #MOST} names of at most {@value #LONGEST} bytes; a full table keeps those
 * it has. Owned by one thread.
 */
public final class ByteTable<V> {
    /** How many names are held. */
    public static final int MOST = 16_384;

    /** The longest name that is held. */
    public static final int LONGEST = 256;

    // 2 to the power of 64, divided by the golden ratio: spreads what differs over all bits.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private byte[][] names = new byte[64][];
    private Object[] values = new Object[64];
    private int count;

    /** The value put under these bytes, or null. */
    public @Nullable V get(byte[] array, int from, int to) {
        int slot = slot(names, array, from, to);
        @SuppressWarnings("unchecked")
        V value = (V) values[slot];
        return value;
    }

    /** Puts a value under a copy of the bytes, unless the table is full or the name too long. */
    public void put(byte[] array, int from, int to, V value) {
        if (count == MOST || to - from > LONGEST) {
            return;
        }
        if (count * 2 >= names.length) {
            grow();
        }
        int slot = slot(names, array, from, to);
        if (values[slot] == null) {
            count++;
        }
        names[slot] = Arrays.copyOfRange(array, from, to);
        values[slot] = value;
    }

    private void grow() {
        byte[][] moreNames = new byte[names.length * 2][];
        Object[] moreValues = new Object[moreNames.length];
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (values[i] != null) {
                int slot = slot(moreNames, name, 0, name.length);
                moreNames[slot] = name;
                moreValues[slot] = values[i];
            }
        }
        names = moreNames;
        values = moreValues;
    }

    // Eight bytes a step, the last eight once more where steps do not end with them; short names
    // byte by byte. Every frame looks up the name of its stream and its symbol.
    private static int hash(byte[] array, int from, int to) {
        long hash = (long) to - from;
        if (hash < Long.BYTES) {
            for (int i = from; i < to; i++) {
                hash = 31 * hash + array[i];
            }
        } else {
            for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
                hash = mixed(hash ^ EightBytes.at(array, i));
            }
            hash ^= EightBytes.at(array, to - Long.BYTES);
        }
        return (int) mixed(hash);
    }

    private static long mixed(long hash) {
        long product = hash * GOLDEN;
        return product ^ (product >>> 32);
    }

    private static int slot(byte[][] names, byte[] array, int from, int to) {
        int slot = hash(array, from, to) & (names.length - 1);
        while (names[slot] != null
                && !Arrays.equals(names[slot], 0, names[slot].length, array, from, to)) {
            slot = (slot + 1) & (names.length - 1);
        }
        return slot;
    }
}
