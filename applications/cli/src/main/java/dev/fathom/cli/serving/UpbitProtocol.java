package dev.fathom.cli.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.JsonArray;
import dev.fathom.simulator.instream.Refusal;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.venue.VenueFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Upbit's public streams, and its REST. */
record UpbitProtocol(VenueFormat venue) implements InStreamProtocol {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UNITS = Pattern.compile("\"(orderbook_units|obu)\"\\s*:\\s*\\[");
    private static final Pattern STREAM_TYPE =
            Pattern.compile("(\"(?:stream_type|st)\"\\s*:\\s*)\"\\w+\"");
    private static final String UNKNOWN =
            "{\"error\":{\"name\":404,\"message\":\"Code not found\"}}";
    private static final int MOST_UNITS = 30;
    private static final int MOST_TRADES = 500;
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    @Override
    public Dialect dialect() {
        return new UpbitDialect();
    }

    @Override
    public boolean speaks(URI address) {
        return true;
    }

    @Override
    public Reading reading() {
        return new UpbitReading();
    }

    @Override
    public boolean offers(Topic topic) {
        return true;
    }

    @Override
    public List<Integer> levels() {
        return List.of(1, 5, 15, MOST_UNITS);
    }

    @Override
    public Refusal refusal(Topic topic, Collection<Topic> offered) {
        return new Refusal(0, "not recorded");
    }

    // Messages are whole books: nothing has to be put together.
    @Override
    public Window window(BookView view, int levels) {
        return new Window(levels, List.of(), List.of());
    }

    @Override
    public Relayed state(Topic topic, Window now, Relayed last) {
        return new Relayed(Relayed.Kind.STATE, snapshot(cut(last.text(), topic.levels())), 0);
    }

    @Override
    public Relayed first(Relayed recorded) {
        return new Relayed(Relayed.Kind.STATE, snapshot(recorded.text()), 0);
    }

    private static String snapshot(String text) {
        return STREAM_TYPE.matcher(text).replaceFirst("$1\"SNAPSHOT\"");
    }

    // A text whose units are as many as were asked for stays as it is.
    private static String cut(String text, int levels) {
        Matcher units = UNITS.matcher(text);
        if (!units.find()) {
            return text;
        }
        String list = text.substring(units.end() - 1);
        List<String> all = JsonArray.elements(list);
        if (all.size() <= levels) {
            return text;
        }
        return text.substring(0, units.end())
                + String.join(",", all.subList(0, levels))
                + list.substring(list.indexOf(']'));
    }

    @Override
    public Optional<Relayed> change(Topic topic, Window before, Window now, Relayed last) {
        return Optional.of(new Relayed(Relayed.Kind.CHANGE, cut(last.text(), topic.levels()), 0));
    }

    @Override
    public Optional<Relayed> again(Topic topic, Window before, Window now, Relayed last) {
        return change(topic, before, now, last);
    }

    @Override
    public Optional<Relayed> state(Topic topic, Known known) {
        return known.newest(topic).map(it -> new Relayed(Relayed.Kind.STATE, snapshot(it), 0));
    }

    @Override
    public Optional<Answer> get(Query query, Known known) {
        return switch (query.path()) {
            case "/v1/market/all" -> Optional.of(Answer.of(markets(known)));
            case "/v1/trades/ticks" -> {
                String market = query.get("market").orElse("");
                yield Optional.of(
                        known.symbols().contains(market)
                                ? Answer.of(ticks(market, query, known))
                                : Answer.refusal(404, UNKNOWN));
            }
            case "/v1/orderbook" -> Optional.of(orderbook(query, known));
            default -> Optional.empty();
        };
    }

    private static String markets(Known known) {
        ArrayNode markets = JSON.createArrayNode();
        for (String symbol : known.symbols()) {
            markets.addObject()
                    .put("market", symbol)
                    .put("korean_name", symbol)
                    .put("english_name", symbol);
        }
        return markets.toString();
    }

    // Trades of one day (UTC), those before the cursor, newest first.
    private static String ticks(String market, Query query, Known known) {
        long cursor = query.number("cursor", Long.MAX_VALUE);
        long day = Math.floorDiv(known.nowNs(), DAY_NS) - query.number("days_ago", 0);
        long count = query.count("count", 1, MOST_TRADES);
        ArrayNode rows = JSON.createArrayNode();
        known.trades(market).reversed().stream()
                .filter(it -> it.id() < cursor && Math.floorDiv(ns(it), DAY_NS) == day)
                .limit(count)
                .forEach(it -> row(rows.addObject(), market, it));
        return rows.toString();
    }

    private static long ns(Trade trade) {
        return trade.venueTime().toNs();
    }

    private static void row(ObjectNode row, String market, Trade trade) {
        String time = Instant.ofEpochSecond(0, ns(trade)).toString();
        row.put("market", market)
                .put("trade_date_utc", time.substring(0, "2026-01-01".length()))
                .put(
                        "trade_time_utc",
                        time.substring("2026-01-01T".length(), "2026-01-01T00:00:00".length()))
                .put("timestamp", ns(trade) / 1_000_000);
        row.putRawValue("trade_price", plain(trade.exactPrice()));
        row.putRawValue("trade_volume", plain(trade.exactSize()));
        row.put("ask_bid", trade.takerSide() == TakerSide.SELL ? "ASK" : "BID")
                .put("sequential_id", trade.id());
    }

    private Answer orderbook(Query query, Known known) {
        String[] markets = query.get("markets").orElse("").split(",", -1);
        int count = query.count("count", MOST_UNITS, MOST_UNITS);
        ArrayNode books = JSON.createArrayNode();
        for (String market : markets) {
            if (!known.symbols().contains(market)) {
                return Answer.refusal(404, UNKNOWN);
            }
            Optional<Book> book = known.book(market, count);
            if (book.isEmpty()) {
                return Answer.of(Optional.empty());
            }
            orderbook(books.addObject(), market, book.get());
        }
        return Answer.of(books.toString());
    }

    private static void orderbook(ObjectNode into, String market, Book book) {
        BookView view = book.levels();
        into.put("market", market).put("timestamp", book.venueTime().toNs() / 1_000_000);
        into.putRawValue("total_ask_size", total(view, Side.ASK));
        into.putRawValue("total_bid_size", total(view, Side.BID));
        ArrayNode units = into.putArray("orderbook_units");
        int pairs = Math.max(view.levels(Side.ASK), view.levels(Side.BID));
        for (int i = 0; i < pairs; i++) {
            ObjectNode unit = units.addObject();
            unit.putRawValue("ask_price", price(view, Side.ASK, i));
            unit.putRawValue("bid_price", price(view, Side.BID, i));
            unit.putRawValue("ask_size", size(view, Side.ASK, i));
            unit.putRawValue("bid_size", size(view, Side.BID, i));
        }
        into.put("level", 0);
    }

    // A side that is shorter is filled up with zeros.
    private static RawValue price(BookView view, Side side, int index) {
        return index < view.levels(side)
                ? plain(view.exactPrice(side, index))
                : plain(BigDecimal.ZERO);
    }

    private static RawValue size(BookView view, Side side, int index) {
        return index < view.levels(side)
                ? plain(view.exactSize(side, index))
                : plain(BigDecimal.ZERO);
    }

    private static RawValue plain(BigDecimal number) {
        return new RawValue(number.stripTrailingZeros().toPlainString());
    }

    private static RawValue total(BookView view, Side side) {
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < view.levels(side); i++) {
            total = total.add(view.exactSize(side, i));
        }
        return plain(total);
    }
}
