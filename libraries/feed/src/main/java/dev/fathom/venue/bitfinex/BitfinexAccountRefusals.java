package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountRefusal.Kind;
import dev.fathom.venue.BadTextException;

/** What Bitfinex' error codes mean for an account. Pure. */
final class BitfinexAccountRefusals {
    private static final int NONCE = 10114;

    private BitfinexAccountRefusals() {}

    /** The meaning of an answer with an error status: {@code ["error", CODE, TEXT]}. */
    static AccountRefusal of(int status, byte[] body, Nonces nonces) {
        String where = "HTTP " + status;
        try {
            JsonNode error = AccountRow.tree(body, 0, body.length);
            if (error.path(1).isInt()) {
                return of(where, error.path(1).intValue(), error.path(2).asText(), nonces);
            }
            if (error.path("error").isTextual()) {
                return new AccountRefusal(
                        Kind.FOR_NOW, where + ": " + oneLine(error.path("error").textValue()));
            }
        } catch (BadTextException _) {
            // A page of a server on the way.
        }
        boolean isForGood = status == 401 || status == 403 || status == 404;
        return new AccountRefusal(isForGood ? Kind.FOR_GOOD : Kind.FOR_NOW, where);
    }

    /** The meaning of an error of the stream. */
    static AccountRefusal of(JsonNode error, Nonces nonces) {
        return of(
                error.path("event").asText(),
                error.path("code").asInt(),
                error.path("msg").asText(),
                nonces);
    }

    private static AccountRefusal of(String where, int code, String words, Nonces nonces) {
        String text = "%s, code %d: %s".formatted(where, code, oneLine(words));
        if (words.equals("auth: dup")) {
            return new AccountRefusal(Kind.IS_SO_ALREADY, text);
        }
        return switch (code) {
            // Raised, so that the next one is above what the venue has seen.
            case NONCE -> {
                nonces.raise();
                yield new AccountRefusal(
                        Kind.FOR_NOW,
                        text + " (does another program use this key? give each its own)");
            }
            // Key, payload, signature, encryption.
            case 10020, 10100, 10111, 10112, 10113 -> new AccountRefusal(Kind.FOR_GOOD, text);
            default -> new AccountRefusal(Kind.FOR_NOW, text);
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
