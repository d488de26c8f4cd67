package dev.fathom.cli.watch;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How often a book is written. Immutable. */
sealed interface Pace {
    /** The time between two looks; zero for no pause at all. */
    default Duration time() {
        return Duration.ZERO;
    }

    /** More than anybody waits; a minute's number of nanoseconds still fits. */
    long LONGEST_MINUTES = 1_000_000;

    /** At each change. */
    record EachUpdate() implements Pace {}

    /** Once in this time, and once at the start. */
    record Every(Duration time) implements Pace {}

    /**
     * Reads {@code update}, {@code 10s}, {@code 500ms}, {@code 5m} or a number of seconds.
     *
     * @throws IllegalArgumentException naming the text and the forms
     */
    static Pace parse(String text) {
        String wanted = text.trim().toLowerCase(Locale.ROOT);
        if (wanted.equals("update")) {
            return new EachUpdate();
        }
        Matcher time = Pattern.compile("(\\d{1,9})(ms|s|m)?").matcher(wanted);
        if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no pace: write update, 10s or 500ms");
        }
        long number = Long.parseLong(time.group(1));
        String unit = time.group(2) == null ? "s" : time.group(2);
        if (unit.equals("m") && number > LONGEST_MINUTES) {
            throw new IllegalArgumentException("'" + text + "' is too long a pace");
        }
        return new Every(
                switch (unit) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    /** For options. */
    final class Converter implements ITypeConverter<Pace> {
        @Override
        public Pace convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
