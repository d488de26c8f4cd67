package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountEvent.EndCause;
import dev.fathom.account.Details;
import dev.fathom.account.Origin;
import dev.fathom.market.VenueTime;
import dev.fathom.net.Frame;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountFrameListener;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountRefusal.Kind;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.Grant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A connection that logs in: the venue greets, numbers and times are asked for, then the login
 * starts the account's channel. "Authenticated Channels" of docs.bitfinex.com (2026).
 */
final class BitfinexAccountConversation implements AccountConversation {
    private static final List<String> RIGHTS = List.of("orders", "wallets", "history");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RESTART = 20051;
    private static final int MAINTENANCE_ENDED = 20061;

    private final URI uri;
    private final LongFunction<String> login;
    private final Nonces nonces;
    private final AccountFrames frames = new AccountFrames();
    private final MessageCount count = new MessageCount();
    private boolean isGreeted;
    private int said;

    /**
     * A connection on which nothing has been said.
     *
     * @param login the login at a time, milliseconds since 1970 UTC
     */
    BitfinexAccountConversation(URI uri, LongFunction<String> login, Nonces nonces) {
        this.uri = uri;
        this.login = login;
        this.nonces = nonces;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public boolean listensFirst() {
        return true;
    }

    // Flags that are set after the login miss the first messages.
    @Override
    public Optional<String> next(long nowMs) {
        return switch (said++) {
            case 0 ->
                    Optional.of(
                            JSON.createObjectNode()
                                    .put("event", "conf")
                                    .put("flags", Channels.SEQUENCE | Channels.TIMESTAMP)
                                    .toString());
            case 1 -> Optional.of(login.apply(nowMs));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> renew(Grant grant) {
        return Optional.empty();
    }

    @Override
    public void decode(Frame frame, AccountFrameListener listener) {
        try {
            JsonNode message = AccountRow.tree(frame.array(), frame.offset(), frame.length());
            if (message.isArray()) {
                count.missingBefore(message).ifPresent(listener::onMissing);
                frames.read(message, frame.receivedAtNs()).forEach(listener::onEvent);
            } else {
                onSaid(message, frame.receivedAtNs(), listener);
            }
        } catch (BadTextException e) {
            listener.onBadFrame(e.what());
        }
    }

    private void onSaid(JsonNode message, long receivedAtNs, AccountFrameListener listener)
            throws BadTextException {
        boolean isOk = message.path("status").asText().equals("OK");
        switch (message.path("event").asText()) {
            case "info" -> onInfo(message, receivedAtNs, listener);
            case "conf" -> {
                if (isOk) {
                    listener.onAccepted();
                } else {
                    refuse(message, listener);
                }
            }
            case "auth" -> {
                if (isOk) {
                    onLogin(rights(message.path("caps")), listener);
                } else {
                    refuse(message, listener);
                }
            }
            case "error" -> refuse(message, listener);
            default -> {
                // Says nothing about the account.
            }
        }
    }

    private void refuse(JsonNode message, AccountFrameListener listener) {
        AccountRefusal refusal = BitfinexAccountRefusals.of(message, nonces);
        if (refusal.kind() == Kind.IS_SO_ALREADY) {
            listener.onAccepted();
        } else {
            listener.onRefused(refusal);
        }
    }

    private void onInfo(JsonNode message, long receivedAtNs, AccountFrameListener listener) {
        switch (message.path("code").asInt()) {
            case RESTART -> end(EndCause.SERVER_SHUTDOWN, receivedAtNs, listener);
            case MAINTENANCE_ENDED -> end(EndCause.SUBSCRIPTION_ENDED, receivedAtNs, listener);
            default -> {
                if (message.path("platform").path("status").asInt(1) == 0) {
                    listener.onRefused(
                            new AccountRefusal(Kind.FOR_NOW, "the venue is in maintenance"));
                } else if (!isGreeted) {
                    isGreeted = true;
                    listener.onAccepted();
                }
            }
        }
    }

    private static void end(EndCause cause, long receivedAtNs, AccountFrameListener listener) {
        listener.onEvent(
                new AccountEvent.StreamEnded(
                        cause, Origin.stream(VenueTime.NONE, receivedAtNs), Details.NONE));
    }

    // An object; in older documents the text of one.
    private static JsonNode rights(JsonNode caps) throws BadTextException {
        if (!caps.isTextual()) {
            return caps;
        }
        byte[] text = caps.textValue().getBytes(StandardCharsets.UTF_8);
        return AccountRow.tree(text, 0, text.length);
    }

    // Without a right the messages just do not come.
    private static void onLogin(JsonNode rights, AccountFrameListener listener) {
        List<String> missing =
                RIGHTS.stream().filter(it -> rights.path(it).path("read").asInt(1) == 0).toList();
        if (missing.isEmpty()) {
            listener.onAccepted();
        } else {
            listener.onRefused(
                    new AccountRefusal(
                            Kind.FOR_GOOD,
                            "the key may not read %s: give it the right to read them"
                                    .formatted(String.join(", ", missing))));
        }
    }

    @Override
    public String toString() {
        return "login at " + uri.getRawAuthority();
    }
}
