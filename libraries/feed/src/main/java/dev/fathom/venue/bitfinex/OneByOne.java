package dev.fathom.venue.bitfinex;

import dev.fathom.venue.PlainRestLimits;
import dev.fathom.venue.RestLimits;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request after another, so that their nonces come in the order in which they rise.
 *
 * @param weightPerMinute requests a minute; of each path the venue takes 10 to 90
 */
record OneByOne(int weightPerMinute) implements RestLimits {
    private static final RestLimits PLAIN = new PlainRestLimits(1, Duration.ZERO);

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public Duration blocked() {
        return BitfinexVenue.BLOCKED;
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
        return PLAIN.isTooMany(status);
    }

    @Override
    public boolean isBan(int status) {
        return PLAIN.isBan(status);
    }
}
