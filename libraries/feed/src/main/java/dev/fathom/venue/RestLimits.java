package dev.fathom.venue;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How a venue counts requests. Pure; safe for many threads. */
public interface RestLimits {
    /** Weight that may be used in a minute until the venue says otherwise. */
    int weightPerMinute();

    /** How far two requests must be apart, beside that. */
    default Duration apart() {
        return Duration.ZERO;
    }

    /** How long to ask nothing after a refusal that does not say it. */
    default Duration blocked() {
        return Duration.ofSeconds(30);
    }

    /** How many may be sent in any minute, wherever it begins; empty where a clock's counts. */
    default OptionalInt mostInAnyMinute() {
        return OptionalInt.empty();
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
