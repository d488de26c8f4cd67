package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;

/**
 * One trade of the account. Immutable. A trade of two of the account's own orders gives two, with
 * one trade id.
 *
 * @param tradeId that of the public trade
 * @param orderId the account's order in it
 * @param listId the list of orders that this one was placed with; -1 for none
 * @param side the account's side
 * @param price that of the public trade
 * @param quantity that of the public trade
 * @param quote what was paid or got for it: price times quantity, cut to eight decimals
 * @param commission the fee of this trade, in {@code commissionAsset}
 * @param commissionAsset what the account got: base when buying, quote when selling; on futures the
 *     asset that prices are in
 * @param profit what the trade brought by closing, fees not counted; zero on spot
 * @param maker whether the account's order rested
 * @param timeUs when, by the venue's clock, microseconds since 1970 UTC
 */
public record Fill(
        String symbol,
        long tradeId,
        long orderId,
        long listId,
        BookSide side,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal quote,
        BigDecimal commission,
        String commissionAsset,
        BigDecimal profit,
        boolean maker,
        long timeUs) {
    /** That of an order and a public trade. */
    static Fill of(
            OrderState order,
            TruthTrade trade,
            boolean maker,
            BigDecimal quote,
            BigDecimal commission,
            String commissionAsset,
            BigDecimal profit) {
        return new Fill(
                order.terms().symbol(),
                trade.id(),
                order.id(),
                order.role().listId(),
                order.terms().side(),
                trade.price(),
                trade.quantity(),
                quote,
                commission,
                commissionAsset,
                profit,
                maker,
                trade.timeUs());
    }
}
