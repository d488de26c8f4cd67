package dev.fathom.venue;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** How a venue counts requests. Pure; safe for many threads. */
public interface RestLimits {
    /** Weight that may be used in a minute until the venue says otherwise. */
    int weightPerMinute();

    /** How far two requests must be apart, beside that. */
    default Duration apart() {
        return Duration.ZERO;
    }

    /** How many requests may be under way together. */
    default int atOnce() {
        return 4;
    }

    /** The weight used in this minute, if the answer's headers tell (names in lower case). */
    OptionalLong usedWeight(Map<String, String> headers);

    /** True for the status that asks to slow down. */
    boolean isTooMany(int status);

    /** True for the status that says this address is banned. */
    boolean isBan(int status);
}
