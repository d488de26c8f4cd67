package dev.fathom.cli.common;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An instant as an argument says it. Immutable.
 *
 * @param ns nanoseconds since 1970 UTC
 */
public record InstantArgument(long ns) {
    // Seconds, milliseconds, microseconds and nanoseconds of our time have 10, 13, 16, 19 digits.
    private static final int DIGITS_OF_NANOS = 19;

    /**
     * Reads {@code 2026-08-01T02:53:53.5Z}, or a number of seconds, milliseconds, microseconds or
     * nanoseconds since 1970 UTC.
     *
     * @throws IllegalArgumentException naming the text and the forms
     */
    public static InstantArgument parse(String text) {
        String trimmed = text.trim();
        if (trimmed.matches("[1-9]\\d{9}(\\d{3}){0,3}")) {
            BigDecimal ns =
                    new BigDecimal(trimmed).movePointRight(DIGITS_OF_NANOS - trimmed.length());
            if (ns.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
                throw new IllegalArgumentException("'" + text + "' is after the year 2262");
            }
            return new InstantArgument(ns.longValueExact());
        }
        try {
            Instant instant = Instant.parse(trimmed);
            return new InstantArgument(
                    Math.addExact(
                            TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is no time: write 2026-08-01T02:53:53Z, or seconds, milli-, micro-"
                            + " or nanoseconds since 1970 UTC",
                    e);
        }
    }

    /** For options. */
    public static final class Converter implements ITypeConverter<InstantArgument> {
        @Override
        public InstantArgument convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
