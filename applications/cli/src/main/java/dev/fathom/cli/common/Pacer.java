package dev.fathom.cli.common;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how long to wait before a line of a recording, so that lines follow each other as they once
 * did, or that many times faster. Lines without a time follow at once. Owned by one thread.
 */
public final class Pacer {
    private final Optional<BigDecimal> speed;
    private @Nullable Long firstNs;
    private long startNs;

    private Pacer(Optional<BigDecimal> speed) {
        this.speed = speed;
    }

    /**
     * Reads {@code max} or how many times faster than it was.
     *
     * @throws IllegalArgumentException naming the text and the forms
     */
    public static Pacer parse(String text) {
        String wanted = text.trim().toLowerCase(Locale.ROOT);
        if (wanted.equals("max")) {
            return new Pacer(Optional.empty());
        }
        if (!wanted.matches("\\d{1,6}(\\.\\d{1,6})?") || new BigDecimal(wanted).signum() == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no speed: write max, 1 as it was, or 10 for ten times that");
        }
        return new Pacer(Optional.of(new BigDecimal(wanted)));
    }

    /** How long to wait before a line with this time; 0 where it has none. */
    public Duration pause(long receivedAtNs, long nowNs) {
        if (speed.isEmpty() || receivedAtNs == 0) {
            return Duration.ZERO;
        }
        Long first = firstNs;
        if (first == null) {
            firstNs = receivedAtNs;
            startNs = nowNs;
            return Duration.ZERO;
        }
        BigDecimal afterNs =
                BigDecimal.valueOf(receivedAtNs - first)
                        .divide(speed.get(), 0, RoundingMode.HALF_UP);
        return Duration.ofNanos(Math.max(0, startNs + afterNs.longValue() - nowNs));
    }
}
