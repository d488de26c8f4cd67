package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something the owner of the account is told. Immutable. */
public sealed interface AccountEvent {
    /** When it happened, by the venue's clock, microseconds since 1970 UTC. */
    long timeUs();

    /** Something that only happens at a spot venue. */
    sealed interface OfSpot extends AccountEvent {}

    /** Something that only happens to an account of futures. */
    sealed interface OfFutures extends AccountEvent {}

    /**
     * Something happened to an order.
     *
     * @param execution what
     * @param order how it stands after it
     * @param executionId goes up by one with each of these events
     * @param requestId the client's name of the request behind it: the order's own, or a cancel's
     * @param originalId the order's own name where {@code requestId} is a cancel's; else empty
     * @param reason why it was rejected, or {@code NONE}
     * @param expiry why it expired
     * @param fill the trade, if it was one
     */
    record OrderEvent(
            Execution execution,
            OrderState order,
            long executionId,
            String requestId,
            String originalId,
            String reason,
            Optional<Expiry> expiry,
            Optional<Fill> fill)
            implements AccountEvent {
        @Override
        public long timeUs() {
            return order.updatedUs();
        }
    }

    /**
     * Balances that may have changed, as they are now.
     *
     * @param balances by asset
     */
    record PositionEvent(Map<String, Balance> balances, long timeUs) implements OfSpot {}

    /**
     * Something happened to a list of orders.
     *
     * @param list how it stands after it
     */
    record ListEvent(OrderList list) implements OfSpot {
        @Override
        public long timeUs() {
            return list.updatedUs();
        }
    }

    /**
     * Something came in or went out without a trade.
     *
     * @param delta by how much; negative for a withdrawal
     */
    record BalanceEvent(String asset, BigDecimal delta, long timeUs) implements OfSpot {}

    /**
     * Another system of the venue has locked part of a balance, or given it back.
     *
     * @param delta what is locked more; negative if less
     */
    record LockEvent(String asset, BigDecimal delta, long timeUs) implements OfSpot {}

    /**
     * Wallets and positions that changed, as they are now.
     *
     * @param reason the venue's word for why
     * @param wallets by asset
     * @param positions at most one a symbol
     */
    record FundsEvent(
            String reason, Map<String, Wallet> wallets, List<Marked> positions, long timeUs)
            implements OfFutures {}

    /**
     * A wallet.
     *
     * @param balance what is in it
     * @param change by how much it changed without profit and fees
     */
    record Wallet(BigDecimal balance, BigDecimal change) {}

    /**
     * A position.
     *
     * @param unrealised what it would bring to close it at the price of the last trade
     */
    record Marked(Position position, BigDecimal unrealised) {}

    /**
     * The leverage of a symbol is another.
     *
     * @param leverage times
     */
    record LeverageEvent(String symbol, int leverage, long timeUs) implements OfFutures {}
}
