package dev.fathom.venue.bitfinex;

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
import java.util.Optional;

/** The way to an account at Bitfinex. Safe for many threads. */
final class BitfinexAccountAccess implements AccountAccess {
    private final Endpoints endpoints;
    private final BitfinexLogin login;
    private final BitfinexAccountCalls calls;
    private final Nonces nonces = new Nonces();

    BitfinexAccountAccess(BitfinexSigner signer, Endpoints endpoints) {
        this.endpoints = endpoints;
        this.login = new BitfinexLogin(signer, nonces);
        this.calls = new BitfinexAccountCalls(signer, nonces, endpoints);
    }

    @Override
    public Optional<RestRequest> time() {
        return Optional.empty();
    }

    @Override
    public VenueTime readTime(byte[] body) throws IOException {
        throw new IOException("Bitfinex has no clock to ask");
    }

    @Override
    public Optional<Granting> granting() {
        return Optional.empty();
    }

    @Override
    public AccountConversation converse(Optional<Grant> grant) {
        return new BitfinexAccountConversation(endpoints.webSocket(), login::text, nonces);
    }

    @Override
    public Listing listing() {
        return Listing.OF_ALL_BY_TIME;
    }

    @Override
    public RestCall call(Ask ask) {
        return calls.call(ask);
    }

    @Override
    public AccountAnswer read(Ask ask, byte[] body, long receivedAtNs) throws IOException {
        try {
            return switch (ask) {
                case Ask.OpenOrders _ -> BitfinexAccountAnswers.orders(body, false, receivedAtNs);
                case Ask.OneOrder it ->
                        BitfinexAccountAnswers.order(body, !it.isOpen(), receivedAtNs);
                case Ask.ManyOrders _ -> BitfinexAccountAnswers.orders(body, true, receivedAtNs);
                case Ask.Fills _ -> BitfinexAccountAnswers.fills(body, receivedAtNs);
                case Ask.OneList _ -> throw new IllegalArgumentException("not asked: " + ask);
                case Ask.AllBalances _ -> BitfinexAccountAnswers.wallets(body, receivedAtNs);
            };
        } catch (BadTextException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public AccountRefusal refusal(int status, byte[] body) {
        return BitfinexAccountRefusals.of(status, body, nonces);
    }

    @Override
    public String toString() {
        return calls.toString();
    }
}
