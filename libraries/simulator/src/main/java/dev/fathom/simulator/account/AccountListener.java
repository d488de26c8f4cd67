package dev.fathom.simulator.account;

import java.util.List;

/** Told what happens in the account. */
@FunctionalInterface
public interface AccountListener {
    /** These things have happened, in this order; the truth already shows them. */
    void onEvents(List<AccountEvent> events);
}
