package dev.fathom.feed;

import dev.fathom.account.AccountListener;

/** Told what is new about an account and about the way to it, on the thread that owns it. */
public interface AccountFeedListener extends AccountListener {
    /** Something happened on the way. */
    void onStatus(AccountStatus status);
}
