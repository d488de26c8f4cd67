package dev.fathom.venue.bitfinex;

import dev.fathom.account.AccountAnswer;
import dev.fathom.market.Instrument;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.StreamLimits;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Accounts at Bitfinex: all wallets, orders of every kind. Immutable. */
public final class BitfinexAccountVenue implements AccountVenue {
    private static final BitfinexVenue MARKET = new BitfinexVenue();
    private static final String PATH = "/v2/auth/r/";

    /** Accounts as they are usually followed. */
    public BitfinexAccountVenue() {}

    @Override
    public String id() {
        return BitfinexVenue.ID;
    }

    @Override
    public String title() {
        return MARKET.title();
    }

    // The hosts of market data take no logins.
    @Override
    public List<Endpoints> endpoints() {
        return List.of(
                new Endpoints(
                        "live",
                        URI.create("wss://api.bitfinex.com/ws/2"),
                        URI.create("https://api.bitfinex.com")));
    }

    @Override
    public StreamLimits streamLimits() {
        return MARKET.streamLimits();
    }

    @Override
    public RestLimits restLimits() {
        return new OneByOne(20);
    }

    @Override
    public List<String> settings() {
        return List.of();
    }

    @Override
    public AccountVenue with(String setting, String value) {
        throw new IllegalArgumentException("%s has no setting '%s'".formatted(id(), setting));
    }

    @Override
    public Instrument instrument(String symbol) {
        return MARKET.instrument(symbol);
    }

    @Override
    public AccountAccess access(ApiKey key, Endpoints endpoints) {
        return new BitfinexAccountAccess(BitfinexSigner.of(key), endpoints);
    }

    @Override
    public AccountConversation recorded(URI address) {
        return new BitfinexAccountConversation(address, _ -> "", new Nonces());
    }

    @Override
    public Optional<AccountAnswer> recordedAnswer(URI request, byte[] body, long receivedAtNs) {
        String path = String.valueOf(request.getPath());
        if (!path.startsWith(PATH)) {
            return Optional.empty();
        }
        String what = path.substring(PATH.length());
        try {
            if (what.startsWith("orders")) {
                boolean isClosed = what.endsWith("/hist");
                return Optional.of(BitfinexAccountAnswers.orders(body, isClosed, receivedAtNs));
            }
            if (what.equals("trades/hist") || what.startsWith("order/")) {
                return Optional.of(BitfinexAccountAnswers.fills(body, receivedAtNs));
            }
            return what.equals("wallets")
                    ? Optional.of(BitfinexAccountAnswers.wallets(body, receivedAtNs))
                    : Optional.empty();
        } catch (BadTextException _) {
            // A live session did not understand it either, and asked again.
            return Optional.empty();
        }
    }
}
