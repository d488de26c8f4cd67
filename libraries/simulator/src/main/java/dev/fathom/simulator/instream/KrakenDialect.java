package dev.fathom.simulator.instream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthTrade;
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
        long since = query.number("since", 0);
        long afterNs = since < SECONDS_BELOW ? since * NS : since;
        int count = query.count("count", MOST_TRADES, MOST_TRADES);
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
        int count = query.count("count", USUAL_LEVELS, MOST_LEVELS);
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
            int places = Texts.places(spec.tickSize());
            ObjectNode pair = pairs.putObject(spec.symbol());
            pair.put("altname", spec.symbol())
                    .put("wsname", board.symbol())
                    .put("aclass_base", "currency")
                    .put("base", spec.baseAsset())
                    .put("aclass_quote", "currency")
                    .put("quote", spec.quoteAsset())
                    .put("pair_decimals", places)
                    .put("cost_decimals", places)
                    .put("lot_decimals", InstrumentSpec.SCALE)
                    .put("lot_multiplier", 1);
            for (String empty : List.of("leverage_buy", "leverage_sell", "fees", "fees_maker")) {
                pair.putArray(empty);
            }
            pair.put("tick_size", spec.tickSize().stripTrailingZeros().toPlainString())
                    .put("status", "online");
        }
        return answer.toString();
    }

    @Override
    public HttpReply refusal(String what) {
        return HttpReply.json(
                200, "{\"error\":[\"EGeneral:Invalid arguments:%s\"]}".formatted(what));
    }

    @Override
    public Words words(Desk desk) {
        return new KrakenWords(desk);
    }

    @Override
    public InStreamSession connect(InStreamSimulator venue, ClientPort client) {
        return new Session(venue, client);
    }

    private static final class Session extends InStreamSession {
        private static final Set<String> CHANNELS = Set.of("book", "trade");
        private final KrakenWords words = new KrakenWords(this);
        private long heartbeatUs;

        Session(InStreamSimulator venue, ClientPort client) {
            super(venue, client);
        }

        @Override
        Words words() {
            return words;
        }

        @Override
        public Optional<Refusal> refusal(Topic topic) {
            return CHANNELS.contains(topic.channel())
                    ? Optional.empty()
                    : Optional.of(new Refusal(0, "Unknown channel"));
        }

        @Override
        void tick(long us) {
            super.tick(us);
            if (us - heartbeatUs >= HEARTBEAT_US) {
                heartbeatUs = us;
                words.tick();
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
            if (wants(Topic.of("trade", board.symbol()))) {
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
