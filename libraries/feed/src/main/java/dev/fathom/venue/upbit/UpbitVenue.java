package dev.fathom.venue.upbit;

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
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.StreamLimits;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Upbit in its four regions: every message is a whole book of up to 30 levels a side, and nothing
 * tells whether one is missing. docs.upbit.com (2026).
 */
public final class UpbitVenue implements Venue {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final String ID = "upbit";
    private static final int MOST_LEVELS = 30;
    private static final Choice UNITS = Choice.of("units", "30", "15", "5", "1");
    private static final Choice FORMAT =
            Choice.of("format", "DEFAULT", "SIMPLE", "JSON_LIST", "SIMPLE_LIST");
    private static final String PATH = "/websocket/v1";

    // Where both parts may be a quote, it is the one that stands first here.
    private static final List<String> QUOTES = List.of("KRW", "SGD", "IDR", "THB", "USDT", "BTC");
    private static final Pattern PARTS = Pattern.compile("([A-Z0-9]{1,20})[-/]([A-Z0-9]{1,20})");
    private static final Pattern JOINED =
            Pattern.compile("([A-Z0-9]{1,20}?)(KRW|SGD|IDR|THB|USDT|BTC)");

    // 5 requests a second and 100 a minute; the connection closes after two silent minutes.
    private static final StreamLimits STREAM_LIMITS =
            new StreamLimits(200, 4, 300, 7500, Duration.ofHours(24));

    private static final BookRules RULES = BookRules.wholeBooks();

    private final String units;
    private final String format;

    /** With thirty levels a side in the usual form. */
    public UpbitVenue() {
        this(UNITS.usual(), FORMAT.usual());
    }

    private UpbitVenue(String units, String format) {
        this.units = units;
        this.format = format;
    }

    @Override
    public String priceSteps() {
        return "by bands of prices, which the venue changes";
    }

    @Override
    public List<String> settings() {
        return List.of(UNITS.toString(), FORMAT.toString());
    }

    @Override
    public Venue with(String setting, String value) {
        return switch (setting.trim().toLowerCase(Locale.ROOT)) {
            case "units" -> new UpbitVenue(UNITS.check(value), format);
            case "format" -> new UpbitVenue(units, FORMAT.check(value));
            default -> Venue.super.with(setting, value);
        };
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Upbit";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.SequenceKind.NONE,
                Capabilities.Scope.INSTRUMENT,
                Capabilities.SnapshotSource.EVERY_MESSAGE,
                MOST_LEVELS,
                Capabilities.UnknownDelete.NORMAL,
                "that the book is the one of the last message that came",
                "that no message is missing: a lost book is healed by the next one, a lost trade"
                        + " shows only in the list of trades that REST gives");
    }

    @Override
    public List<Endpoints> endpoints() {
        return List.of(
                region("live", "api"),
                region("singapore", "sg-api"),
                region("indonesia", "id-api"),
                region("thailand", "th-api"));
    }

    private static Endpoints region(String name, String host) {
        return new Endpoints(
                name,
                URI.create("wss://" + host + ".upbit.com" + PATH),
                URI.create("https://" + host + ".upbit.com"));
    }

    @Override
    public boolean isHost(String host) {
        return host.toLowerCase(Locale.ROOT).matches("((sg|id|th)-)?api\\.upbit\\.com");
    }

    @Override
    public StreamLimits streamLimits() {
        return STREAM_LIMITS;
    }

    // Ten a second, told in a header too; the margin is ours.
    @Override
    public RestLimits restLimits() {
        return new PlainRestLimits(300, Duration.ofMillis(125));
    }

    @Override
    public Instrument instrument(String symbol) {
        String text = symbol.trim().toUpperCase(Locale.ROOT);
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            parts = JOINED.matcher(text);
        }
        if (!parts.matches() || (rank(parts.group(1)) < 0 && rank(parts.group(2)) < 0)) {
            throw new IllegalArgumentException(
                    "'%s' is no symbol of %s: write KRW-BTC or BTC-KRW".formatted(symbol, title()));
        }
        boolean quoteFirst = rank(parts.group(1)) > rank(parts.group(2));
        String quote = parts.group(quoteFirst ? 1 : 2);
        return new Instrument(ID, quote + "-" + parts.group(quoteFirst ? 2 : 1));
    }

    private static int rank(String currency) {
        int place = QUOTES.indexOf(currency);
        return place < 0 ? -1 : QUOTES.size() - place;
    }

    @Override
    public String shortName(Instrument instrument) {
        String symbol = instrument.symbol();
        int dash = symbol.indexOf('-');
        return symbol.substring(dash + 1) + symbol.substring(0, Math.max(0, dash));
    }

    @Override
    public void check(Channel channel) {
        boolean known =
                switch (channel.kind()) {
                    case DEPTH, TRADE -> true;
                    case TOP, AGG_TRADE, QUOTE -> false;
                };
        if (!known) {
            throw new IllegalArgumentException(
                    title() + " has no channel " + channel + ": use depth or trade");
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
        return new Conversation(
                new UpbitDecoder(ID),
                new UpbitRequests(units.equals(UNITS.usual()) ? "" : "." + units, format));
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
        return new UpbitPolledBooks();
    }

    @Override
    public Optional<RecordedSnapshot> recordedSnapshot(URI request) {
        return UpbitPolledBooks.asked(request);
    }

    @Override
    public Optional<TradeHistory> tradeHistory(Channel channel) {
        return channel.kind() == Channel.Kind.TRADE
                ? Optional.of(new UpbitTradeHistory())
                : Optional.empty();
    }

    @Override
    public RestRefusal refusal(int status, byte[] body) {
        try {
            JsonNode error = MAPPER.readTree(body).path("error");
            String name = error.path("name").asText();
            return new RestRefusal(
                    status == 404,
                    "HTTP %d: %s %s".formatted(status, name, error.path("message").asText()));
        } catch (IOException _) {
            return new RestRefusal(false, "HTTP " + status);
        }
    }

    @Override
    public RestRequest ping(Endpoints at) {
        return time(at);
    }

    // There is no clock to ask; the newest trade of the busiest market is seconds old.
    @Override
    public RestRequest time(Endpoints at) {
        return new RestRequest(
                URI.create(at.rest() + "/v1/trades/ticks?market=KRW-BTC&count=1"), 1, 0);
    }

    @Override
    public VenueTime readTime(byte[] body) throws IOException {
        JsonNode time = MAPPER.readTree(body).path(0).path("timestamp");
        if (!time.isIntegralNumber() || time.longValue() <= 0) {
            throw new IOException("the answer tells no time of a trade");
        }
        return VenueTime.of(time.longValue());
    }

    @Override
    public RestRequest instruments(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/v1/market/all?is_details=true"), 1, 0);
    }

    // The price step depends on the price, so there is none that holds for an instrument.
    @Override
    public List<InstrumentInfo> readInstruments(byte[] body) throws IOException {
        JsonNode markets = MAPPER.readTree(body);
        if (!markets.isArray()) {
            throw new IOException("the answer holds no list of markets");
        }
        List<InstrumentInfo> infos = new ArrayList<>();
        for (JsonNode market : markets) {
            String name = market.path("market").asText();
            int dash = name.indexOf('-');
            if (dash <= 0) {
                throw new IOException("'" + name + "' is no market");
            }
            boolean warned = market.path("market_event").path("warning").asBoolean();
            infos.add(
                    new InstrumentInfo(
                            new Instrument(ID, name),
                            name.substring(dash + 1),
                            name.substring(0, dash),
                            warned ? "WARNING" : "TRADING",
                            "",
                            ""));
        }
        return infos;
    }
}
