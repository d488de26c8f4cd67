package dev.fathom.book;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Price and size where one of them does not fit a {@code long}. Immutable.
 *
 * @param price exact, of any scale
 * @param size exact, of any scale
 */
public record WideLevel(BigDecimal price, BigDecimal size) {
    /**
     * Price and size as a wide level if one of them needs it.
     *
     * @return null if both fit a {@code long} at their own scales
     */
    public static @Nullable WideLevel ifNeeded(BigDecimal price, BigDecimal size) {
        return Decimals.fits(price) && Decimals.fits(size) ? null : new WideLevel(price, size);
    }
}
