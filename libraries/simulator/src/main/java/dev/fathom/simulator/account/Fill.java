package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;

/**
 * One trade of the account. Immutable. A trade of two of the account's own orders gives two, with
 * one trade id.
 *
 * @param tradeId that of the public trade
 * @param orderId the account's order in it
 * @param side the account's side
 * @param price that of the public trade
 * @param quantity that of the public trade
 * @param quote what was paid or got for it: price times quantity, cut to eight decimals
 * @param commission the fee of this trade, in {@code commissionAsset}
 * @param commissionAsset what the account got: base when buying, quote when selling
 * @param maker whether the account's order rested
 * @param timeUs when, by the venue's clock, microseconds since 1970 UTC
 */
public record Fill(
        String symbol,
        long tradeId,
        long orderId,
        BookSide side,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal quote,
        BigDecimal commission,
        String commissionAsset,
        boolean maker,
        long timeUs) {}
