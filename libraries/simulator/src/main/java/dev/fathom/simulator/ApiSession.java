package dev.fathom.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fathom.simulator.account.AccountApi;
import dev.fathom.simulator.account.AccountRefusal;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.account.Authority;
import dev.fathom.simulator.account.EventText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A connection of the WebSocket API: requests, and the account's events once subscribed. */
final class ApiSession extends Session {
    /** What a connect and most methods cost. */
    static final int WEIGHT = 2;

    private static final String PATH = "/ws-api/v3";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final AccountSide side;
    private final AccountApi api;
    private final RestApi rest;
    private final String address;
    private final boolean tellsLimits;
    private final long connectedUs;
    private final ApiSubscriptions subscriptions;
    private Optional<Logon> logon = Optional.empty();

    /** Whether a WebSocket with this address is one of the API. */
    static boolean isMeantBy(String pathAndQuery) {
        return pathAndQuery.equals(PATH) || pathAndQuery.startsWith(PATH + "?");
    }

    /** Lets a client in, or refuses it as the venue does. */
    static Handshake open(
            String pathAndQuery,
            StreamHub hub,
            ClientPort client,
            AccountSide side,
            AccountApi api,
            RestApi rest,
            String address) {
        Query query;
        try {
            query = Query.parse(pathAndQuery);
        } catch (IllegalArgumentException broken) {
            return StreamAddress.refused(400, "Bad request target");
        }
        Optional<WireTime> unit = WireTime.of(query);
        if (unit.isEmpty()) {
            return StreamAddress.refused(400, BinanceText.error(-1194, "Invalid time unit."));
        }
        if (!(rest.use(address, WEIGHT) instanceof RequestWeights.Verdict.Granted)) {
            return StreamAddress.refused(429, "Too many requests");
        }
        boolean tellsLimits = !query.get("returnRateLimits").orElse("true").equals("false");
        ApiSession session =
                new ApiSession(hub, client, unit.get(), side, api, rest, address, tellsLimits);
        session.start();
        return new Handshake.Accepted(session);
    }

    private record Logon(ApiKey key, long sinceUs) {}

    /**
     * A connection.
     *
     * @param tellsLimits whether answers say what has been used
     */
    ApiSession(
            StreamHub hub,
            ClientPort client,
            WireTime unit,
            AccountSide side,
            AccountApi api,
            RestApi rest,
            String address,
            boolean tellsLimits) {
        super(hub, client, unit);
        this.side = side;
        this.api = api;
        this.rest = rest;
        this.address = address;
        this.tellsLimits = tellsLimits;
        connectedUs = hub.clock.us();
        subscriptions = new ApiSubscriptions(hub.loop, this::terminate);
    }

    @Override
    Set<String> names() {
        return subscriptions.isEmpty() ? Set.of() : Set.of(AccountSide.STREAM);
    }

    @Override
    void sendShutdown() {
        say("{\"event\":" + BinanceText.serverShutdown(now()) + "}");
    }

    @Override
    void leaveAll() {
        subscriptions.clear();
        side.leave(this);
    }

    @Override
    public void send(Payload payload) {
        for (int id : subscriptions.idsOf(payload.topic)) {
            event(id, payload.data(unit));
        }
    }

    private void event(int subscription, String event) {
        say("{\"subscriptionId\":" + subscription + ",\"event\":" + event + "}");
    }

    private void say(String text) {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    private long now() {
        return unit.of(hub.clock.us());
    }

    /** Every subscription ends, the connection stays. */
    void terminateAll() {
        subscriptions.ids().forEach(this::terminate);
    }

    private void terminate(int subscription) {
        subscriptions.remove(subscription);
        if (subscriptions.isEmpty()) {
            side.leave(this);
        }
        event(subscription, EventText.terminated(now()));
    }

    @Override
    public void onText(String text) {
        if (!hears()) {
            return;
        }
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            request = JSON.missingNode();
        }
        JsonNode asked = request.path("id");
        String id = asked.isMissingNode() ? "null" : asked.toString();
        String method = request.path("method").asText("");
        Map<String, String> parameters = new HashMap<>();
        request.path("params")
                .properties()
                .forEach(it -> parameters.put(it.getKey(), text(it.getValue())));
        int weight =
                AccountApi.knows(method) ? AccountApi.weight(method, parameters) : cost(method);
        switch (rest.use(address, weight)) {
            case RequestWeights.Verdict.Banned it ->
                    say(tooMuch(id, 418, it.untilUs(), 0, "Way too many requests; IP banned."));
            case RequestWeights.Verdict.Limited it ->
                    say(
                            tooMuch(
                                    id,
                                    429,
                                    hub.clock.us() + it.retryAfterSeconds() * 1_000_000,
                                    it.used(),
                                    "Too many requests."));
            case RequestWeights.Verdict.Granted it -> answer(id, method, parameters, it.used());
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() || value.isNumber() ? value.asText() : value.toString();
    }

    private static int cost(String method) {
        return switch (method) {
            case "ping", "time" -> 1;
            default -> WEIGHT;
        };
    }

    private void answer(String id, String method, Map<String, String> parameters, int used) {
        try {
            String result = result(method, parameters);
            say("{\"id\":%s,\"status\":200,\"result\":%s%s}".formatted(id, result, limits(used)));
        } catch (AccountRefusal refusal) {
            say(
                    "{\"id\":%s,\"status\":%d,\"error\":%s%s}"
                            .formatted(
                                    id,
                                    refusal.status(),
                                    BinanceText.error(refusal.code(), refusal.text()),
                                    limits(used)));
            return;
        }
        if (method.equals("session.logout")) {
            subscriptions.idsByLogon().forEach(this::terminate);
        }
    }

    private String result(String method, Map<String, String> parameters) throws AccountRefusal {
        if (AccountApi.knows(method)) {
            admit(parameters);
            return api.answer(method, parameters);
        }
        return switch (method) {
            case "ping" -> "{}";
            case "time" -> "{\"serverTime\":" + now() + "}";
            case "session.logon" -> logon(parameters);
            case "session.status" -> status();
            case "session.logout" -> {
                logon = Optional.empty();
                yield status();
            }
            case "session.subscriptions" ->
                    subscriptions.ids().stream()
                            .map(it -> "{\"subscriptionId\":" + it + "}")
                            .collect(Collectors.joining(",", "[", "]"));
            case "userDataStream.subscribe" -> {
                if (logon.isEmpty()) {
                    throw new AccountRefusal(
                            401, -1002, "You are not authorized to execute this request.");
                }
                yield subscribe(true);
            }
            case "userDataStream.subscribe.signature" -> {
                signed(parameters);
                yield subscribe(false);
            }
            case "userDataStream.subscribe.listenToken" -> subscribeByToken(parameters);
            case "userDataStream.unsubscribe" -> unsubscribe(parameters);
            default -> throw new AccountRefusal(-1130, "Unknown method '" + plain(method) + "'.");
        };
    }

    private static String plain(String method) {
        return method.replaceAll("[^A-Za-z0-9._-]", "");
    }

    private void admit(Map<String, String> parameters) throws AccountRefusal {
        if (logon.isPresent() && !parameters.containsKey("signature")) {
            side.authority.checkTime(parameters);
        } else {
            signed(parameters);
        }
    }

    private ApiKey signed(Map<String, String> parameters) throws AccountRefusal {
        ApiKey key = side.authority.key(Optional.ofNullable(parameters.get("apiKey")));
        side.authority.admit(key, Authority.payload(parameters), parameters);
        return key;
    }

    private String logon(Map<String, String> parameters) throws AccountRefusal {
        ApiKey key = signed(parameters);
        if (!key.logsOn()) {
            throw new AccountRefusal(-4056, "Only Ed25519 API keys can log on.");
        }
        logon = Optional.of(new Logon(key, hub.clock.us()));
        return status();
    }

    private String status() {
        return """
        {"apiKey":%s,"authorizedSince":%s,"connectedSince":%d,"returnRateLimits":%b,\
        "serverTime":%d,"userDataStream":%b}\
        """
                .formatted(
                        logon.map(it -> "\"" + it.key().id() + "\"").orElse("null"),
                        logon.map(it -> Long.toString(unit.of(it.sinceUs()))).orElse("null"),
                        unit.of(connectedUs),
                        tellsLimits,
                        now(),
                        !subscriptions.isEmpty());
    }

    private String subscribe(boolean byLogon) throws AccountRefusal {
        AccountPart part = new AccountPart.Main();
        if (subscriptions.idOf(part).isPresent()) {
            throw subscribedAlready();
        }
        return "{\"subscriptionId\":" + joined(part, byLogon) + "}";
    }

    private int joined(AccountPart part, boolean byLogon) {
        int id = subscriptions.add(part, byLogon);
        side.join(this);
        return id;
    }

    private static AccountRefusal subscribedAlready() {
        return new AccountRefusal(
                -2035, "The account's user data stream is subscribed to already.");
    }

    /** A token for what is subscribed to already prolongs it. */
    private String subscribeByToken(Map<String, String> parameters) throws AccountRefusal {
        ListenTokens.ListenToken token =
                side.tokens
                        .find(parameters.getOrDefault("listenToken", ""))
                        .orElseThrow(
                                () -> new AccountRefusal(-1209, "The listenToken is not valid."));
        Optional<Integer> before = subscriptions.idOf(token.part());
        int id = before.orElseGet(() -> joined(token.part(), false));
        subscriptions.endAfter(id, 1000 * (token.expiresUs() - hub.clock.us()));
        if (before.isPresent() && side.options.access().refusesSecondTokens()) {
            throw subscribedAlready();
        }
        return "{\"subscriptionId\":%d,\"expirationTime\":%d}"
                .formatted(id, unit.of(token.expiresUs()));
    }

    private String unsubscribe(Map<String, String> parameters) throws AccountRefusal {
        String wanted = parameters.getOrDefault("subscriptionId", "");
        if (wanted.isEmpty()) {
            terminateAll();
            return "{}";
        }
        Optional<Integer> found =
                subscriptions.ids().stream()
                        .filter(it -> Integer.toString(it).equals(wanted))
                        .findFirst();
        if (found.isEmpty()) {
            throw new AccountRefusal(-2036, "There is no such subscription.");
        }
        terminate(found.get());
        return "{}";
    }

    private String tooMuch(String id, int status, long untilUs, int used, String text) {
        return """
        {"id":%s,"status":%d,"error":{"code":-1003,"msg":"%s","data":{"serverTime":%d,"retryAfter":%d}}%s}\
        """
                .formatted(
                        id,
                        status,
                        text,
                        WireTime.MILLISECOND.of(hub.clock.us()),
                        WireTime.MILLISECOND.of(untilUs),
                        limits(used));
    }

    private String limits(int used) {
        if (!tellsLimits) {
            return "";
        }
        return """
        ,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,\
        "limit":%d,"count":%d}]\
        """
                .formatted(hub.limits.weightPerMinute(), used);
    }
}
