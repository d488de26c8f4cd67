package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountApi;
import dev.fathom.simulator.account.AccountRefusal;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.account.Authority;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The venue's REST about the account. */
final class AccountRest {
    private static final String LISTEN_KEYS = "userDataStream";
    private static final int LISTEN_KEY_WEIGHT = 2;
    private static final String GONE =
            "<html>\r\n<head><title>410 Gone</title></head>\r\n<body>\r\n<center><h1>410"
                    + " Gone</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    private final AccountSide side;
    private final RestApi rest;

    AccountRest(AccountSide side, RestApi rest) {
        this.side = side;
        this.rest = rest;
    }

    /** Whether a request is about the account. */
    static boolean serves(HttpAsk ask) {
        String endpoint = endpoint(ask);
        return endpoint.equals(LISTEN_KEYS)
                || AccountApi.method(ask.method(), endpoint).isPresent();
    }

    private static String endpoint(HttpAsk ask) {
        int mark = ask.target().indexOf('?');
        String path = mark < 0 ? ask.target() : ask.target().substring(0, mark);
        String base = BinanceProtocol.SPOT.restPath;
        return path.startsWith(base) ? path.substring(base.length()) : "";
    }

    void request(HttpAsk ask, String address, Consumer<HttpReply> reply) {
        Map<String, String> parameters = new HashMap<>();
        try {
            parameters.putAll(Query.parse("?" + ask.body()).parameters());
            parameters.putAll(Query.parse(ask.target()).parameters());
        } catch (IllegalArgumentException _) {
            RestRefusal broken = new RestRefusal(-1100, "Illegal characters found in a parameter.");
            reply.accept(rest.replies().error(broken, 0));
            return;
        }
        String endpoint = endpoint(ask);
        if (endpoint.equals(LISTEN_KEYS)) {
            listenKey(ask, parameters, address, reply);
            return;
        }
        String method = AccountApi.method(ask.method(), endpoint).orElseThrow();
        rest.priced(
                address,
                AccountApi.weight(method, parameters),
                reply,
                () -> {
                    ApiKey key = side.authority.key(ask.header("x-mbx-apikey"));
                    side.authority.admit(
                            key, Authority.payload(ask.query(), ask.body()), parameters);
                    return side.api.answer(method, parameters);
                });
    }

    private void listenKey(
            HttpAsk ask,
            Map<String, String> parameters,
            String address,
            Consumer<HttpReply> reply) {
        if (!side.options.listenKeys()) {
            reply.accept(
                    new HttpReply(
                            410,
                            Map.of("Content-Type", "text/html"),
                            GONE.getBytes(StandardCharsets.UTF_8)));
            return;
        }
        rest.priced(
                address,
                LISTEN_KEY_WEIGHT,
                reply,
                () -> {
                    String owner = side.authority.key(ask.header("x-mbx-apikey")).id();
                    Optional<String> key = Optional.ofNullable(parameters.get("listenKey"));
                    return switch (ask.method()) {
                        case "POST" -> "{\"listenKey\":\"" + side.listenKeys.create(owner) + "\"}";
                        case "PUT" -> done(side.listenKeys.extend(owner, required(key)));
                        case "DELETE" -> done(side.listenKeys.delete(owner, required(key)));
                        default ->
                                throw new AccountRefusal(
                                        405, -1000, "Request method is not supported.");
                    };
                });
    }

    private static String required(Optional<String> key) throws AccountRefusal {
        if (key.isEmpty() || key.get().isEmpty()) {
            throw new AccountRefusal(
                    -1102,
                    "Mandatory parameter 'listenKey' was not sent, was empty/null, or malformed.");
        }
        return key.get();
    }

    private static String done(boolean alive) throws AccountRefusal {
        if (!alive) {
            throw new AccountRefusal(-1125, "This listenKey does not exist.");
        }
        return "{}";
    }
}
