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
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.Refusal;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.venue.VenueFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version 2 of Kraken's streams, and its REST. */
record KrakenProtocol(VenueFormat venue) implements InStreamProtocol {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\":\\s*(\\d+)");
    private static final Pattern TIME = Pattern.compile("\"timestamp\":\\s*\"([^\"]+)\"");
    private static final String UNKNOWN = "{\"error\":[\"EQuery:Unknown asset pair\"]}";
    private static final int USUAL_LEVELS = 100;
    private static final int MOST_LEVELS = 500;
    private static final int MOST_TRADES = 1000;
    private static final int FIRST_TRADES = 50;
    private static final long SECONDS_BELOW = 100_000_000_000L;
    private static final long NS = 1_000_000_000;
    private static final int USUAL_PLACES = 8;

    @Override
    public Dialect dialect() {
        return new KrakenDialect();
    }

    @Override
    public boolean speaks(URI address) {
        return !"ws.kraken.com".equals(address.getHost())
                || String.valueOf(address.getPath()).contains("v2");
    }

    @Override
    public Reading reading() {
        return new KrakenReading();
    }

    @Override
    public boolean offers(Topic topic) {
        return true;
    }

    @Override
    public List<Integer> levels() {
        return List.of(10, 25, 100, 500, 1000);
    }

    @Override
    public Refusal refusal(Topic topic, Collection<Topic> offered) {
        List<Integer> depths =
                offered.stream()
                        .filter(it -> it.isBook() && it.symbol().equals(topic.symbol()))
                        .map(Topic::levels)
                        .sorted()
                        .toList();
        return new Refusal(
                0,
                topic.isBook() && !depths.isEmpty()
                        ? "Subscription depth not supported: recorded are " + depths
                        : "Channel " + topic.channel() + " was not recorded");
    }

    @Override
    public Window window(BookView view, int levels) {
        return Window.of(view, levels, KrakenProtocol::row);
    }

    private static String row(BookView view, Side side, int index) {
        return row(view.priceText(side, index), view.sizeText(side, index));
    }

    private static String row(String price, String quantity) {
        return "{\"price\":" + price + ",\"qty\":" + quantity + "}";
    }

    @Override
    public Relayed state(Topic topic, Window now, Relayed last) {
        String text =
                message("snapshot", topic, now.texts(Side.BID), now.texts(Side.ASK), last.text());
        return new Relayed(Relayed.Kind.STATE, text, last.timeMs());
    }

    @Override
    public Optional<Relayed> change(Topic topic, Window before, Window now, Relayed last) {
        List<String> bids = rows(before, now, Side.BID);
        List<String> asks = rows(before, now, Side.ASK);
        return bids.isEmpty() && asks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Relayed(
                                Relayed.Kind.CHANGE,
                                message("update", topic, bids, asks, last.text()),
                                last.timeMs()));
    }

    // Nothing is said of levels that were only pushed out.
    private static List<String> rows(Window before, Window now, Side side) {
        List<String> rows = new ArrayList<>();
        for (BigDecimal gone : now.goneSince(before, side)) {
            if (!now.isPushedOut(side, gone)) {
                rows.add(row(gone.toPlainString(), "0.00000000"));
            }
        }
        rows.addAll(now.newSince(before, side));
        return rows;
    }

    // A second snapshot replaces the book.
    @Override
    public Optional<Relayed> again(Topic topic, Window before, Window now, Relayed last) {
        return Optional.of(state(topic, now, last));
    }

    // The ten levels that the checksum covers are the same at every depth.
    private static String message(
            String type, Topic topic, List<String> bids, List<String> asks, String last) {
        return ("{\"channel\":\"book\",\"type\":\"%s\",\"data\":[{\"symbol\":\"%s\",\"bids\":[%s],"
                        + "\"asks\":[%s],\"checksum\":%s,\"timestamp\":\"%s\"}]}")
                .formatted(
                        type,
                        topic.symbol(),
                        String.join(",", bids),
                        String.join(",", asks),
                        found(CHECKSUM, last).orElse("0"),
                        found(TIME, last).orElse(""));
    }

    private static Optional<String> found(Pattern pattern, String in) {
        Matcher found = pattern.matcher(in);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    @Override
    public Optional<Relayed> state(Topic topic, Known known) {
        if (!topic.channel().equals("trade")) {
            return Optional.empty();
        }
        List<Trade> all = known.trades(topic.symbol());
        ObjectNode message =
                JSON.createObjectNode().put("channel", "trade").put("type", "snapshot");
        ArrayNode data = message.putArray("data");
        for (Trade trade : all.subList(Math.max(0, all.size() - FIRST_TRADES), all.size())) {
            ObjectNode row = data.addObject().put("symbol", topic.symbol());
            row.put("side", trade.takerSide() == TakerSide.SELL ? "sell" : "buy");
            row.putRawValue("price", new RawValue(trade.priceText()));
            row.putRawValue("qty", new RawValue(trade.sizeText()));
            row.put("ord_type", "market")
                    .put("trade_id", trade.id())
                    .put("timestamp", time(trade).toString());
        }
        return Optional.of(new Relayed(Relayed.Kind.STATE, message.toString(), 0));
    }

    private static Instant time(Trade trade) {
        return Instant.ofEpochSecond(0, trade.venueTime().toNs());
    }

    @Override
    public Optional<Answer> get(Query query, Known known) {
        return switch (query.path()) {
            case "/0/public/Time" ->
                    Optional.of(
                            Answer.of(
                                    "{\"error\":[],\"result\":{\"unixtime\":"
                                            + TimeUnit.NANOSECONDS.toSeconds(known.nowNs())
                                            + "}}"));
            case "/0/public/SystemStatus" ->
                    Optional.of(Answer.of("{\"error\":[],\"result\":{\"status\":\"online\"}}"));
            case "/0/public/AssetPairs" -> Optional.of(Answer.of(pairs(known)));
            case "/0/public/Assets" -> Optional.of(Answer.of(assets(known)));
            case "/0/public/Trades" -> Optional.of(trades(query, known));
            case "/0/public/Depth" -> Optional.of(depth(query, known));
            default -> Optional.empty();
        };
    }

    private Optional<String> symbol(Query query, Known known) {
        String pair = query.get("pair").orElse("");
        return known.symbols().stream()
                .filter(it -> it.equals(pair) || altName(it).equals(pair) || plain(it).equals(pair))
                .findFirst();
    }

    private static String plain(String symbol) {
        return symbol.replace("/", "");
    }

    // REST calls these two by their older names.
    private static String altName(String symbol) {
        return plain(wsName(symbol));
    }

    private static String wsName(String symbol) {
        String[] parts = symbol.split("/", 2);
        return older(parts[0]) + "/" + older(parts[1]);
    }

    private static String older(String currency) {
        return switch (currency) {
            case "BTC" -> "XBT";
            case "DOGE" -> "XDG";
            default -> currency;
        };
    }

    // The time to begin after may be in seconds too; without one the newest trades come.
    private Answer trades(Query query, Known known) {
        Optional<String> symbol = symbol(query, known);
        if (symbol.isEmpty()) {
            return Answer.of(UNKNOWN);
        }
        int count = query.count("count", MOST_TRADES, MOST_TRADES);
        long since = query.number("since", 0);
        long afterNs = since < SECONDS_BELOW ? since * NS : since;
        List<Trade> wanted = new ArrayList<>(known.trades(symbol.get()));
        wanted.removeIf(it -> it.venueTime().toNs() <= afterNs);
        int from = query.get("since").isEmpty() ? Math.max(0, wanted.size() - count) : 0;
        List<Trade> rows = wanted.subList(from, Math.min(wanted.size(), from + count));
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("error");
        ObjectNode result = answer.putObject("result");
        ArrayNode list = result.putArray(altName(symbol.get()));
        rows.forEach(it -> row(list.addArray(), it));
        long last = rows.isEmpty() ? afterNs : rows.getLast().venueTime().toNs();
        result.put("last", Long.toString(last));
        return Answer.of(answer.toString());
    }

    private static void row(ArrayNode row, Trade trade) {
        BigDecimal seconds = BigDecimal.valueOf(trade.venueTime().toNs() / 1000, 6);
        row.add(trade.priceText())
                .add(trade.sizeText())
                .addRawValue(new RawValue(seconds.toPlainString()))
                .add(trade.takerSide() == TakerSide.SELL ? "s" : "b")
                .add("m")
                .add("")
                .add(trade.id());
    }

    private Answer depth(Query query, Known known) {
        Optional<String> symbol = symbol(query, known);
        if (symbol.isEmpty()) {
            return Answer.of(UNKNOWN);
        }
        int count = query.count("count", USUAL_LEVELS, MOST_LEVELS);
        return Answer.of(known.book(symbol.get(), count).map(it -> depth(symbol.get(), it)));
    }

    private static String depth(String symbol, Book book) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("error");
        ObjectNode sides = answer.putObject("result").putObject(altName(symbol));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(book.receivedAtNs());
        for (Side side : Side.values()) {
            ArrayNode rows = sides.putArray(side == Side.BID ? "bids" : "asks");
            for (int i = 0; i < book.levels().levels(side); i++) {
                rows.addArray()
                        .add(book.levels().priceText(side, i))
                        .add(book.levels().sizeText(side, i))
                        .add(seconds);
            }
        }
        return answer.toString();
    }

    private static String pairs(Known known) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("error");
        ObjectNode pairs = answer.putObject("result");
        for (String symbol : known.symbols()) {
            Optional<BookView> view = known.book(symbol, 1).map(Book::levels);
            int price = view.map(BookView::priceScale).orElse(USUAL_PLACES);
            int size = view.map(BookView::sizeScale).orElse(USUAL_PLACES);
            String[] names = wsName(symbol).split("/", 2);
            ObjectNode pair = pairs.putObject(altName(symbol));
            pair.put("altname", altName(symbol))
                    .put("wsname", wsName(symbol))
                    .put("aclass_base", "currency")
                    .put("base", names[0])
                    .put("aclass_quote", "currency")
                    .put("quote", names[1])
                    .put("pair_decimals", price)
                    .put("cost_decimals", price)
                    .put("lot_decimals", size)
                    .put("lot_multiplier", 1);
            for (String empty : List.of("leverage_buy", "leverage_sell", "fees", "fees_maker")) {
                pair.putArray(empty);
            }
            pair.put("ordermin", step(size)).put("tick_size", step(price)).put("status", "online");
        }
        return answer.toString();
    }

    private static String step(int places) {
        return BigDecimal.ONE.movePointLeft(places).toPlainString();
    }

    private static String assets(Known known) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("error");
        ObjectNode assets = answer.putObject("result");
        for (String symbol : known.symbols()) {
            for (String name : wsName(symbol).split("/", 2)) {
                assets.putObject(name)
                        .put("aclass", "currency")
                        .put("altname", name)
                        .put("decimals", USUAL_PLACES)
                        .put("display_decimals", USUAL_PLACES)
                        .put("status", "enabled");
            }
        }
        return answer.toString();
    }
}
