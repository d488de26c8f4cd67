package dev.fathom.account;

import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.List;

/**
 * Wallets and positions of a futures account that changed.
 *
 * @param reason in the venue's words, such as {@code ORDER} or {@code FUNDING_FEE}; {@link #LISTED}
 *     where a list of the venue told it
 * @param transactionTime when they changed
 * @param wallets each in full
 * @param positions each in full
 */
public record FuturesAccount(
        String reason,
        VenueTime transactionTime,
        List<Wallet> wallets,
        List<Position> positions,
        Origin origin,
        Details details)
        implements AccountEvent {
    /** The reason of what only the venue's list told. */
    public static final String LISTED = "LISTED";

    /** Copies the lists. */
    public FuturesAccount {
        wallets = List.copyOf(wallets);
        positions = List.copyOf(positions);
    }

    /**
     * What a futures account has of one asset.
     *
     * @param asset such as {@code USDT}
     * @param balance all of it
     * @param crossBalance what is shared by positions
     * @param change by how much it changed, orders and fees apart
     */
    public record Wallet(
            String asset,
            BigDecimal balance,
            BigDecimal crossBalance,
            BigDecimal change,
            Details details) {}
}
