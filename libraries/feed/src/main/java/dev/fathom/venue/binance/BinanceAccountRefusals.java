package dev.fathom.venue.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountRefusal.Kind;
import java.io.IOException;

/** What Binance's error codes mean for an account. Pure. */
final class BinanceAccountRefusals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GONE = 410;

    private BinanceAccountRefusals() {}

    /** The meaning of an answer with an error status. */
    static AccountRefusal of(int status, byte[] body, BinanceAccountMarket market) {
        if (status == GONE) {
            return new AccountRefusal(
                    Kind.FOR_GOOD,
                    "HTTP 410, listen keys are not to be had on this host any more"
                            + (market.isFutures() || market.isMargin()
                                    ? ""
                                    : ": use stream=api, which subscribes on the WebSocket API"));
        }
        try {
            JsonNode error = JSON.readTree(body);
            if (error.has("code")) {
                return of(status, error);
            }
        } catch (JsonProcessingException _) {
            // A page of a server on the way.
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes failed", e);
        }
        // 403 is said by the venue's firewall, for a while.
        boolean forGood = status == 401 || status == 404;
        return new AccountRefusal(forGood ? Kind.FOR_GOOD : Kind.FOR_NOW, "HTTP " + status);
    }

    /**
     * The meaning of an error.
     *
     * @param error with {@code code} and {@code msg}; on the WebSocket API perhaps with the time
     *     until which to be silent
     */
    static AccountRefusal of(int status, JsonNode error) {
        int code = error.path("code").asInt();
        // Words of the venue, which do not repeat what was sent.
        String text =
                "HTTP %d, code %d: %s".formatted(status, code, oneLine(error.path("msg").asText()));
        return new AccountRefusal(kind(code), text, error.path("data").path("retryAfter").asLong());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static Kind kind(int code) {
        return switch (code) {
            case -1021 -> Kind.WRONG_TIME;
            case -1125, -1209 -> Kind.NO_GRANT;
            case -2035 -> Kind.IS_SO_ALREADY;
            // No such order; of lists either.
            case -2011, -2013 -> Kind.NO_ORDER;
            case -1121 -> Kind.NO_INSTRUMENT;
            // A mandatory parameter was not sent.
            case -1102 -> Kind.UNSIGNED;
            // Key or signature: -1002 unauthorized, -1022 signature, -2014 format, -2015 rights,
            // -4056 the wrong kind of key. The request: -1100 to -1131.
            case -1002, -1022, -2014, -2015, -4056 -> Kind.FOR_GOOD;
            default -> code <= -1100 && code >= -1131 ? Kind.FOR_GOOD : Kind.FOR_NOW;
        };
    }
}
