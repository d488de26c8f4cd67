package dev.fathom.simulator.instream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.OrderState;
import dev.fathom.simulator.fault.Fault;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Channel 0 of one connection: a login, how things stand, and what happens then. One loop. */
final class BitfinexAccountChannel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long HEARTBEAT_US = 15_000_000;
    private static final String RIGHTS =
            "{\"orders\":{\"read\":1,\"write\":0},\"account\":{\"read\":1,\"write\":0},"
                    + "\"funding\":{\"read\":1,\"write\":0},\"history\":{\"read\":1,\"write\":0},"
                    + "\"wallets\":{\"read\":1,\"write\":0},\"withdraw\":{\"read\":0,\"write\":0},"
                    + "\"positions\":{\"read\":1,\"write\":0}}";

    private final BitfinexAccount account;
    private final BitfinexWords words;
    private final Desk desk;
    private final InStreamFaults faults;
    private final Set<String> filter = new HashSet<>();
    private boolean loggedIn;
    private long quietSinceUs;

    BitfinexAccountChannel(
            BitfinexAccount account, BitfinexWords words, Desk desk, InStreamFaults faults) {
        this.account = account;
        this.words = words;
        this.desk = desk;
        this.faults = faults;
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    /** Takes a login and answers it. */
    void logIn(JsonNode login) {
        if (loggedIn) {
            desk.say("{\"event\":\"error\",\"msg\":\"auth: dup\",\"code\":10100}");
            return;
        }
        Optional<Refusal> refusal = refusal(login);
        if (refusal.isPresent()) {
            desk.say(refused(refusal.get()));
            return;
        }
        loggedIn = true;
        login.path("filter").forEach(it -> filter.add(it.asText()));
        ObjectNode answer =
                JSON.createObjectNode()
                        .put("event", "auth")
                        .put("status", "OK")
                        .put("chanId", 0)
                        .put("userId", 1_000_000)
                        .put("auth_id", "00000000-0000-4000-8000-000000000000");
        answer.putRawValue("caps", new RawValue(RIGHTS));
        desk.say(answer.toString());
        begin();
        account.join(this);
    }

    private Optional<Refusal> refusal(JsonNode login) {
        String nonce = login.path("authNonce").asText();
        String payload = login.path("authPayload").asText();
        if (!payload.equals("AUTH" + nonce)) {
            return Optional.of(new Refusal(10_111, "payload: invalid"));
        }
        return account.keys()
                .refusal(
                        login.path("apiKey").asText(),
                        nonce,
                        payload,
                        login.path("authSig").asText());
    }

    /** What says that a login failed. */
    static String refused(Refusal why) {
        return "{\"event\":\"auth\",\"status\":\"FAILED\",\"chanId\":0,\"code\":%d,\"msg\":\"%s\"}"
                .formatted(why.code(), why.text());
    }

    private void begin() {
        AccountTruth truth = account.truth();
        if (wants("trading", "")) {
            say("ps", "[]", 0);
        }
        if (wants("wallet", "")) {
            String wallets =
                    truth.balances().entrySet().stream()
                            .filter(it -> wants("wallet", "exchange-" + it.getKey()))
                            .map(it ->
                                    BitfinexRows.wallet(
                                            it.getKey(), it.getValue().total(), "null", "null"))
                            .collect(Collectors.joining(",", "[", "]"));
            say("ws", wallets, 0);
        }
        if (wants("trading", "")) {
            String orders =
                    truth.openOrders().stream()
                            .filter(it -> wants("trading", it.terms().symbol()))
                            .map(OrderState::id)
                            .map(it -> BitfinexRows.order(truth.order(it)))
                            .collect(Collectors.joining(",", "[", "]"));
            say("os", orders, 0);
        }
    }

    /** Whether something of a group is wanted, or with an item just that. */
    private boolean wants(String group, String item) {
        return filter.isEmpty()
                || filter.contains(group)
                || (item.isEmpty()
                        ? filter.stream().anyMatch(it -> it.startsWith(group + "-"))
                        : filter.contains(group + "-" + item));
    }

    /** Tells what has happened, if it was asked for. */
    void tell(PrivateMessage message, long sequence) {
        if (wants(message.group(), message.item())) {
            say(message.type(), message.payload(), sequence);
        }
    }

    private void say(String type, String payload, long sequence) {
        quietSinceUs = desk.nowUs();
        pass(words.ofAccount("\"" + type + "\"," + payload, sequence, quietSinceUs / 1000));
    }

    /** Says that it is still there, if nothing else was said for long. */
    void tick(long us) {
        if (loggedIn && us - quietSinceUs >= HEARTBEAT_US) {
            quietSinceUs = us;
            pass(words.frame(0, "\"hb\"", us / 1000));
        }
    }

    // The number of a message counts, whether it then arrives or not.
    private void pass(String text) {
        faults.pass(Fault.ACCOUNT, text).forEach(desk::say);
    }

    /** The connection has ended. */
    void end() {
        loggedIn = false;
        account.leave(this);
    }
}
