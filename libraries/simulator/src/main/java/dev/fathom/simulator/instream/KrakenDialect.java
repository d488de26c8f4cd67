package dev.fathom.simulator.instream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthTrade;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kraken's version 2: checksums over ten levels with every message, no word about levels that are
 * pushed out of the window.
 */
public record KrakenDialect() implements Dialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1000);
    private static final int USUAL_DEPTH = 10;
    private static final int CHECKED = 10;
    private static final int MOST_TRADES = 1000;
    private static final int MOST_LEVELS = 500;
    private static final int USUAL_LEVELS = 100;
    private static final String UNKNOWN = "{\"error\":[\"EQuery:Unknown asset pair\"]}";
    private static final long SECONDS_BELOW = 100_000_000_000L;
    private static final long NS = 1_000_000_000;
    private static final long HEARTBEAT_US = 1_000_000;

    @Override
    public String venue() {
        return "kraken";
    }

    @Override
    public String symbol(InstrumentSpec instrument) {
        return instrument.baseAsset() + "/" + instrument.quoteAsset();
    }

    @Override
    public List<InstrumentSpec> instruments() {
        return Instruments.of(
                Instruments.traded("BTC", "USD", "64000.0", "0.1", "0.00000001", "0.05", 400, 40),
                Instruments.traded("ETH", "USD", "2400.00", "0.01", "0.00000001", "1.2", 300, 30));
    }

    @Override
    public long time(long us) {
        return us;
    }

    @Override
    public Optional<String> get(Query query, InStreamSimulator venue) {
        return switch (query.path()) {
            case "/0/public/Time" ->
                    Optional.of(
                            "{\"error\":[],\"result\":{\"unixtime\":%d}}"
                                    .formatted(venue.nowUs() / 1_000_000));
            case "/0/public/SystemStatus" ->
                    Optional.of("{\"error\":[],\"result\":{\"status\":\"online\"}}");
            case "/0/public/AssetPairs" -> Optional.of(pairs(venue));
            case "/0/public/Trades" -> Optional.of(trades(query, venue));
            case "/0/public/Depth" -> Optional.of(depth(query, venue));
            default -> Optional.empty();
        };
    }

    // The time to begin after may be in seconds too; without one the newest trades come.
    private static String trades(Query query, InStreamSimulator venue) {
        Optional<Board> board = board(query, venue);
        if (board.isEmpty()) {
            return UNKNOWN;
        }
        long since = PastTrades.number(query, "since", 0);
        long afterNs = since < SECONDS_BELOW ? since * NS : since;
        int count = (int) Math.min(MOST_TRADES, PastTrades.number(query, "count", MOST_TRADES));
        List<TruthTrade> rows =
                query.get("since").isEmpty()
                        ? PastTrades.newestFirst(board.get(), _ -> true, count).reversed()
                        : PastTrades.oldestFirst(
                                board.get(), it -> it.timeUs() * 1000 > afterNs, count);
        long last = rows.isEmpty() ? afterNs : rows.getLast().timeUs() * 1000;
        return "{\"error\":[],\"result\":{\"%s\":%s,\"last\":\"%d\"}}"
                .formatted(restName(board.get()), PastTrades.rows(rows, KrakenDialect::row), last);
    }

    private static Optional<Board> board(Query query, InStreamSimulator venue) {
        String pair = query.get("pair").orElse("").replace("XBT", "BTC").replace("/", "");
        for (Board board : venue.boards()) {
            if (board.instrument().symbol().equals(pair)) {
                return Optional.of(board);
            }
        }
        return Optional.empty();
    }

    private static String restName(Board board) {
        return "X" + board.instrument().symbol().replace("BTC", "XBT");
    }

    private static String depth(Query query, InStreamSimulator venue) {
        Optional<Board> board = board(query, venue);
        if (board.isEmpty()) {
            return UNKNOWN;
        }
        int count = (int) Math.min(MOST_LEVELS, PastTrades.number(query, "count", USUAL_LEVELS));
        Window book = Window.of(board.get().engine(), count);
        int places = Texts.places(board.get().instrument().tickSize());
        long seconds = venue.nowUs() / 1_000_000;
        return "{\"error\":[],\"result\":{\"%s\":{\"asks\":%s,\"bids\":%s}}}"
                .formatted(
                        restName(board.get()),
                        levels(book.asks(), places, seconds),
                        levels(book.bids(), places, seconds));
    }

    private static String levels(NavigableMap<Long, Long> side, int places, long seconds) {
        return side.entrySet().stream()
                .map(it ->
                        "[\"%s\",\"%s\",%d]"
                                .formatted(
                                        Texts.fixed(it.getKey(), places),
                                        Texts.fixed(it.getValue(), InstrumentSpec.SCALE),
                                        seconds))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String row(TruthTrade trade) {
        return "[\"%s\",\"%s\",%d.%06d,\"%s\",\"m\",\"\",%d]"
                .formatted(
                        trade.price().stripTrailingZeros().toPlainString(),
                        trade.quantity().toPlainString(),
                        trade.timeUs() / 1_000_000,
                        trade.timeUs() % 1_000_000,
                        trade.buyerIsMaker() ? "s" : "b",
                        trade.id());
    }

    private static String pairs(InStreamSimulator venue) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("error");
        ObjectNode pairs = answer.putObject("result");
        for (Board board : venue.boards()) {
            InstrumentSpec spec = board.instrument();
            pairs.putObject(spec.symbol())
                    .put("altname", spec.symbol())
                    .put("wsname", board.symbol())
                    .put("pair_decimals", Texts.places(spec.tickSize()))
                    .put("lot_decimals", InstrumentSpec.SCALE)
                    .put("tick_size", spec.tickSize().stripTrailingZeros().toPlainString())
                    .put("status", "online");
        }
        return answer.toString();
    }

    @Override
    public InStreamSession connect(InStreamSimulator venue, ClientPort client) {
        return new Session(venue, client);
    }

    private static final class Session extends InStreamSession {
        private final Set<String> traded = new HashSet<>();
        private long heartbeatUs;

        Session(InStreamSimulator venue, ClientPort client) {
            super(venue, client);
        }

        @Override
        void hello() {
            say(
                    "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\","
                            + "\"system\":\"online\",\"api_version\":\"v2\",\"connection_id\":1}]}");
        }

        @Override
        public void onText(String text) {
            JsonNode request;
            try {
                request = JSON.readTree(text);
            } catch (JsonProcessingException _) {
                say("{\"error\":\"Malformed request\",\"success\":false}");
                return;
            }
            String method = request.path("method").asText();
            switch (method) {
                case "ping" ->
                        say(
                                "{\"method\":\"pong\",\"req_id\":%d}"
                                        .formatted(request.path("req_id").asLong()));
                case "subscribe", "unsubscribe" ->
                        request.path("params")
                                .path("symbol")
                                .forEach(it -> subscription(method, request, it.asText()));
                default -> refuse(request, "Unsupported method", "");
            }
        }

        private void subscription(String method, JsonNode request, String symbol) {
            JsonNode params = request.path("params");
            String channel = params.path("channel").asText();
            int depth = params.path("depth").asInt(USUAL_DEPTH);
            Optional<Board> board = venue.board(symbol);
            if (board.isEmpty()) {
                refuse(request, "Currency pair not supported " + symbol, symbol);
                return;
            }
            boolean on = method.equals("subscribe");
            switch (channel) {
                case "book" -> {
                    if (!DEPTHS.contains(depth)) {
                        refuse(request, "Subscription depth not supported", symbol);
                        return;
                    }
                    books().removeIf(it -> it.board().equals(board.get()));
                    if (on) {
                        books().add(new BookFeed(board.get(), depth, 0));
                    }
                }
                case "trade" -> {
                    traded.remove(symbol);
                    if (on) {
                        traded.add(symbol);
                    }
                }
                default -> {
                    refuse(request, "Unknown channel", symbol);
                    return;
                }
            }
            ObjectNode reply = JSON.createObjectNode().put("method", method);
            ObjectNode result = reply.putObject("result").put("channel", channel);
            if (channel.equals("book")) {
                result.put("depth", depth).put("snapshot", true);
            }
            result.put("symbol", symbol);
            reply.put("success", true);
            say(reply.put("req_id", request.path("req_id").asLong()).toString());
        }

        private void refuse(JsonNode request, String why, String symbol) {
            ObjectNode reply =
                    JSON.createObjectNode()
                            .put("error", why)
                            .put("method", request.path("method").asText())
                            .put("success", false);
            if (!symbol.isEmpty()) {
                reply.put("symbol", symbol);
            }
            say(reply.put("req_id", request.path("req_id").asLong()).toString());
        }

        @Override
        void tick(long us) {
            super.tick(us);
            if (!(books().isEmpty() && traded.isEmpty()) && us - heartbeatUs >= HEARTBEAT_US) {
                heartbeatUs = us;
                say("{\"channel\":\"heartbeat\"}");
            }
        }

        @Override
        void book(BookFeed feed, Window now, long us) {
            Board board = feed.board();
            int places = Texts.places(board.instrument().tickSize());
            String bids = rows(feed, now, BookSide.BID, places);
            String asks = rows(feed, now, BookSide.ASK, places);
            // Nothing is said of levels that were only pushed out.
            if (feed.hasBegun() && bids.isEmpty() && asks.isEmpty()) {
                return;
            }
            sayOfBook(
                    board,
                    ("{\"channel\":\"book\",\"type\":\"%s\",\"data\":[{\"symbol\":\"%s\","
                                    + "\"bids\":[%s],\"asks\":[%s],\"checksum\":%d,"
                                    + "\"timestamp\":\"%s\"}]}")
                            .formatted(
                                    feed.hasBegun() ? "update" : "snapshot",
                                    board.symbol(),
                                    bids,
                                    asks,
                                    checksum(now, places),
                                    Texts.rfc3339(us)));
        }

        private static String rows(BookFeed feed, Window now, BookSide side, int places) {
            StringBuilder rows = new StringBuilder();
            for (long price : now.goneSince(feed.sent(), side)) {
                if (feed.board().engine().quantityAt(side, price) == 0) {
                    row(rows, price, 0, places);
                }
            }
            now.newSince(feed.sent(), side)
                    .forEach((price, quantity) -> row(rows, price, quantity, places));
            return rows.toString();
        }

        private static void row(StringBuilder rows, long price, long quantity, int places) {
            rows.append(rows.isEmpty() ? "" : ",")
                    .append("{\"price\":")
                    .append(Texts.fixed(price, places))
                    .append(",\"qty\":")
                    .append(Texts.fixed(quantity, InstrumentSpec.SCALE))
                    .append('}');
        }

        private static long checksum(Window now, int places) {
            StringBuilder text = new StringBuilder();
            for (NavigableMap<Long, Long> side : List.of(now.asks(), now.bids())) {
                side.entrySet().stream().limit(CHECKED).forEach(it -> digits(text, it, places));
            }
            return Texts.crc32(text);
        }

        private static void digits(StringBuilder text, Map.Entry<Long, Long> level, int places) {
            text.append(
                            Texts.fixed(level.getKey(), places)
                                    .replace(".", "")
                                    .replaceFirst("^0+", ""))
                    .append(
                            Texts.fixed(level.getValue(), InstrumentSpec.SCALE)
                                    .replace(".", "")
                                    .replaceFirst("^0+", ""));
        }

        @Override
        void trade(Board board, TruthTrade trade) {
            if (traded.contains(board.symbol())) {
                say(
                        ("{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"%s\","
                                        + "\"side\":\"%s\",\"price\":%s,\"qty\":%s,"
                                        + "\"ord_type\":\"market\",\"trade_id\":%d,"
                                        + "\"timestamp\":\"%s\"}]}")
                                .formatted(
                                        board.symbol(),
                                        trade.buyerIsMaker() ? "sell" : "buy",
                                        trade.price().stripTrailingZeros().toPlainString(),
                                        trade.quantity().toPlainString(),
                                        trade.id(),
                                        Texts.rfc3339(trade.timeUs())));
            }
        }
    }
}
