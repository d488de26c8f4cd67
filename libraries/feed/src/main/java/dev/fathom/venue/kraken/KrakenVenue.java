package dev.fathom.venue.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.BookRules;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Choice;
import dev.fathom.venue.Conversation;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.PlainRestLimits;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.Requests;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.StreamLimits;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kraken spot: books that begin in the stream, are cut to the subscribed depth here, and are
 * checked by the checksum that comes with every message. docs.kraken.com (2026).
 */
public final class KrakenVenue implements Venue {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final String ID = "kraken";
    private static final Choice DEPTH = Choice.of("depth", "100", "10", "25", "500", "1000");
    private static final long MILLIS = 1000;

    private static final Pattern SYMBOL = Pattern.compile("([A-Z0-9.]{2,20})[/-]([A-Z0-9]{2,10})");
    // Quotes that a symbol without a separator may end with, the longer ones first.
    private static final Pattern JOINED =
            Pattern.compile(
                    "([A-Z0-9.]{2,20}?)(USDT|USDC|USD|EUR|GBP|CAD|AUD|JPY|CHF|XBT|BTC|ETH)");

    // Attempts to connect are limited to some 150 in ten minutes and address.
    private static final StreamLimits STREAM_LIMITS =
            new StreamLimits(200, 5, 60, 7500, Duration.ofHours(24));

    private static final BookRules RULES =
            BookRules.inBand(
                    BookRules.Window.CUT_HERE,
                    BookRules.UnknownDelete.LOSS,
                    new KrakenChecksum(),
                    KrakenChecksum.LEVELS);

    private final int depth;

    /** With books of 100 levels a side. */
    public KrakenVenue() {
        this(DEPTH.usual());
    }

    private KrakenVenue(String depth) {
        this.depth = Integer.parseInt(depth);
    }

    @Override
    public List<String> settings() {
        return List.of(DEPTH.toString());
    }

    @Override
    public Venue with(String setting, String value) {
        return setting.trim().equalsIgnoreCase(DEPTH.name())
                ? new KrakenVenue(DEPTH.check(value))
                : Venue.super.with(setting, value);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Kraken spot";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.SequenceKind.CHECKSUM,
                Capabilities.Scope.INSTRUMENT,
                Capabilities.SnapshotSource.IN_BAND,
                depth,
                Capabilities.UnknownDelete.SUSPICIOUS,
                "the ten best levels of each side, by a checksum after every message; a lost"
                        + " insertion below them, when the level is removed",
                "a lost change of size below the ten best levels until the level comes near;"
                        + " a missing trade (ids need not be contiguous)");
    }

    @Override
    public List<Endpoints> endpoints() {
        return List.of(
                new Endpoints(
                        "live",
                        URI.create("wss://ws.kraken.com/v2"),
                        URI.create("https://api.kraken.com")),
                new Endpoints(
                        "beta",
                        URI.create("wss://beta-ws.kraken.com/v2"),
                        URI.create("https://api.kraken.com")));
    }

    @Override
    public boolean isHost(String host) {
        return host.toLowerCase(Locale.ROOT)
                .matches("(ws|ws-auth|ws-l3|beta-ws|uws|api)\\.kraken\\.com");
    }

    @Override
    public StreamLimits streamLimits() {
        return STREAM_LIMITS;
    }

    @Override
    public RestLimits restLimits() {
        return new PlainRestLimits(60, Duration.ofSeconds(1));
    }

    @Override
    public Instrument instrument(String symbol) {
        String text = symbol.trim().toUpperCase(Locale.ROOT);
        Matcher parts = SYMBOL.matcher(text);
        if (!parts.matches()) {
            parts = JOINED.matcher(text);
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no symbol of %s: write BTC/USD or BTC-USD".formatted(symbol, title()));
        }
        return new Instrument(ID, modern(parts.group(1)) + "/" + modern(parts.group(2)));
    }

    // Version 1 and REST call these two by other names.
    private static String modern(String currency) {
        return switch (currency) {
            case "XBT" -> "BTC";
            case "XDG" -> "DOGE";
            default -> currency;
        };
    }

    @Override
    public String shortName(Instrument instrument) {
        return instrument.symbol().replace("/", "");
    }

    @Override
    public void check(Channel channel) {
        boolean known =
                switch (channel.kind()) {
                    case DEPTH, TRADE, QUOTE -> true;
                    case TOP, AGG_TRADE -> false;
                };
        if (!known) {
            throw new IllegalArgumentException(
                    title() + " has no channel " + channel + ": use depth, trade or bookTicker");
        }
    }

    @Override
    public String route(Channel channel) {
        return "";
    }

    @Override
    public boolean subscribesByAddress() {
        return false;
    }

    @Override
    public URI streamUri(Endpoints at, String route, List<Subscription> subscriptions) {
        return at.webSocket();
    }

    @Override
    public Conversation converse(URI connection) {
        boolean first =
                "ws.kraken.com".equals(connection.getHost())
                        && !String.valueOf(connection.getPath()).contains("v2");
        Requests requests = new KrakenRequests(depth);
        return first
                ? new Conversation(new KrakenV1Decoder(ID), requests)
                : new Conversation(new KrakenDecoder(ID), requests);
    }

    @Override
    public BookRules bookRules() {
        return RULES;
    }

    @Override
    public Optional<RestRequest> snapshot(Endpoints at, Instrument instrument, int levels) {
        return Optional.empty();
    }

    @Override
    public PolledBooks polledBooks() {
        return new KrakenPolledBooks();
    }

    @Override
    public Optional<RecordedSnapshot> recordedSnapshot(URI request) {
        return KrakenPolledBooks.asked(request);
    }

    @Override
    public Optional<TradeHistory> tradeHistory(Channel channel) {
        return channel.kind() == Channel.Kind.TRADE
                ? Optional.of(new KrakenTradeHistory())
                : Optional.empty();
    }

    @Override
    public RestRefusal refusal(int status, byte[] body) {
        try {
            JsonNode errors = MAPPER.readTree(body).path("error");
            String text = "HTTP " + status + ": " + errors.path(0).asText(errors.asText());
            return new RestRefusal(text.contains("Unknown asset pair"), text);
        } catch (IOException _) {
            return new RestRefusal(false, "HTTP " + status);
        }
    }

    @Override
    public RestRequest ping(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/0/public/SystemStatus"), 1, 0);
    }

    @Override
    public Optional<Duration> clockStep() {
        return Optional.of(Duration.ofSeconds(1));
    }

    @Override
    public RestRequest time(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/0/public/Time"), 1, 0);
    }

    @Override
    public VenueTime readTime(byte[] body) throws IOException {
        JsonNode time = MAPPER.readTree(body).path("result").path("unixtime");
        if (!time.isIntegralNumber() || time.longValue() <= 0) {
            throw new IOException("the answer tells no unixtime");
        }
        return VenueTime.of(Math.multiplyExact(time.longValue(), MILLIS));
    }

    @Override
    public RestRequest instruments(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/0/public/AssetPairs"), 1, 0);
    }

    @Override
    public List<InstrumentInfo> readInstruments(byte[] body) throws IOException {
        JsonNode pairs = MAPPER.readTree(body).path("result");
        if (!pairs.isObject()) {
            throw new IOException("the answer holds no pairs");
        }
        List<InstrumentInfo> infos = new ArrayList<>();
        for (JsonNode pair : pairs) {
            String[] names = pair.path("wsname").asText().split("/", -1);
            if (names.length != 2 || names[0].isBlank() || names[1].isBlank()) {
                continue;
            }
            String base = modern(names[0]);
            String quote = modern(names[1]);
            infos.add(
                    new InstrumentInfo(
                            new Instrument(ID, base + "/" + quote),
                            base,
                            quote,
                            pair.path("status").asText(),
                            pair.path("tick_size").asText(),
                            step(pair.path("lot_decimals").asInt())));
        }
        return infos;
    }

    private static String step(int places) {
        return BigDecimal.ONE.movePointLeft(places).toPlainString();
    }
}
