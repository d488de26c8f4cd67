package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.BookRules;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Conversation;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.PlainRestLimits;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.StreamLimits;
import dev.fathom.venue.SymbolTable;
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
 * Bitfinex: books that begin in the stream, frames numbered over the whole connection, checksums
 * over the best 25 levels. docs.bitfinex.com (2026).
 */
public final class BitfinexVenue implements Venue {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final String ID = "bitfinex";
    private static final String NO_STEP = "";

    private static final Pattern WIRE = Pattern.compile("t[A-Z0-9]{2,20}(:[A-Z0-9]{2,20})?");
    private static final Pattern PARTS = Pattern.compile("T?([A-Z0-9]{2,20})[-/:]([A-Z0-9]{2,20})");
    private static final Pattern JOINED = Pattern.compile("T?([A-Z0-9]{6})");

    // 20 connections a minute, 25 channels each; the margin of messages is ours.
    private static final StreamLimits STREAM_LIMITS =
            new StreamLimits(25, 10, 90, 7500, Duration.ofHours(24), Duration.ofSeconds(15));

    static final Duration BLOCKED = Duration.ofMinutes(1);

    private static final BookRules RULES =
            BookRules.inBand(
                    BookRules.Window.KEPT_BY_VENUE,
                    BookRules.UnknownDelete.NORMAL,
                    new BitfinexChecksum(),
                    0);

    private final BookForm form;

    /** With whole books of 250 levels. */
    public BitfinexVenue() {
        this(BookForm.USUAL);
    }

    private BitfinexVenue(BookForm form) {
        this.form = form;
    }

    @Override
    public String priceSteps() {
        return "five significant digits of each price";
    }

    @Override
    public List<String> settings() {
        return BookForm.SETTINGS;
    }

    @Override
    public Venue with(String setting, String value) {
        return switch (setting.trim().toLowerCase(Locale.ROOT)) {
            case "prec" -> new BitfinexVenue(new BookForm(value, form.freq(), form.len()));
            case "freq" -> new BitfinexVenue(new BookForm(form.prec(), value, form.len()));
            case "len" -> new BitfinexVenue(new BookForm(form.prec(), form.freq(), value));
            default -> Venue.super.with(setting, value);
        };
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Bitfinex";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.SequenceKind.COUNTER,
                Capabilities.Scope.CONNECTION,
                Capabilities.SnapshotSource.IN_BAND,
                form.levels(),
                Capabilities.UnknownDelete.NORMAL,
                "every missing frame, by numbers over the whole connection; the best 25 levels of"
                        + " each side, by checksums",
                "a wrong number below the best 25 levels in a frame that arrived; which channel a"
                        + " missing frame belonged to, so all of the connection begin anew");
    }

    @Override
    public List<Endpoints> endpoints() {
        return List.of(
                new Endpoints(
                        "live",
                        URI.create("wss://api-pub.bitfinex.com/ws/2"),
                        URI.create("https://api-pub.bitfinex.com")));
    }

    @Override
    public boolean isHost(String host) {
        return host.toLowerCase(Locale.ROOT).matches("(api|api-pub|api2)\\.bitfinex\\.com");
    }

    @Override
    public StreamLimits streamLimits() {
        return STREAM_LIMITS;
    }

    @Override
    public RestLimits restLimits() {
        return new PlainRestLimits(15, Duration.ZERO, BLOCKED);
    }

    @Override
    public Instrument instrument(String symbol) {
        String text = symbol.trim();
        if (WIRE.matcher(text).matches()) {
            return new Instrument(ID, text);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        Matcher joined = JOINED.matcher(upper);
        if (joined.matches()) {
            return new Instrument(ID, "t" + joined.group(1));
        }
        Matcher parts = PARTS.matcher(upper);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no symbol of %s: write BTCUSD, BTC-USD, LINK-USD or tLINK:USD"
                            .formatted(symbol, title()));
        }
        // Currencies of more than three letters stand apart.
        boolean apart = parts.group(1).length() > 3 || parts.group(2).length() > 3;
        return new Instrument(ID, "t" + parts.group(1) + (apart ? ":" : "") + parts.group(2));
    }

    @Override
    public String shortName(Instrument instrument) {
        String symbol = instrument.symbol();
        return (symbol.startsWith("t") ? symbol.substring(1) : symbol).replace(":", "");
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
        SymbolTable symbols = new SymbolTable(ID);
        Channels channels = new Channels(symbols);
        String path = String.valueOf(connection.getPath());
        boolean first = path.endsWith("/ws/1") || path.equals("/ws");
        return new Conversation(
                first
                        ? new BitfinexV1Decoder(symbols, channels)
                        : new BitfinexDecoder(symbols, channels),
                new BitfinexRequests(channels, form));
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
        return new BitfinexPolledBooks(form);
    }

    @Override
    public Optional<RecordedSnapshot> recordedSnapshot(URI request) {
        return BitfinexPolledBooks.asked(request);
    }

    @Override
    public Optional<TradeHistory> tradeHistory(Channel channel) {
        return channel.kind() == Channel.Kind.TRADE
                ? Optional.of(new BitfinexTradeHistory())
                : Optional.empty();
    }

    @Override
    public RestRefusal refusal(int status, byte[] body) {
        try {
            JsonNode answer = MAPPER.readTree(body);
            String text = answer.path(2).asText(answer.path("error").asText());
            return new RestRefusal(false, "HTTP " + status + ": " + text);
        } catch (IOException _) {
            return new RestRefusal(false, "HTTP " + status);
        }
    }

    @Override
    public RestRequest ping(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/v2/platform/status"), 1, 0);
    }

    @Override
    public RestRequest time(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/v2/trades/tBTCUSD/hist?limit=1"), 1, 0);
    }

    // There is no clock to ask; the newest trade of the busiest pair is seconds old.
    @Override
    public VenueTime readTime(byte[] body) throws IOException {
        JsonNode time = MAPPER.readTree(body).path(0).path(1);
        if (!time.isIntegralNumber() || time.longValue() <= 0) {
            throw new IOException("the answer tells no time of a trade");
        }
        return VenueTime.of(time.longValue());
    }

    @Override
    public RestRequest instruments(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/v2/conf/pub:list:pair:exchange"), 1, 0);
    }

    // A price has five significant digits, so there is no step that holds for an instrument.
    @Override
    public List<InstrumentInfo> readInstruments(byte[] body) throws IOException {
        JsonNode pairs = MAPPER.readTree(body).path(0);
        if (!pairs.isArray()) {
            throw new IOException("the answer holds no list of pairs");
        }
        List<InstrumentInfo> infos = new ArrayList<>();
        for (JsonNode pair : pairs) {
            String name = pair.asText();
            int colon = name.indexOf(':');
            if (name.length() < 6) {
                throw new IOException("'" + name + "' is no pair");
            }
            infos.add(
                    new InstrumentInfo(
                            new Instrument(ID, "t" + name),
                            name.substring(0, colon < 0 ? 3 : colon),
                            name.substring(colon < 0 ? 3 : colon + 1),
                            "TRADING",
                            NO_STEP,
                            NO_STEP));
        }
        return infos;
    }
}
