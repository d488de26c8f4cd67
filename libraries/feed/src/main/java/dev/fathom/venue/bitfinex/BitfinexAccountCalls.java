package dev.fathom.venue.bitfinex;

import dev.fathom.account.Ask;
import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpRequest.Method;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestCall;
import java.net.URI;
import java.util.Map;

/**
 * The requests about an account: all are POST with a body of JSON, signed over path, nonce and
 * body. Safe for many threads.
 */
record BitfinexAccountCalls(BitfinexSigner signer, Nonces nonces, Endpoints endpoints) {
    /** Rows of a full page. */
    static final int PAGE = 2500;

    RestCall call(Ask ask) {
        return switch (ask) {
            case Ask.OpenOrders _ -> post("orders", "{}");
            case Ask.AllBalances _ -> post("wallets", "{}");
            // Open orders and closed ones are in different lists.
            case Ask.OneOrder it ->
                    post(
                            "orders/" + it.instrument().symbol() + (it.isOpen() ? "" : "/hist"),
                            "{\"id\":[" + it.orderId() + "]}");
            case Ask.FillsOfOrder it ->
                    post(
                            "order/%s:%d/trades".formatted(it.instrument().symbol(), it.orderId()),
                            "{}");
            case Ask.AllOrdersBetween it -> post("orders/hist", between(it.fromMs(), it.toMs()));
            case Ask.AllFillsBetween it -> post("trades/hist", between(it.fromMs(), it.toMs()));
            case Ask.OneList _ ->
                    throw new IllegalArgumentException("Bitfinex has no lists of orders: " + ask);
            case Ask.OrdersFrom _, Ask.OrdersBetween _, Ask.FillsFrom _, Ask.FillsBetween _ ->
                    throw new IllegalArgumentException(
                            "Bitfinex lists all instruments together, by time: " + ask);
        };
    }

    private static String between(long fromMs, long toMs) {
        return "{\"start\":%d,\"end\":%d,\"limit\":%d}".formatted(fromMs, toMs, PAGE);
    }

    private RestCall post(String what, String body) {
        String path = "/v2/auth/r/" + what;
        return new RestCall(
                1,
                nowMs -> {
                    String nonce = nonces.next(nowMs);
                    return new HttpRequest(
                            Method.POST,
                            URI.create(endpoints.rest() + path),
                            Map.of(
                                    "Content-Type",
                                    "application/json",
                                    "bfx-nonce",
                                    nonce,
                                    "bfx-apikey",
                                    signer.id().reveal(),
                                    "bfx-signature",
                                    signer.sign("/api" + path + nonce + body)),
                            body);
                });
    }

    @Override
    public String toString() {
        return BitfinexVenue.ID + " at " + endpoints.rest();
    }
}
