package dev.fathom.venue;

import dev.fathom.market.LevelList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks through text whose form is known, without white space or escapes: every step either finds
 * what it looks for and moves past it, or says false. A decoder tries the form in which its venue
 * usually writes a message, and leaves everything else to the {@link JsonScanner}. Owned by one
 * thread.
 */
public final class PlainText {
    private static final int WORD = Long.BYTES;
    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000
    };

    private final PlainLevels plainLevels = new PlainLevels();
    private byte[] bytes = {};
    private int position;
    private int end;
    private long value;

    /** Text that is compared eight bytes at a time. Immutable. */
    public static final class Literal {
        private final int length;
        private final byte[] text;
        private final long head;
        private final long tail;

        /** The literal of a text. */
        public Literal(String string) {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            length = utf8.length;
            text = Arrays.copyOf(utf8, Math.max(WORD, length));
            head = EightBytes.at(text, 0);
            tail = EightBytes.at(text, text.length - WORD);
        }
    }

    /** Starts on a new text. The bytes are read in place. */
    public void reset(byte[] array, int offset, int length) {
        bytes = array;
        position = offset;
        end = offset + length;
    }

    /** Where the next byte stands in the array. */
    public int position() {
        return position;
    }

    /** True when all was read. */
    public boolean isAtEnd() {
        return position == end;
    }

    /** Moves past the literal, if it comes next; may miss one in the last eight bytes. */
    public boolean skip(Literal literal) {
        int length = literal.length;
        if (end - position < Math.max(WORD, length)) {
            return false;
        }
        long head = EightBytes.at(bytes, position);
        boolean same =
                length < WORD
                        ? (head ^ literal.head) << -(length << 3) == 0
                        : head == literal.head
                                && EightBytes.at(bytes, position + length - WORD) == literal.tail
                                && (length <= 2 * WORD || middleIs(literal));
        position += same ? length : 0;
        return same;
    }

    private boolean middleIs(Literal literal) {
        int to = literal.length - WORD;
        return Arrays.equals(bytes, position + WORD, position + to, literal.text, WORD, to);
    }

    /** Moves past one ASCII character, if it comes next. */
    public boolean skip(char ascii) {
        if (position == end || bytes[position] != ascii) {
            return false;
        }
        position++;
        return true;
    }

    /** Moves to the quote that ends a string, if all before it is printable ASCII, no backslash. */
    public boolean skipName() {
        for (int at = position; end - at >= WORD; at += WORD) {
            long eight = EightBytes.at(bytes, at);
            int quote = EightBytes.indexOf('"', eight);
            if (EightBytes.indexOfOdd(eight) < quote) {
                return false;
            }
            if (quote < WORD) {
                position = at + quote;
                return true;
            }
        }
        return false;
    }

    /**
     * Reads an integer of one to fifteen digits that does not begin with 0, if that comes next and
     * sixteen bytes are left; {@link #value()} then holds it.
     */
    public boolean integer() {
        if (end - position < 2 * WORD || bytes[position] == '0') {
            return false;
        }
        long head = EightBytes.at(bytes, position);
        int digits = EightBytes.digits(head);
        if (digits == 0) {
            return false;
        }
        value = EightBytes.number(EightBytes.worthOfFirst(digits, head));
        if (digits == WORD) {
            long tail = EightBytes.at(bytes, position + WORD);
            int more = EightBytes.digits(tail);
            if (more == WORD) {
                return false;
            }
            if (more > 0) {
                value =
                        value * POWERS_OF_TEN[more]
                                + EightBytes.number(EightBytes.worthOfFirst(more, tail));
            }
            digits += more;
        }
        position += digits;
        return true;
    }

    /** The last integer. */
    public long value() {
        return value;
    }

    /**
     * Adds levels to the list, two strings with eight decimal places each, up to the closing
     * bracket.
     *
     * @return false if some are of another form; those before them are in the list then
     */
    public boolean levels(LevelList levels) {
        position = plainLevels.read(bytes, position, end, levels);
        return position < end && bytes[position] == ']';
    }
}
