package dev.fathom.venue.binance;

import dev.fathom.venue.RestLimits;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Binance spot: 6,000 weight a minute and address, the use told in each answer; 429 asks to slow
 * down, 418 is a ban. "Limits" in rest-api.md of binance/binance-spot-api-docs.
 */
record BinanceRestLimits(int weightPerMinute) implements RestLimits {
    @Override
    public OptionalLong usedWeight(Map<String, String> headers) {
        String used = headers.get("x-mbx-used-weight-1m");
        if (used == null || !used.matches("\\d{1,18}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(used));
    }

    @Override
    public boolean isTooMany(int status) {
        return status == 429;
    }

    @Override
    public boolean isBan(int status) {
        return status == 418;
    }
}
