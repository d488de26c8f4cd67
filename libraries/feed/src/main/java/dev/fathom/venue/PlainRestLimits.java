package dev.fathom.venue;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * So many requests a minute, of which the venue tells nothing: 429 asks to slow down, 418 is a ban.
 *
 * @param weightPerMinute requests a minute
 * @param apart how far two of them must be apart
 * @param blocked how long a refusal lasts
 */
public record PlainRestLimits(int weightPerMinute, Duration apart, Duration blocked)
        implements RestLimits {
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;

    /** Limits of a venue whose refusals last for half a minute. */
    public PlainRestLimits(int weightPerMinute, Duration apart) {
        this(weightPerMinute, apart, Duration.ofSeconds(30));
    }

    @Override
    public OptionalInt mostInAnyMinute() {
        return OptionalInt.of(weightPerMinute);
    }

    @Override
    public OptionalLong usedWeight(Map<String, String> headers) {
        return OptionalLong.empty();
    }

    @Override
    public boolean isTooMany(int status) {
        return status == TOO_MANY;
    }

    @Override
    public boolean isBan(int status) {
        return status == BANNED;
    }
}
