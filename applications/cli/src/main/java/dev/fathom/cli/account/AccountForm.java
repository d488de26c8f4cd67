package dev.fathom.cli.account;

import java.util.Locale;

/** The forms that an account's events are written in. */
public enum AccountForm {
    TEXT,
    TABLE,
    JSON;

    /** A writer of this form. */
    public AccountFormat format() {
        return switch (this) {
            case TEXT -> new AccountText();
            case TABLE -> new AccountTable();
            case JSON -> new AccountJson();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
