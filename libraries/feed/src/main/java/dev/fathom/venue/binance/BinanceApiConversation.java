package dev.fathom.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.net.Frame;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountFrameListener;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.Grant;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A connection of the WebSocket API: logged on and subscribed with an Ed25519 key, subscribed by a
 * signature with another, or by a listen token. "User Data Stream requests" of web-socket-api.md.
 */
final class BinanceApiConversation implements AccountConversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int WEIGHT = 2;

    private final URI uri;
    private final BinanceAccountDecoder decoder;
    private final BinanceSigner signer;
    private final Optional<Grant> token;
    private int said;

    /**
     * A connection on which nothing has been said.
     *
     * @param token where the events are had by one
     */
    BinanceApiConversation(
            URI uri, BinanceAccountDecoder decoder, BinanceSigner signer, Optional<Grant> token) {
        this.uri = uri;
        this.decoder = decoder;
        this.signer = signer;
        this.token = token;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Optional<String> next(long nowMs) {
        int step = said++;
        if (token.isPresent()) {
            return step == 0 ? renew(token.get()) : Optional.empty();
        }
        if (signer.kind() == BinanceSigner.Kind.ED25519) {
            return switch (step) {
                case 0 -> Optional.of(request("session.logon", signed(nowMs)));
                case 1 -> Optional.of(request("userDataStream.subscribe", Map.of()));
                default -> Optional.empty();
            };
        }
        return step == 0
                ? Optional.of(request("userDataStream.subscribe.signature", signed(nowMs)))
                : Optional.empty();
    }

    @Override
    public Optional<String> renew(Grant grant) {
        return Optional.of(
                request(
                        "userDataStream.subscribe.listenToken",
                        Map.of("listenToken", grant.key().reveal())));
    }

    // Connecting costs 2 of what an address may ask for in a minute, and each of these requests 2.
    @Override
    public int weight() {
        boolean logsOn = token.isEmpty() && signer.kind() == BinanceSigner.Kind.ED25519;
        return logsOn ? 3 * WEIGHT : 2 * WEIGHT;
    }

    private Map<String, String> signed(long nowMs) {
        return signer.signedParameters(Map.of("timestamp", Long.toString(nowMs)));
    }

    private String request(String method, Map<String, String> parameters) {
        ObjectNode request = JSON.createObjectNode().put("id", said).put("method", method);
        ObjectNode params = request.putObject("params");
        new TreeMap<>(parameters).forEach((name, value) -> put(params, name, value));
        return request.toString();
    }

    private static void put(ObjectNode params, String name, String value) {
        if (name.equals("timestamp")) {
            params.put(name, Long.parseLong(value));
        } else {
            params.put(name, value);
        }
    }

    @Override
    public void decode(Frame frame, AccountFrameListener listener) {
        JsonNode reply;
        try {
            reply = JSON.readTree(frame.array(), frame.offset(), frame.length());
        } catch (IOException _) {
            listener.onBadFrame("no JSON");
            return;
        }
        if (!reply.has("status")) {
            decoder.tell(frame, listener);
        } else if (reply.path("status").asInt() == OK) {
            listener.onAccepted();
        } else {
            AccountRefusal refusal =
                    BinanceAccountRefusals.of(reply.path("status").asInt(), reply.path("error"));
            if (refusal.kind() == AccountRefusal.Kind.IS_SO_ALREADY) {
                listener.onAccepted();
            } else {
                listener.onRefused(refusal);
            }
        }
    }

    @Override
    public String toString() {
        return "WebSocket API at " + uri.getRawAuthority();
    }
}
