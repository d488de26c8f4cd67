package dev.fathom.venue.binance;

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
import dev.fathom.venue.binance.BinanceAccountMarket.Stream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A kind of account at Binance. Immutable. */
public final class BinanceAccountVenue implements AccountVenue {
    private static final String STREAM = "stream";
    private static final String ISOLATED = "isolated";

    private final BinanceAccountMarket market;

    private BinanceAccountVenue(BinanceAccountMarket market) {
        this.market = market;
    }

    /** Spot. */
    public static BinanceAccountVenue spot() {
        return new BinanceAccountVenue(BinanceAccountMarket.spot());
    }

    /** Binance.US. */
    public static BinanceAccountVenue us() {
        return new BinanceAccountVenue(BinanceAccountMarket.us());
    }

    /** Cross margin; isolated margin by a setting. */
    public static BinanceAccountVenue margin() {
        return new BinanceAccountVenue(BinanceAccountMarket.margin());
    }

    /** USD-M futures. */
    public static BinanceAccountVenue usdM() {
        return new BinanceAccountVenue(BinanceAccountMarket.usdM());
    }

    /** COIN-M futures. */
    public static BinanceAccountVenue coinM() {
        return new BinanceAccountVenue(BinanceAccountMarket.coinM());
    }

    @Override
    public String id() {
        return market.id();
    }

    @Override
    public String title() {
        return market.title();
    }

    @Override
    public List<Endpoints> endpoints() {
        return market.endpoints();
    }

    @Override
    public StreamLimits streamLimits() {
        return market.market().streamLimits();
    }

    @Override
    public RestLimits restLimits() {
        return market.market().restLimits();
    }

    @Override
    public List<String> settings() {
        if (market.isMargin()) {
            return List.of(ISOLATED + ": a symbol, such as BTCUSDT");
        }
        return market.isFutures()
                ? List.of()
                : List.of(STREAM + ": api, listen-key (hosts that still have listen keys)");
    }

    @Override
    public AccountVenue with(String setting, String value) {
        if (setting.equals(ISOLATED) && market.isMargin()) {
            return new BinanceAccountVenue(
                    market.isolated(market.market().instrument(value).symbol()));
        }
        if (setting.equals(STREAM) && !market.isFutures() && !market.isMargin()) {
            return switch (value) {
                case "api" -> new BinanceAccountVenue(market.by(Stream.API));
                case "listen-key" -> new BinanceAccountVenue(market.by(Stream.LISTEN_KEY));
                default ->
                        throw new IllegalArgumentException(
                                "stream of %s may be api or listen-key, got '%s'"
                                        .formatted(id(), value));
            };
        }
        throw new IllegalArgumentException(
                "%s has no setting '%s'%s"
                        .formatted(
                                id(),
                                setting,
                                settings().isEmpty()
                                        ? ""
                                        : ": there is " + String.join("; ", settings())));
    }

    @Override
    public Instrument instrument(String symbol) {
        Instrument instrument = market.market().instrument(symbol);
        String only = market.also().get("symbol");
        if (only != null && !only.equals(instrument.symbol())) {
            throw new IllegalArgumentException(
                    "the isolated account of %s has no %s".formatted(only, instrument.symbol()));
        }
        return instrument;
    }

    @Override
    public AccountAccess access(ApiKey key, Endpoints endpoints) {
        return new BinanceAccountAccess(market, BinanceSigner.of(key), endpoints);
    }

    @Override
    public AccountConversation recorded(URI address) {
        return new BinanceKeyConversation(address, new BinanceAccountDecoder(market.market().id()));
    }

    @Override
    public Optional<AccountAnswer> recordedAnswer(URI request, byte[] body, long receivedAtNs) {
        BinanceAccountMarket.Paths paths = market.paths();
        BinanceAccountAnswers answers = new BinanceAccountAnswers(market);
        String path = String.valueOf(request.getPath());
        try {
            if (path.equals(paths.openOrders().path()) || path.equals(paths.allOrders().path())) {
                return Optional.of(answers.orders(body, receivedAtNs));
            }
            if (path.equals(paths.order().path())) {
                return Optional.of(answers.order(body, receivedAtNs));
            }
            if (paths.list().filter(it -> path.equals(it.path())).isPresent()) {
                return Optional.of(answers.list(body, receivedAtNs));
            }
            if (path.equals(paths.fills().path())) {
                return Optional.of(answers.fills(body, receivedAtNs));
            }
            if (path.equals(paths.account().path())) {
                return Optional.of(answers.account(body, receivedAtNs));
            }
            return Optional.empty();
        } catch (IOException | BadTextException _) {
            // A live session did not understand it either, and asked again.
            return Optional.empty();
        }
    }
}
