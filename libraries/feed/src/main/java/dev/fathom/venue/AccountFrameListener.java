package dev.fathom.venue;

import dev.fathom.account.AccountEvent;

/** Told what the frames of an account's connection mean, on its thread. */
public interface AccountFrameListener {
    /** Something about the account. */
    void onEvent(AccountEvent event);

    /** What was said last is accepted. */
    void onAccepted();

    /** What was said last is refused. */
    void onRefused(AccountRefusal refusal);

    /**
     * A frame cannot be read; what it told is lost.
     *
     * @param what one line that names the member and the value that does not fit
     */
    void onBadFrame(String what);

    /**
     * Frames did not come; what they told is lost.
     *
     * @param what one line that names the numbers
     */
    void onMissing(String what);
}
