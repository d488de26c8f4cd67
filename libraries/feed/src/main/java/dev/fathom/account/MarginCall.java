package dev.fathom.account;

import java.util.List;

/**
 * Positions that come near their liquidation. A hint, not the state of the account.
 *
 * @param positions those in danger
 */
public record MarginCall(List<Position> positions, Origin origin, Details details)
        implements AccountEvent {
    /** Copies the list. */
    public MarginCall {
        positions = List.copyOf(positions);
    }
}
