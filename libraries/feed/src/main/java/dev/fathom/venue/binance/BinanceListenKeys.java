package dev.fathom.venue.binance;

import dev.fathom.account.Secret;
import dev.fathom.net.HttpRequest.Method;
import dev.fathom.venue.Grant;
import dev.fathom.venue.Granting;
import dev.fathom.venue.RestCall;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.binance.BinanceAccountMarket.Path;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Listen keys: live for an hour, prolonged by a PUT, which is advised every 30 minutes. "User Data
 * Streams" of Binance.US and of the futures. Immutable.
 */
record BinanceListenKeys(BinanceAccountMarket market, BinanceAccountCalls calls)
        implements Granting {
    private static final Duration LIFE = Duration.ofMinutes(60);
    private static final Duration EARLY = Duration.ofMinutes(30);

    private Path path() {
        return market.paths().grants();
    }

    @Override
    public RestCall ask() {
        return calls.keyed(Method.POST, path(), market.also());
    }

    @Override
    public Optional<RestCall> askSigned() {
        return Optional.empty();
    }

    @Override
    public Grant read(byte[] body, long askedAtMs) throws IOException {
        String key = RestJson.read(body).get("listenKey").text();
        if (key.isEmpty()) {
            throw new IOException("the answer tells no listenKey");
        }
        return new Grant(new Secret(key), askedAtMs + LIFE.toMillis());
    }

    @Override
    public Optional<RestCall> prolong(Grant grant) {
        return Optional.of(calls.keyed(Method.PUT, path(), named(grant)));
    }

    @Override
    public Duration life() {
        return LIFE;
    }

    @Override
    public Duration early() {
        return EARLY;
    }

    @Override
    public Optional<RestCall> end(Grant grant) {
        return Optional.of(calls.keyed(Method.DELETE, path(), named(grant)));
    }

    // The futures have one key for each account and want none named.
    private Map<String, String> named(Grant grant) {
        Map<String, String> query = new LinkedHashMap<>(market.also());
        if (!market.isFutures()) {
            query.put("listenKey", grant.key().reveal());
        }
        return query;
    }
}
