package dev.fathom.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.SequenceRule;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.StreamLimits;
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
 * Binance spot and Binance.US: one protocol, two exchanges. Addresses, limits and weights as in
 * binance/binance-spot-api-docs (July 2026) and binance-us/binance-us-api-docs (June 2024).
 */
public final class BinanceVenue implements Venue {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_LEVELS = 5000;
    private static final Pattern DEPTH_SYMBOL = Pattern.compile("(?:^|&)symbol=([^&]+)");
    private static final Pattern DEPTH_LIMIT = Pattern.compile("(?:^|&)limit=(\\d{1,9})");

    private static final StreamLimits STREAM_LIMITS =
            // 5 messages a second and 1024 streams are documented; the margin is ours.
            new StreamLimits(1000, 4, 300, 7500, Duration.ofHours(24));

    private final String id;
    private final String title;
    private final List<Endpoints> endpoints;
    private final Pattern hosts;
    private final int weightPerMinute;

    private BinanceVenue(
            String id, String title, Pattern hosts, int weightPerMinute, Endpoints... endpoints) {
        this.id = id;
        this.title = title;
        this.hosts = hosts;
        this.weightPerMinute = weightPerMinute;
        this.endpoints = List.of(endpoints);
    }

    /** Binance spot. */
    public static BinanceVenue spot() {
        return new BinanceVenue(
                "binance",
                "Binance spot",
                Pattern.compile(
                        "(stream|data-stream|www|api|api-gcp|api\\d|data|data-api|testnet|api1\\.testnet"
                                + "|stream\\.testnet|demo-stream|demo-api)\\.binance\\.(com|vision)"),
                6000,
                endpoints("live", "wss://stream.binance.com:9443", "https://api.binance.com"),
                endpoints(
                        "market-data",
                        "wss://data-stream.binance.vision",
                        "https://data-api.binance.vision"),
                endpoints(
                        "testnet",
                        "wss://stream.testnet.binance.vision",
                        "https://testnet.binance.vision"),
                endpoints("demo", "wss://demo-stream.binance.com", "https://demo-api.binance.com"));
    }

    /** Binance.US. */
    public static BinanceVenue us() {
        return new BinanceVenue(
                "binance-us",
                "Binance.US",
                Pattern.compile("(stream|api|www)\\.binance\\.us"),
                1200,
                endpoints("live", "wss://stream.binance.us:9443", "https://api.binance.us"));
    }

    private static Endpoints endpoints(String name, String webSocket, String rest) {
        return new Endpoints(name, URI.create(webSocket), URI.create(rest));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.SequenceKind.ID_RANGE,
                Capabilities.Scope.INSTRUMENT,
                Capabilities.SnapshotSource.REST,
                MOST_LEVELS,
                Capabilities.UnknownDelete.NORMAL,
                "every missing update and every missing trade, by their ids",
                "a wrong size in an update (no checksum): found by comparing with fresh snapshots");
    }

    @Override
    public List<Endpoints> endpoints() {
        return endpoints;
    }

    @Override
    public boolean isHost(String host) {
        return hosts.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public StreamLimits streamLimits() {
        return STREAM_LIMITS;
    }

    @Override
    public RestLimits restLimits() {
        return new BinanceRestLimits(weightPerMinute);
    }

    @Override
    public Instrument instrument(String symbol) {
        String own = symbol.trim().replaceFirst("[-/_]", "").toUpperCase(Locale.ROOT);
        if (own.isEmpty() || !own.codePoints().allMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "'" + symbol + "' is no symbol of " + title + ": write BTCUSDT or BTC-USDT");
        }
        return new Instrument(id, own);
    }

    @Override
    public void check(Channel channel) {
        boolean known =
                switch (channel.kind()) {
                    case DEPTH -> channel.everyMs() == 100 || channel.everyMs() == 1000;
                    case TOP ->
                            (channel.everyMs() == 100 || channel.everyMs() == 1000)
                                    && List.of(5, 10, 20).contains(channel.levels());
                    case TRADE, AGG_TRADE, QUOTE -> true;
                };
        if (!known) {
            throw new IllegalArgumentException(
                    title
                            + " has no channel "
                            + channel
                            + ": use depth, depth5, depth10 or depth20, at 100 or 1000 ms");
        }
    }

    @Override
    public URI streamUri(Endpoints at, List<Subscription> subscriptions) {
        return URI.create(
                at.webSocket()
                        + "/stream?streams="
                        + subscriptions.stream()
                                .map(s -> encode(StreamName.of(s)))
                                .collect(Collectors.joining("/")));
    }

    // '@' is as it should be; anything but ASCII in a symbol is percent-encoded.
    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%40", "@");
    }

    @Override
    public String subscribe(long requestId, List<Subscription> subscriptions) {
        return control("SUBSCRIBE", requestId, subscriptions);
    }

    @Override
    public String unsubscribe(long requestId, List<Subscription> subscriptions) {
        return control("UNSUBSCRIBE", requestId, subscriptions);
    }

    @Override
    public String list(long requestId) {
        return MAPPER.createObjectNode()
                .put("method", "LIST_SUBSCRIPTIONS")
                .put("id", requestId)
                .toString();
    }

    private static String control(String method, long requestId, List<Subscription> streams) {
        var message = MAPPER.createObjectNode().put("method", method);
        var names = message.putArray("params");
        streams.forEach(s -> names.add(StreamName.of(s)));
        return message.put("id", requestId).toString();
    }

    @Override
    public Decoder decoder(URI connection) {
        String path = connection.getPath() == null ? "" : connection.getPath();
        Optional<Subscription> only = Optional.empty();
        int ws = path.indexOf("/ws/");
        if (ws >= 0 && path.indexOf('/', ws + 4) < 0) {
            only = StreamName.parse(id, path.substring(ws + 4));
        }
        return new BinanceDecoder(id, only);
    }

    @Override
    public SequenceRule sequenceRule() {
        return new BinanceSequence();
    }

    @Override
    public RestRequest snapshot(Endpoints at, Instrument instrument, int levels) {
        int limit = Math.clamp(levels, 1, MOST_LEVELS);
        return new RestRequest(
                URI.create(
                        at.rest()
                                + "/api/v3/depth?symbol="
                                + encode(instrument.symbol())
                                + "&limit="
                                + limit),
                weight(limit),
                limit);
    }

    private static int weight(int limit) {
        if (limit <= 100) {
            return 5;
        }
        if (limit <= 500) {
            return 25;
        }
        return limit <= 1000 ? 50 : 250;
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
        int levels = limit.find() ? Integer.parseInt(limit.group(1)) : 100;
        Instrument instrument;
        try {
            instrument = instrument(URLDecoder.decode(symbol.group(1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return Optional.of(new RecordedSnapshot(instrument, Math.min(levels, MOST_LEVELS)));
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
        return new RestRequest(URI.create(at.rest() + "/api/v3/ping"), 1, 0);
    }

    @Override
    public RestRequest time(Endpoints at) {
        return new RestRequest(URI.create(at.rest() + "/api/v3/time"), 1, 0);
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
                URI.create(at.rest() + "/api/v3/exchangeInfo?showPermissionSets=false"), 20, 0);
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
                            new Instrument(id, name),
                            symbol.path("baseAsset").asText(),
                            symbol.path("quoteAsset").asText(),
                            symbol.path("status").asText(),
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
