package dev.fathom.book;

import java.math.BigDecimal;

/** Reads the text of a decimal number: {@code [-] digits [. digits] [e [+|-] digits]}. */
final class DecimalText {
    private static final int MAX_QUOTED = 60;

    private DecimalText() {}

    static long parse(CharSequence text, int scale) {
        int length = text.length();
        boolean negative = length > 0 && text.charAt(0) == '-';
        int point = digitsFrom(text, negative ? 1 : 0);
        int end = fractionFrom(text, point);
        if (end < length) {
            exponentFrom(text, end);
            return Decimals.of(new BigDecimal(text.toString()), scale);
        }
        // Negative numbers reach one further than positive ones, so the value is built below zero.
        long value = 0;
        for (int i = negative ? 1 : 0; i < point; i++) {
            value = shiftIn(value, text.charAt(i) - '0', text, scale);
        }
        int kept = Math.min(end, point + 1 + scale);
        for (int i = point + 1; i < kept; i++) {
            value = shiftIn(value, text.charAt(i) - '0', text, scale);
        }
        for (int i = kept; i < end; i++) {
            if (text.charAt(i) != '0') {
                throw overflow(text, scale);
            }
        }
        int written = Math.max(0, kept - point - 1);
        for (int i = written; i < scale && value != 0; i++) {
            value = shiftIn(value, 0, text, scale);
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw overflow(text, scale);
        }
        return negative ? value : -value;
    }

    static int places(CharSequence text) {
        int point = digitsFrom(text, !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0);
        int end = fractionFrom(text, point);
        int written = Math.max(0, end - point - 1);
        if (end == text.length()) {
            return written;
        }
        long places = (long) written - exponentFrom(text, end);
        return (int) Math.clamp(places, 0, Integer.MAX_VALUE);
    }

    private static long shiftIn(long value, int digit, CharSequence text, int scale) {
        if (value < Long.MIN_VALUE / 10) {
            throw overflow(text, scale);
        }
        long shifted = value * 10;
        if (shifted < Long.MIN_VALUE + digit) {
            throw overflow(text, scale);
        }
        return shifted - digit;
    }

    /** The end of one or more digits. */
    private static int digitsFrom(CharSequence text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        if (i == start) {
            throw notANumber(text);
        }
        return i;
    }

    /** The end of the fraction whose point would stand at {@code point}. */
    private static int fractionFrom(CharSequence text, int point) {
        boolean present = point < text.length() && text.charAt(point) == '.';
        return present ? digitsFrom(text, point + 1) : point;
    }

    /** The exponent that must fill the rest of the text. */
    private static int exponentFrom(CharSequence text, int start) {
        char mark = text.charAt(start);
        if (mark != 'e' && mark != 'E') {
            throw notANumber(text);
        }
        int sign = start + 1;
        boolean signed =
                sign < text.length() && (text.charAt(sign) == '-' || text.charAt(sign) == '+');
        int end = digitsFrom(text, signed ? sign + 1 : sign);
        // Beyond eight digits no book has a use for it and BigDecimal may refuse.
        if (end != text.length() || end - sign > 9) {
            throw notANumber(text);
        }
        return Integer.parseInt(text, sign, end, 10);
    }

    private static NumberFormatException notANumber(CharSequence text) {
        return new NumberFormatException("not a decimal number: \"" + quoted(text) + "\"");
    }

    private static DecimalOverflowException overflow(CharSequence text, int scale) {
        return new DecimalOverflowException(quoted(text), scale);
    }

    private static String quoted(CharSequence text) {
        return text.length() <= MAX_QUOTED
                ? text.toString()
                : text.subSequence(0, MAX_QUOTED) + "... (" + text.length() + " characters)";
    }
}
