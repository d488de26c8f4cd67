package dev.fathom.simulator;

/** A request that the venue answers with an error of its list. */
final class RestRefusal extends Exception {
    private final int code;
    private final String text;

    RestRefusal(int code, String text) {
        super(code + ": " + text);
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}
