package dev.fathom.account;

import dev.fathom.market.VenueTime;
import java.util.List;

/**
 * What the account has of the assets that may have changed.
 *
 * @param updatedAt the time of the account's last change
 * @param balances each in full, not by how much it changed
 * @param permissions what the account may trade, where an old event tells it; else empty
 */
public record AccountPosition(
        VenueTime updatedAt,
        List<Balance> balances,
        List<String> permissions,
        Origin origin,
        Details details)
        implements AccountEvent {
    /** Copies the lists. */
    public AccountPosition {
        balances = List.copyOf(balances);
        permissions = List.copyOf(permissions);
    }
}
