package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Something the owner of the account is told. Immutable. */
public sealed interface AccountEvent {
    /** When it happened, by the venue's clock, microseconds since 1970 UTC. */
    long timeUs();

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
            Optional<String> expiry,
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
    record PositionEvent(Map<String, Balance> balances, long timeUs) implements AccountEvent {}

    /**
     * Something came in or went out without a trade.
     *
     * @param delta by how much; negative for a withdrawal
     */
    record BalanceEvent(String asset, BigDecimal delta, long timeUs) implements AccountEvent {}
}
