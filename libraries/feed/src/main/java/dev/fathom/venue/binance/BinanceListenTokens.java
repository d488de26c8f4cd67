package dev.fathom.venue.binance;

import dev.fathom.account.Secret;
import dev.fathom.net.HttpRequest.Method;
import dev.fathom.venue.Grant;
import dev.fathom.venue.Granting;
import dev.fathom.venue.RestCall;
import dev.fathom.venue.RestJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Listen tokens of margin: live for at most a day; a new one, told on the same connection, lets its
 * events go on. "Trade Data Stream" of the margin documents. Immutable.
 */
record BinanceListenTokens(BinanceAccountMarket market, BinanceAccountCalls calls)
        implements Granting {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final Duration EARLY = Duration.ofMinutes(45);

    @Override
    public RestCall ask() {
        return calls.keyed(Method.POST, market.paths().grants(), market.also());
    }

    // The documents name no signature; programs that sign and programs that do not are both said to
    // work.
    @Override
    public Optional<RestCall> askSigned() {
        return Optional.of(calls.signed(Method.POST, market.paths().grants(), market.also()));
    }

    @Override
    public Grant read(byte[] body, long askedAtMs) throws IOException {
        RestJson answer = RestJson.read(body);
        String token = answer.get("token").text();
        if (token.isEmpty()) {
            throw new IOException("the answer tells no token");
        }
        return new Grant(new Secret(token), answer.get("expirationTime").integer());
    }

    @Override
    public Optional<RestCall> prolong(Grant grant) {
        return Optional.empty();
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
        return Optional.empty();
    }
}
