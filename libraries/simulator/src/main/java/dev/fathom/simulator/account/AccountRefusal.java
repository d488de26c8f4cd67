package dev.fathom.simulator.account;

/** A request about the account that the venue answers with an error of its list. */
public final class AccountRefusal extends Exception {
    private final int status;
    private final int code;
    private final String text;

    /** A refusal with the HTTP status 400. */
    public AccountRefusal(int code, String text) {
        this(400, code, text);
    }

    /** A refusal with this HTTP status. */
    public AccountRefusal(int status, int code, String text) {
        super(code + ": " + text);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** A parameter that has to be there is not, or is empty. */
    public static AccountRefusal missing(String parameter) {
        return new AccountRefusal(
                -1102,
                "Mandatory parameter '"
                        + parameter
                        + "' was not sent, was empty/null, or malformed.");
    }

    /** Parameters that do not go together. */
    static AccountRefusal badCombination() {
        return new AccountRefusal(-1128, "Combination of optional parameters invalid.");
    }

    /** A parameter is there that must not be. */
    static AccountRefusal unneeded(String parameter) {
        return new AccountRefusal(-1106, "Parameter '" + parameter + "' sent when not required.");
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The venue's error code. */
    public int code() {
        return code;
    }

    /** The venue's words. */
    public String text() {
        return text;
    }
}
