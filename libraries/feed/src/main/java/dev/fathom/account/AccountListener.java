package dev.fathom.account;

/** Told what is new about an account, on the thread that owns it. */
public interface AccountListener {
    /**
     * An event that was not told before. An order's fill is told after the update that brought it,
     * and each fill once.
     */
    void onEvent(AccountEvent event);

    /** What the venue said at one time contradicts what it said at another. */
    void onDisagreement(Disagreement disagreement);
}
