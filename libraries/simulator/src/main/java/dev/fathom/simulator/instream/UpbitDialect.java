package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthTrade;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Upbit in its usual form: whole books of thirty units, requests that replace each other and are
 * not answered.
 */
public record UpbitDialect() implements Dialect {
    private static final int UNITS = 30;
    private static final int MOST_TRADES = 500;
    private static final long DAY_US = 86_400_000_000L;

    @Override
    public String venue() {
        return "upbit";
    }

    @Override
    public String symbol(InstrumentSpec instrument) {
        return instrument.quoteAsset() + "-" + instrument.baseAsset();
    }

    @Override
    public List<InstrumentSpec> instruments() {
        return Instruments.of(
                Instruments.traded(
                        "BTC", "KRW", "137000000", "1000", "0.00000001", "0.05", 400, 40),
                Instruments.traded("ETH", "KRW", "4900000", "1000", "0.00000001", "1.2", 300, 30));
    }

    @Override
    public long time(long us) {
        return Math.floorDiv(us, 1000);
    }

    @Override
    public Optional<String> get(Query query, InStreamSimulator venue) {
        return switch (query.path()) {
            case "/v1/trades/ticks" ->
                    venue.board(query.get("market").orElse(""))
                            .map(it -> ticks(it, query, venue.nowUs()));
            case "/v1/orderbook" ->
                    venue.board(query.get("markets").orElse(""))
                            .map(it -> "[" + orderbook(it, query, venue.nowUs()) + "]");
            case "/v1/market/all" ->
                    Optional.of(
                            StreamSupport.stream(venue.boards().spliterator(), false)
                                    .map(it -> "{\"market\":\"" + it.symbol() + "\"}")
                                    .collect(Collectors.joining(",", "[", "]")));
            default -> Optional.empty();
        };
    }

    private static String orderbook(Board board, Query query, long nowUs) {
        int count = query.count("count", UNITS, UNITS);
        return ("{\"market\":\"%s\",\"timestamp\":%d,\"total_ask_size\":1.0,"
                        + "\"total_bid_size\":1.0,\"orderbook_units\":[%s],\"level\":0}")
                .formatted(board.symbol(), nowUs / 1000, units(Window.of(board.engine(), count)));
    }

    private static String units(Window now) {
        StringBuilder units = new StringBuilder();
        Iterator<Map.Entry<Long, Long>> asks = now.asks().entrySet().iterator();
        Iterator<Map.Entry<Long, Long>> bids = now.bids().entrySet().iterator();
        while (asks.hasNext() || bids.hasNext()) {
            Map.Entry<Long, Long> ask = asks.hasNext() ? asks.next() : Map.entry(0L, 0L);
            Map.Entry<Long, Long> bid = bids.hasNext() ? bids.next() : Map.entry(0L, 0L);
            units.append(units.isEmpty() ? "" : ",")
                    .append("{\"ask_price\":")
                    .append(Texts.javaScript(ask.getKey()))
                    .append(",\"bid_price\":")
                    .append(Texts.javaScript(bid.getKey()))
                    .append(",\"ask_size\":")
                    .append(Texts.javaScript(ask.getValue()))
                    .append(",\"bid_size\":")
                    .append(Texts.javaScript(bid.getValue()))
                    .append('}');
        }
        return units.toString();
    }

    // Trades of one day (UTC), those before the cursor.
    private static String ticks(Board board, Query query, long nowUs) {
        long cursor = query.number("cursor", Long.MAX_VALUE);
        long day = Math.floorDiv(nowUs, DAY_US) - query.number("days_ago", 0);
        int count = query.count("count", 1, MOST_TRADES);
        return PastTrades.rows(
                PastTrades.newestFirst(
                        board,
                        it -> it.id() < cursor && Math.floorDiv(it.timeUs(), DAY_US) == day,
                        count),
                it -> row(board, it));
    }

    private static String row(Board board, TruthTrade trade) {
        return ("{\"market\":\"%s\",\"timestamp\":%d,\"trade_price\":%s,\"trade_volume\":%s,"
                        + "\"ask_bid\":\"%s\",\"sequential_id\":%d}")
                .formatted(
                        board.symbol(),
                        trade.timeUs() / 1000,
                        trade.price().stripTrailingZeros().toPlainString(),
                        trade.quantity().stripTrailingZeros().toPlainString(),
                        trade.buyerIsMaker() ? "ASK" : "BID",
                        trade.id());
    }

    @Override
    public HttpReply refusal(String what) {
        return HttpReply.json(400, "{\"error\":{\"name\":400,\"message\":\"%s\"}}".formatted(what));
    }

    @Override
    public Words words(Desk desk) {
        return new UpbitWords(desk);
    }

    @Override
    public InStreamSession connect(InStreamSimulator venue, ClientPort client) {
        return new Session(venue, client);
    }

    private static final class Session extends InStreamSession {
        private final UpbitWords words = new UpbitWords(this);

        Session(InStreamSimulator venue, ClientPort client) {
            super(venue, client);
        }

        @Override
        Words words() {
            return words;
        }

        @Override
        public Optional<Refusal> refusal(Topic topic) {
            return topic.isBook() || topic.channel().equals("trade")
                    ? Optional.empty()
                    : Optional.of(new Refusal(0, "INVALID_PARAM"));
        }

        @Override
        void book(BookFeed feed, Window now, long us) {
            sayOfBook(
                    feed.board(),
                    words.formed(
                            ("{\"type\":\"orderbook\",\"code\":\"%s\",\"timestamp\":%d,"
                                            + "\"total_ask_size\":1.0,\"total_bid_size\":1.0,"
                                            + "\"orderbook_units\":[%s],\"stream_type\":\"%s\",\"level\":0}")
                                    .formatted(
                                            feed.board().symbol(),
                                            us / 1000,
                                            units(now),
                                            feed.hasBegun() ? "REALTIME" : "SNAPSHOT")));
        }

        @Override
        void trade(Board board, TruthTrade trade) {
            if (wants(Topic.of("trade", board.symbol()))) {
                say(
                        words.formed(
                                ("{\"type\":\"trade\",\"code\":\"%s\",\"timestamp\":%d,"
                                                + "\"trade_timestamp\":%d,\"trade_price\":%s,"
                                                + "\"trade_volume\":%s,\"ask_bid\":\"%s\","
                                                + "\"sequential_id\":%d,\"stream_type\":\"REALTIME\"}")
                                        .formatted(
                                                board.symbol(),
                                                trade.timeUs() / 1000,
                                                trade.timeUs() / 1000,
                                                trade.price().stripTrailingZeros().toPlainString(),
                                                trade.quantity()
                                                        .stripTrailingZeros()
                                                        .toPlainString(),
                                                trade.buyerIsMaker() ? "ASK" : "BID",
                                                trade.id())));
            }
        }
    }
}
