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
public record Position(Instrument instrument, String side, BigDecimal amount, Details details) {}
