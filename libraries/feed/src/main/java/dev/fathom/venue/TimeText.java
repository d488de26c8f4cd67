package dev.fathom.venue;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Times written as text, read to the microsecond. Pure. */
public final class TimeText {
    private static final int MICRO_PLACES = 6;
    private static final long MICROS = 1_000_000;
    private static final String FORM = "0000-00-00T00:00:00";

    private TimeText() {}

    /**
     * Reads {@code 2026-08-01T02:53:53.646219Z}, with any number of decimal places, UTC; what is
     * below a microsecond is cut off.
     *
     * @return microseconds since 1970 UTC
     */
    public static long rfc3339(byte[] text, int from, int to) throws BadTextException {
        if (to - from <= FORM.length() || text[to - 1] != 'Z' || !hasForm(text, from)) {
            throw bad(text, from, to);
        }
        long days;
        try {
            days =
                    LocalDate.of(
                                    (int) digits(text, from, 4),
                                    (int) digits(text, from + 5, 2),
                                    (int) digits(text, from + 8, 2))
                            .toEpochDay();
        } catch (DateTimeException _) {
            throw bad(text, from, to);
        }
        long seconds =
                digits(text, from + 11, 2) * 3600
                        + digits(text, from + 14, 2) * 60
                        + digits(text, from + 17, 2);
        return (days * 86_400 + seconds) * MICROS
                + fraction(text, from + FORM.length(), to - 1, from, to);
    }

    private static boolean hasForm(byte[] text, int from) {
        for (int i = 0; i < FORM.length(); i++) {
            int at = text[from + i];
            boolean fits = FORM.charAt(i) == '0' ? at >= '0' && at <= '9' : at == FORM.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads {@code 1534614057.321597}, seconds since 1970 UTC; what is below a microsecond is cut
     * off.
     */
    public static long seconds(byte[] text, int from, int to) throws BadTextException {
        int point = from;
        while (point < to && text[point] >= '0' && text[point] <= '9') {
            point++;
        }
        if (point == from || point - from > 12) {
            throw bad(text, from, to);
        }
        return digits(text, from, point - from) * MICROS + fraction(text, point, to, from, to);
    }

    // ".646219" or nothing.
    private static long fraction(byte[] text, int point, int end, int from, int to)
            throws BadTextException {
        if (point == end) {
            return 0;
        }
        long micros = 0;
        for (int place = 0; place < Math.max(MICRO_PLACES, end - point - 1); place++) {
            int at = point + 1 + place < end ? text[point + 1 + place] : '0';
            if (at < '0' || at > '9') {
                throw bad(text, from, to);
            }
            micros = place < MICRO_PLACES ? micros * 10 + (at - '0') : micros;
        }
        if (text[point] != '.' || end - point == 1) {
            throw bad(text, from, to);
        }
        return micros;
    }

    private static long digits(byte[] text, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + (text[from + i] - '0');
        }
        return value;
    }

    private static BadTextException bad(byte[] text, int from, int to) {
        int shown = Math.min(to - from, 40);
        String start = new String(text, from, shown, StandardCharsets.UTF_8);
        return BadTextException.message("'" + start + "' is no time");
    }
}
