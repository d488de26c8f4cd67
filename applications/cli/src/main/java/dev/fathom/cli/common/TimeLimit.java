package dev.fathom.cli.common;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --seconds}, for whatever runs on. */
public final class TimeLimit {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Seconds.class,
            description = "End by itself after N seconds.")
    private @Nullable Duration limit;

    /** After how long to end; empty for never. */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    private static final class Seconds implements ITypeConverter<Duration> {
        private static final BigDecimal LONGEST = BigDecimal.valueOf(1_000_000_000);

        @Override
        public Duration convert(String text) {
            BigDecimal seconds;
            try {
                seconds = new BigDecimal(text.trim());
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a number of seconds");
            }
            if (seconds.signum() <= 0 || seconds.compareTo(LONGEST) > 0) {
                throw new TypeConversionException(
                        "'" + text + "' is not between 0 and " + LONGEST + " seconds");
            }
            return Duration.ofNanos(seconds.movePointRight(9).longValue());
        }
    }
}
