package dev.fathom.venue.binance;

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
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.StreamLimits;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Binance spot, Binance.US and Binance's futures: one protocol, four markets, which differ by what
 * {@link BinanceMarket} says.
 */
public final class BinanceVenue implements Venue {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern DEPTH_SYMBOL = Pattern.compile("(?:^|&)symbol=([^&]+)");
    private static final Pattern DEPTH_LIMIT = Pattern.compile("(?:^|&)limit=(\\d{1,9})");
    private static final String PUBLIC = "/public";
    private static final String MARKET = "/market";

    private final BinanceMarket market;
    private final StreamName names;
    private final BookRules rules;

    private BinanceVenue(BinanceMarket market) {
        this.market = market;
        this.names = new StreamName(market);
        this.rules = BookRules.joined(isChained() ? new FuturesSequence() : new BinanceSequence());
    }

    private boolean isChained() {
        return market.sequence() == Capabilities.SequenceKind.CHAIN;
    }

    /** Binance spot. */
    public static BinanceVenue spot() {
        return new BinanceVenue(BinanceMarket.spot());
    }

    /** Binance.US. */
    public static BinanceVenue us() {
        return new BinanceVenue(BinanceMarket.us());
    }

    /** Binance futures margined in dollars. */
    public static BinanceVenue usdM() {
        return new BinanceVenue(BinanceMarket.usdM());
    }

    /** Binance futures margined in coins. */
    public static BinanceVenue coinM() {
        return new BinanceVenue(BinanceMarket.coinM());
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
    public Capabilities capabilities() {
        return market.capabilities();
    }

    @Override
    public List<Endpoints> endpoints() {
        return market.endpoints();
    }

    @Override
    public boolean isHost(String host) {
        return market.hosts().matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public StreamLimits streamLimits() {
        return market.streamLimits();
    }

    @Override
    public RestLimits restLimits() {
        return new BinanceRestLimits(market.weightPerMinute());
    }

    @Override
    public Instrument instrument(String symbol) {
        String own = symbol.trim().replaceFirst("[-/]", "").toUpperCase(Locale.ROOT);
        if (!market.symbols().matcher(own).matches()) {
            own = own.replaceFirst("_", "");
        }
        if (!market.symbols().matcher(own).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no symbol of %s: write %s"
                            .formatted(symbol, market.title(), market.example()));
        }
        return new Instrument(market.id(), own);
    }

    @Override
    public String shortName(Instrument instrument) {
        return instrument.symbol();
    }

    @Override
    public void check(Channel channel) {
        boolean known =
                switch (channel.kind()) {
                    case DEPTH -> market.depthPacesMs().contains(channel.everyMs());
                    case TOP ->
                            market.topPacesMs().contains(channel.everyMs())
                                    && List.of(5, 10, 20).contains(channel.levels());
                    case TRADE, AGG_TRADE, QUOTE -> true;
                };
        if (!known) {
            throw new IllegalArgumentException(
                    "%s has no channel %s: use depth, depth5, depth10 or depth20, at %s ms"
                            .formatted(
                                    market.title(),
                                    channel,
                                    market.depthPacesMs().stream()
                                            .sorted()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(" or "))));
        }
    }

    // A stream asked for on the wrong route is acknowledged and stays silent.
    @Override
    public String route(Channel channel) {
        if (!market.routed()) {
            return "";
        }
        return channel.kind() == Channel.Kind.AGG_TRADE ? MARKET : PUBLIC;
    }

    @Override
    public boolean subscribesByAddress() {
        return true;
    }

    @Override
    public URI streamUri(Endpoints at, String route, List<Subscription> subscriptions) {
        return URI.create(
                at.webSocket()
                        + route
                        + "/stream?streams="
                        + subscriptions.stream()
                                .map(s -> encode(names.of(s)))
                                .collect(Collectors.joining("/")));
    }

    // '@' is as it should be; anything but ASCII in a symbol is percent-encoded.
    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%40", "@");
    }

    @Override
    public Conversation converse(URI connection) {
        String path = connection.getPath() == null ? "" : connection.getPath();
        Optional<Subscription> only = Optional.empty();
        int ws = path.indexOf("/ws/");
        if (ws >= 0 && path.indexOf('/', ws + 4) < 0) {
            only = names.parse(path.substring(ws + 4));
        }
        return new Conversation(
                new BinanceDecoder(names, isChained(), only), new BinanceRequests(names));
    }

    @Override
    public BookRules bookRules() {
        return rules;
    }

    @Override
    public Optional<RestRequest> snapshot(Endpoints at, Instrument instrument, int levels) {
        return Optional.of(snapshotRequest(at, instrument, market.snapshotLimit(levels)));
    }

    /** A snapshot of a number of levels that may be asked for. */
    RestRequest snapshotRequest(Endpoints at, Instrument instrument, int limit) {
        String address =
                "%s%s/depth?symbol=%s&limit=%d"
                        .formatted(
                                at.rest(), market.restPath(), encode(instrument.symbol()), limit);
        return new RestRequest(URI.create(address), market.snapshotWeight(limit), limit);
    }

    @Override
    public PolledBooks polledBooks() {
        return new BinancePolledBooks(this, market);
    }

    @Override
    public Optional<RecordedSnapshot> recordedSnapshot(URI request) {
        String query = request.getRawQuery();
        String path = request.getPath();
        if (query == null || path == null || !path.endsWith("/depth")) {
            return Optional.empty();
        }
        Matcher symbol = DEPTH_SYMBOL.matcher(query);
        if (!symbol.find()) {
            return Optional.empty();
        }
        Matcher limit = DEPTH_LIMIT.matcher(query);
        int levels =
                limit.find() ? Integer.parseInt(limit.group(1)) : market.anyLimit() ? 100 : 500;
        Instrument instrument;
        try {
            instrument = instrument(URLDecoder.decode(symbol.group(1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return Optional.of(new RecordedSnapshot(instrument, Math.min(levels, market.mostLevels())));
    }

    @Override
    public Optional<TradeHistory> tradeHistory(Channel channel) {
        return switch (channel.kind()) {
            case TRADE -> Optional.of(new BinanceTradeHistory(market, false));
            case AGG_TRADE -> Optional.of(new BinanceTradeHistory(market, true));
            case DEPTH, TOP, QUOTE -> Optional.empty();
        };
    }

    @Override
    public RestRefusal refusal(int status, byte[] body) {
        JsonNode answer;
        try {
            answer = MAPPER.readTree(body);
        } catch (IOException e) {
            return new RestRefusal(false, "HTTP " + status);
        }
        if (!answer.has("code")) {
            return new RestRefusal(false, "HTTP " + status);
        }
        int code = answer.path("code").asInt();
        // -1121: no such symbol; -1100 to -1106: the request itself is wrong.
        boolean permanent = code == -1121 || (code <= -1100 && code >= -1106);
        return new RestRefusal(
                permanent,
                "HTTP " + status + ", code " + code + ": " + answer.path("msg").asText());
    }

    @Override
    public RestRequest ping(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + market.restPath() + "/ping"), 1, 0);
    }

    @Override
    public Optional<Duration> clockStep() {
        return Optional.of(Duration.ofMillis(1));
    }

    @Override
    public RestRequest time(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + market.restPath() + "/time"), 1, 0);
    }

    @Override
    public VenueTime readTime(byte[] body) throws IOException {
        JsonNode time = MAPPER.readTree(body).path("serverTime");
        if (!time.isIntegralNumber() || !time.canConvertToLong() || time.longValue() <= 0) {
            throw new IOException("the answer tells no serverTime");
        }
        return VenueTime.of(time.longValue());
    }

    @Override
    public RestRequest instruments(Endpoints at) {
        return new RestRequest(
                URI.create(
                        at.rest()
                                + market.restPath()
                                + "/exchangeInfo"
                                + market.instrumentsQuery()),
                market.instrumentsWeight(),
                0);
    }

    @Override
    public List<InstrumentInfo> readInstruments(byte[] body) throws IOException {
        JsonNode symbols = MAPPER.readTree(body).path("symbols");
        if (!symbols.isArray()) {
            throw new IOException("the answer holds no list of symbols");
        }
        List<InstrumentInfo> infos = new ArrayList<>();
        for (JsonNode symbol : symbols) {
            String name = symbol.path("symbol").asText();
            if (name.isBlank()) {
                throw new IOException("the list of symbols holds one without a name");
            }
            infos.add(
                    new InstrumentInfo(
                            new Instrument(market.id(), name),
                            symbol.path("baseAsset").asText(),
                            symbol.path("quoteAsset").asText(),
                            symbol.path(symbol.has("contractStatus") ? "contractStatus" : "status")
                                    .asText(),
                            filter(symbol, "PRICE_FILTER", "tickSize"),
                            filter(symbol, "LOT_SIZE", "stepSize")));
        }
        return infos;
    }

    private static String filter(JsonNode symbol, String type, String member) {
        for (JsonNode filter : symbol.path("filters")) {
            if (filter.path("filterType").asText().equals(type)) {
                return filter.path(member).asText();
            }
        }
        return "";
    }
}
