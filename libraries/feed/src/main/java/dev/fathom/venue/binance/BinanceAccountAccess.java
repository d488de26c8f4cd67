package dev.fathom.venue.binance;

import dev.fathom.account.AccountAnswer;
import dev.fathom.account.Ask;
import dev.fathom.account.Listing;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Grant;
import dev.fathom.venue.Granting;
import dev.fathom.venue.RestCall;
import dev.fathom.venue.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The way to an account at Binance. Safe for many threads. */
final class BinanceAccountAccess implements AccountAccess {
    private final BinanceAccountMarket market;
    private final BinanceSigner signer;
    private final Endpoints endpoints;
    private final BinanceAccountCalls calls;
    private final BinanceAccountAnswers answers;

    BinanceAccountAccess(BinanceAccountMarket market, BinanceSigner signer, Endpoints endpoints) {
        this.market = market;
        this.signer = signer;
        this.endpoints = endpoints;
        this.calls = new BinanceAccountCalls(market, signer, endpoints);
        this.answers = new BinanceAccountAnswers(market);
    }

    @Override
    public Optional<RestRequest> time() {
        return Optional.of(market.market().time(endpoints));
    }

    @Override
    public VenueTime readTime(byte[] body) throws IOException {
        return market.market().readTime(body);
    }

    @Override
    public Optional<Granting> granting() {
        return switch (market.stream()) {
            case API -> Optional.empty();
            case LISTEN_TOKEN -> Optional.of(new BinanceListenTokens(market, calls));
            case LISTEN_KEY, PRIVATE_LISTEN_KEY ->
                    Optional.of(new BinanceListenKeys(market, calls));
        };
    }

    @Override
    public AccountConversation converse(Optional<Grant> grant) {
        BinanceAccountDecoder decoder = new BinanceAccountDecoder(market.market().id());
        return switch (market.stream()) {
            case API, LISTEN_TOKEN ->
                    new BinanceApiConversation(
                            address("/ws-api/v3?returnRateLimits=false"), decoder, signer, grant);
            case LISTEN_KEY -> new BinanceKeyConversation(address("/ws/" + text(grant)), decoder);
            case PRIVATE_LISTEN_KEY ->
                    new BinanceKeyConversation(
                            address("/private/ws?listenKey=" + text(grant)), decoder);
        };
    }

    private URI address(String path) {
        return URI.create(endpoints.webSocket() + path);
    }

    private static String text(Optional<Grant> grant) {
        return URLEncoder.encode(grant.orElseThrow().key().reveal(), StandardCharsets.UTF_8);
    }

    @Override
    public Listing listing() {
        return Listing.BY_INSTRUMENT;
    }

    @Override
    public RestCall call(Ask ask) {
        return calls.call(ask);
    }

    @Override
    public AccountAnswer read(Ask ask, byte[] body, long receivedAtNs) throws IOException {
        try {
            return switch (ask) {
                case Ask.OpenOrders _ -> answers.orders(body, receivedAtNs);
                case Ask.ManyOrders _ -> answers.orders(body, receivedAtNs);
                case Ask.OneOrder _ -> answers.order(body, receivedAtNs);
                case Ask.OneList _ -> answers.list(body, receivedAtNs);
                case Ask.Fills _ -> answers.fills(body, receivedAtNs);
                case Ask.AllBalances _ -> answers.account(body, receivedAtNs);
            };
        } catch (BadTextException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public AccountRefusal refusal(int status, byte[] body) {
        return BinanceAccountRefusals.of(status, body, market);
    }

    @Override
    public String toString() {
        return calls.toString();
    }
}
