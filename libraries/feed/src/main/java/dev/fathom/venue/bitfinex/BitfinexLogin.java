package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Logs in on a connection. Safe for many threads. */
record BitfinexLogin(BitfinexSigner signer, Nonces nonces) {
    // Never with dms: the venue would cancel all orders of the account when this connection ends.
    // Funding and the worth of the whole account are not asked for.
    private static final List<String> FILTER = List.of("trading", "wallet", "notify");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What to say.
     *
     * @param nowMs milliseconds since 1970 UTC
     */
    String text(long nowMs) {
        String nonce = nonces.next(nowMs);
        String payload = "AUTH" + nonce;
        ObjectNode login =
                JSON.createObjectNode()
                        .put("event", "auth")
                        .put("apiKey", signer.id().reveal())
                        .put("authNonce", nonce)
                        .put("authPayload", payload)
                        .put("authSig", signer.sign(payload));
        FILTER.forEach(login.putArray("filter")::add);
        return login.toString();
    }
}
