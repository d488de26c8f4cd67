package dev.fathom.venue;

import dev.fathom.book.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from bytes in one pass, without making objects: the caller asks for the next key, the
 * next element, a number as a scaled {@code long}, or skips a value. Accepts exactly what RFC 8259
 * allows, in UTF-8, nested at most {@value #DEEPEST} deep. Owned by one thread; {@link #reset}
 * starts a new text.
 *
 * <p>Any violation is a {@link BadTextException} that names the byte.
 */
public final class JsonScanner {
    // Values keep the digits they were written with: a number is a mantissa and the decimal places
    // of its text, so 1.50 is 150 at 2. Nothing becomes a double or, on the usual way, a String.

    /** How deep arrays and objects may be nested. */
    public static final int DEEPEST = 64;

    /** The longest text of a number that is looked at when it does not fit at first sight. */
    static final int LONGEST_NUMBER = 400;

    private static final int MAX_PLACES = 18;

    private byte[] bytes = new byte[0];
    private int start;
    private int position;
    private int end;
    private int depth;

    // A bit for each open array or object: nothing has been read of it yet, so no comma is due.
    private long justOpened;

    // The last key or string: a range of the text itself, or of `unescaped` where it had escapes.
    private byte[] text = new byte[0];
    private int textStart;
    private int textEnd;
    private boolean textInPlace;
    private byte[] unescaped = new byte[64];

    private long mantissa;
    private int places;
    private long firstMantissa;
    private int firstPlaces;
    // The number instead, where it does not fit mantissa and places.
    private @Nullable BigDecimal wide;

    /** Starts on a new text. The bytes are read in place. */
    public void reset(byte[] array, int offset, int length) {
        bytes = array;
        start = offset;
        position = offset;
        end = offset + length;
        depth = 0;
        justOpened = 0;
    }

    /** What the next value is. */
    public enum Kind {
        /** {@code {...}}. */
        OBJECT,
        /** {@code [...]}. */
        ARRAY,
        /** {@code "..."}. */
        STRING,
        /** A bare number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** {@code null}. */
        NULL
    }

    /** Looks at the kind of the next value without reading it. */
    public Kind peek() throws BadTextException {
        skipSpace();
        int b = here();
        return switch (b) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw unexpected("a value");
        };
    }

    /** Reads the opening brace; then {@link #nextKey} until it says false. */
    public void beginObject() throws BadTextException {
        open('{', "'{'");
    }

    /** Reads the opening bracket; then {@link #nextElement} until it says false. */
    public void beginArray() throws BadTextException {
        open('[', "'['");
    }

    private void open(char bracket, String name) throws BadTextException {
        skipSpace();
        if (here() != bracket) {
            throw unexpected(name);
        }
        if (depth == DEEPEST) {
            throw bad("nested deeper than " + DEEPEST);
        }
        justOpened |= 1L << depth;
        depth++;
        position++;
    }

    /**
     * Moves to the value of the next key of the object, or past the closing brace.
     *
     * @return false after the last key
     */
    public boolean nextKey() throws BadTextException {
        if (!next('}')) {
            return false;
        }
        skipSpace();
        if (letterKey()) {
            return true;
        }
        readString();
        skipSpace();
        if (here() != ':') {
            throw unexpected("':'");
        }
        position++;
        return true;
    }

    // Reads "x": without white space, if that is what comes next.
    private boolean letterKey() {
        int at = position;
        if (end - at < 4 || bytes[at] != '"' || bytes[at + 2] != '"' || bytes[at + 3] != ':') {
            return false;
        }
        int letter = bytes[at + 1];
        if (letter < ' ' || letter == '"' || letter == '\\') {
            return false;
        }
        text = bytes;
        textInPlace = true;
        textStart = at + 1;
        textEnd = at + 2;
        position = at + 4;
        return true;
    }

    /**
     * Moves to the next element of the array, or past the closing bracket.
     *
     * @return false after the last element
     */
    public boolean nextElement() throws BadTextException {
        return next(']');
    }

    private boolean next(char closing) throws BadTextException {
        long bit = 1L << (depth - 1);
        boolean first = (justOpened & bit) != 0;
        justOpened &= ~bit;
        skipSpace();
        int b = here();
        if (b == closing) {
            position++;
            depth--;
            return false;
        }
        if (first) {
            return true;
        }
        if (b != ',') {
            throw unexpected("',' or '" + closing + "'");
        }
        position++;
        skipSpace();
        if (here() == closing) {
            throw unexpected("a value after ','");
        }
        return true;
    }

    /** Compares the last key or string with ASCII text. */
    public boolean textIs(String ascii) {
        int length = ascii.length();
        if (textEnd - textStart != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[textStart + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The only byte of the last key or string, or -1 when it is longer, shorter or not ASCII. */
    public int textAsLetter() {
        return textEnd - textStart == 1 && text[textStart] >= 0 ? text[textStart] : -1;
    }

    /** The last key or string. */
    public String text() {
        return new String(text, textStart, textEnd - textStart, StandardCharsets.UTF_8);
    }

    /** False when the last key or string had escapes, so that the next one may overwrite it. */
    public boolean isTextInPlace() {
        return textInPlace;
    }

    /** The array in which the last key or string lies. */
    public byte[] textArray() {
        return text;
    }

    /** Where the last key or string begins in {@link #textArray()}. */
    public int textStart() {
        return textStart;
    }

    /** Where the last key or string ends in {@link #textArray()}. */
    public int textEnd() {
        return textEnd;
    }

    /** Reads a string value; {@link #text()} and its kin then speak of it. */
    public void string() throws BadTextException {
        skipSpace();
        readString();
    }

    /** Reads {@code true} or {@code false}. */
    public boolean bool() throws BadTextException {
        skipSpace();
        if (here() == 't') {
            literal("true");
            return true;
        }
        literal("false");
        return false;
    }

    /** Reads an integer that fits 64 bits, as a bare number. */
    public long integer() throws BadTextException {
        skipSpace();
        int from = position;
        if (peek() != Kind.NUMBER) {
            throw unexpected("an integer");
        }
        position = number(bytes, position, end, from);
        if (wide != null) {
            throw BadTextException.number(from - start, wide.toString());
        }
        if (places != 0) {
            throw BadTextException.at(from - start, "expected an integer");
        }
        return mantissa;
    }

    /**
     * Reads a number, bare or as a string; {@link #mantissa()} and {@link #places()} then hold it.
     */
    public void decimal() throws BadTextException {
        skipSpace();
        int from = position;
        if (here() == '"') {
            int stop = plainNumber(bytes, position + 1, end);
            if (stop >= 0 && stop < end && bytes[stop] == '"') {
                wide = null;
                position = stop + 1;
                return;
            }
            readString();
            if (number(text, textStart, textEnd, from) != textEnd) {
                throw BadTextException.at(from - start, "'" + shortText() + "' is no number");
            }
        } else {
            position = number(bytes, position, end, from);
        }
    }

    /**
     * Reads {@code ["61837.63000000","3.78826000"]}, two numbers as strings without white space,
     * exponents or escapes, if that is what comes next: {@link #firstMantissa()} and {@link
     * #firstPlaces()} hold the first, {@link #mantissa()} and {@link #places()} the second.
     *
     * @return false when the text is of another form; nothing has been read then
     */
    public boolean plainPair() {
        // The form in which venues send the levels of a book. Read in one go it takes half the time
        // of array, element, decimal, element, decimal, end.
        if (end - position < 2
                || bytes[position] != '['
                || bytes[position + 1] != '"'
                || depth == DEEPEST) {
            return false;
        }
        int stop = plainNumber(bytes, position + 2, end);
        if (stop < 0
                || end - stop < 3
                || bytes[stop] != '"'
                || bytes[stop + 1] != ','
                || bytes[stop + 2] != '"') {
            return false;
        }
        long first = mantissa;
        int places1 = places;
        stop = plainNumber(bytes, stop + 3, end);
        if (stop < 0 || end - stop < 2 || bytes[stop] != '"' || bytes[stop + 1] != ']') {
            return false;
        }
        firstMantissa = first;
        firstPlaces = places1;
        position = stop + 2;
        return true;
    }

    /**
     * Reads a bare integer of up to 18 digits without a sign, if that is what comes next: {@link
     * #mantissa()} then holds it.
     *
     * @return false when the text is of another form; nothing has been read then
     */
    public boolean plainInteger() {
        int at = position;
        long value = 0;
        // Ids and times are longer than eight digits.
        if (end - at >= Long.BYTES) {
            long eight = EightBytes.worth(EightBytes.at(bytes, at));
            if (EightBytes.noDigits(eight) == 0) {
                value = EightBytes.number(eight);
                at += Long.BYTES;
            }
        }
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at] - '0');
            at++;
        }
        int digits = at - position;
        boolean goesOn = at < end && (bytes[at] == '.' || (bytes[at] | 0x20) == 'e');
        if (digits == 0
                || digits > MAX_PLACES
                || (digits > 1 && bytes[position] == '0')
                || goesOn) {
            return false;
        }
        mantissa = value;
        places = 0;
        position = at;
        return true;
    }

    /** The digits of the first number of the last plain pair. */
    public long firstMantissa() {
        return firstMantissa;
    }

    /** The decimal places of the first number of the last plain pair. */
    public int firstPlaces() {
        return firstPlaces;
    }

    /** Reads a number that is the whole text, without quotes or white space around it. */
    public void onlyDecimal() throws BadTextException {
        int from = position;
        position = number(bytes, from, end, from);
        if (position != end) {
            throw BadTextException.at(from - start, "no number");
        }
    }

    /** True if the last number does not fit {@link #mantissa()} and {@link #places()}. */
    public boolean isWide() {
        return wide != null;
    }

    /** The last number, exact, with the places it was written with if there are few enough. */
    public BigDecimal exact() {
        BigDecimal last = wide;
        return last == null ? BigDecimal.valueOf(mantissa, places) : last;
    }

    /** The digits of the last number. */
    public long mantissa() {
        return mantissa;
    }

    /** The decimal places of the last number as written, 0 to 18; 0 if it is wide. */
    public int places() {
        return places;
    }

    /** Where the scanner stands in {@link #array()}. */
    public int position() {
        return position;
    }

    /** The array that is read. */
    public byte[] array() {
        return bytes;
    }

    /** Reads past the next value, whatever it is. */
    public void skipValue() throws BadTextException {
        switch (peek()) {
            case STRING -> readString();
            case NUMBER -> position = numberEnd(bytes, position, end, position);
            case BOOLEAN -> bool();
            case NULL -> literal("null");
            case OBJECT -> {
                beginObject();
                while (nextKey()) {
                    skipValue();
                }
            }
            case ARRAY -> {
                beginArray();
                while (nextElement()) {
                    skipValue();
                }
            }
        }
    }

    /** Checks that nothing but white space is left. */
    public void finish() throws BadTextException {
        skipSpace();
        if (position != end) {
            throw unexpected("the end");
        }
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private void skipSpace() {
        // There is hardly ever any.
        if (position < end && bytes[position] > ' ') {
            return;
        }
        while (position < end && isSpace(bytes[position])) {
            position++;
        }
    }

    private int here() {
        return position < end ? bytes[position] : -1;
    }

    private void literal(String word) throws BadTextException {
        for (int i = 0; i < word.length(); i++) {
            if (here() != word.charAt(i)) {
                throw unexpected(word);
            }
            position++;
        }
    }

    private void readString() throws BadTextException {
        if (here() != '"') {
            throw unexpected("a string");
        }
        int from = ++position;
        while (position < end) {
            int b = bytes[position];
            if (b == '"') {
                text = bytes;
                textInPlace = true;
                textStart = from;
                textEnd = position++;
                return;
            }
            if (b == '\\') {
                readEscaped(from);
                return;
            }
            if (b < 0) {
                position = Utf8.next(bytes, position, end, start);
            } else if (b < ' ') {
                throw bad("a control character in a string");
            } else {
                position++;
            }
        }
        throw bad("a string without an end");
    }

    private void readEscaped(int from) throws BadTextException {
        int length = position - from;
        reserve(length + 8);
        System.arraycopy(bytes, from, unescaped, 0, length);
        while (position < end) {
            int b = bytes[position];
            reserve(length + 8);
            if (b == '"') {
                position++;
                text = unescaped;
                textInPlace = false;
                textStart = 0;
                textEnd = length;
                return;
            }
            if (b == '\\') {
                length = readEscape(length);
            } else if (b < 0) {
                int next = Utf8.next(bytes, position, end, start);
                System.arraycopy(bytes, position, unescaped, length, next - position);
                length += next - position;
                position = next;
            } else if (b < ' ') {
                throw bad("a control character in a string");
            } else {
                unescaped[length++] = (byte) b;
                position++;
            }
        }
        throw bad("a string without an end");
    }

    private int readEscape(int length) throws BadTextException {
        position++;
        int b = here();
        int plain =
                switch (b) {
                    case '"', '\\', '/' -> b;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'u' -> -1;
                    default -> throw bad("an unknown escape");
                };
        position++;
        if (plain >= 0) {
            unescaped[length] = (byte) plain;
            return length + 1;
        }
        int code = hex();
        if (Character.isLowSurrogate((char) code)) {
            throw bad("half a surrogate pair");
        }
        if (Character.isHighSurrogate((char) code)) {
            if (here() != '\\' || position + 1 >= end || bytes[position + 1] != 'u') {
                throw bad("half a surrogate pair");
            }
            position += 2;
            int low = hex();
            if (!Character.isLowSurrogate((char) low)) {
                throw bad("half a surrogate pair");
            }
            code = Character.toCodePoint((char) code, (char) low);
        }
        return Utf8.put(code, unescaped, length);
    }

    private int hex() throws BadTextException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = position < end ? Character.digit(bytes[position], 16) : -1;
            if (digit < 0) {
                throw bad("four hex digits missing");
            }
            value = value * 16 + digit;
            position++;
        }
        return value;
    }

    private void reserve(int size) {
        if (unescaped.length < size) {
            unescaped = Arrays.copyOf(unescaped, size * 2);
        }
    }

    // Reads the number at `from`, leaves it in mantissa and places, or wide, and returns where it
    // ends. The
    // usual number is done in one loop; one with an exponent or many digits is looked at again.
    private int number(byte[] array, int from, int limit, int origin) throws BadTextException {
        wide = null;
        int stop = plainNumber(array, from, limit);
        boolean whole = stop >= 0 && (stop == limit || (array[stop] | 0x20) != 'e');
        return whole ? stop : unusualNumber(array, from, limit, origin);
    }

    // The same for up to 18 digits without an exponent; -1 for anything else.
    private int plainNumber(byte[] array, int from, int limit) {
        int at = from;
        boolean negative = at < limit && array[at] == '-';
        if (negative) {
            at++;
        }
        int digitsFrom = at;
        long value = 0;
        while (at < limit && array[at] >= '0' && array[at] <= '9') {
            value = value * 10 + (array[at] - '0');
            at++;
        }
        int whole = at - digitsFrom;
        if (whole == 0 || (whole > 1 && array[digitsFrom] == '0')) {
            return -1;
        }
        int fraction = 0;
        if (at < limit && array[at] == '.') {
            int fractionFrom = ++at;
            // Eight places are what Binance sends: one multiplication tree instead of eight steps.
            if (limit - at >= Long.BYTES) {
                long eight = EightBytes.worth(EightBytes.at(array, at));
                if (EightBytes.noDigits(eight) == 0) {
                    value = value * 100_000_000L + EightBytes.number(eight);
                    at += Long.BYTES;
                }
            }
            while (at < limit && array[at] >= '0' && array[at] <= '9') {
                value = value * 10 + (array[at] - '0');
                at++;
            }
            fraction = at - fractionFrom;
            if (fraction == 0) {
                return -1;
            }
        }
        // More digits may have run over; they are read again by the longer way.
        if (whole + fraction > MAX_PLACES) {
            return -1;
        }
        mantissa = negative ? -value : value;
        places = fraction;
        return at;
    }

    // Where the number ends by the grammar, read without its value.
    private int numberEnd(byte[] array, int from, int limit, int origin) throws BadTextException {
        int at = from;
        if (at < limit && array[at] == '-') {
            at++;
        }
        int digits = at;
        at = digitsEnd(array, at, limit);
        boolean sound = at > digits && (array[digits] != '0' || at == digits + 1);
        if (sound && at < limit && array[at] == '.') {
            int from2 = at + 1;
            at = digitsEnd(array, from2, limit);
            sound = at > from2;
        }
        if (sound && at < limit && (array[at] == 'e' || array[at] == 'E')) {
            int sign = at + 1;
            if (sign < limit && (array[sign] == '+' || array[sign] == '-')) {
                sign++;
            }
            at = digitsEnd(array, sign, limit);
            sound = at > sign;
        }
        if (!sound) {
            throw BadTextException.at(origin - start, "no number");
        }
        return at;
    }

    private static int digitsEnd(byte[] array, int from, int limit) {
        int at = from;
        while (at < limit && array[at] >= '0' && array[at] <= '9') {
            at++;
        }
        return at;
    }

    private int unusualNumber(byte[] array, int from, int limit, int origin)
            throws BadTextException {
        int stop = numberEnd(array, from, limit, origin);
        int length = stop - from;
        if (length > LONGEST_NUMBER) {
            throw BadTextException.number(origin - start, "of " + length + " characters");
        }
        String written = new String(array, from, length, StandardCharsets.ISO_8859_1);
        BigDecimal value;
        try {
            value = new BigDecimal(written);
        } catch (NumberFormatException e) {
            throw BadTextException.number(origin - start, written);
        }
        if (value.signum() == 0) {
            mantissa = 0;
            places = Math.clamp(value.scale(), 0, MAX_PLACES);
        } else {
            hold(value, written, origin);
        }
        return stop;
    }

    // Keeps the places as written where they fit; else as few as the value needs; else the number
    // is
    // wide. What has more than so many digits when written out is no number of a market.
    private void hold(BigDecimal value, String written, int origin) throws BadTextException {
        // Looked at first: to write out 100e2147483647 would take all memory.
        long digitsBeforePoint = (long) value.precision() - value.scale();
        if (digitsBeforePoint > LONGEST_NUMBER || value.scale() > LONGEST_NUMBER) {
            throw BadTextException.number(origin - start, written);
        }
        BigDecimal wanted = value.scale() < 0 ? value.setScale(0) : value;
        BigDecimal least = value.stripTrailingZeros();
        if (!Decimals.fits(wanted) && least.scale() <= MAX_PLACES) {
            wanted = least.scale() < 0 ? least.setScale(0) : least;
        }
        if (Decimals.fits(wanted)) {
            mantissa = wanted.unscaledValue().longValueExact();
            places = wanted.scale();
        } else {
            wide = wanted;
            mantissa = 0;
            places = 0;
        }
    }

    private String shortText() {
        int length = Math.min(textEnd - textStart, 40);
        String shown = new String(text, textStart, length, StandardCharsets.UTF_8);
        return textEnd - textStart > 40 ? shown + "..." : shown;
    }

    private BadTextException unexpected(String wanted) {
        if (position >= end) {
            return bad("the text ends where " + wanted + " should be");
        }
        int b = bytes[position];
        String found = b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte " + (b & 0xFF);
        return bad("expected " + wanted + ", got " + found);
    }

    private BadTextException bad(String what) {
        return BadTextException.at(position - start, what);
    }
}
