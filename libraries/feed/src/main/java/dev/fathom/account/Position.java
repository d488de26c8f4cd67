package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.math.BigDecimal;

/**
 * A position in futures. Immutable.
 *
 * @param instrument the contract
 * @param side {@code BOTH}, {@code LONG} or {@code SHORT}
 * @param amount contracts or base amount; negative when sold
 */
public record Position(Instrument instrument, String side, BigDecimal amount, Details details) {
    /** The side of a position that is long or short in one. */
    public static final String BOTH = "BOTH";

    /** No position. */
    static Position none(Instrument instrument, String side) {
        return new Position(instrument, side, BigDecimal.ZERO, Details.NONE);
    }
}
