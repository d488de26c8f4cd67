package dev.fathom.cli.serving;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.JavaScriptNumber;
import dev.fathom.simulator.instream.Refusal;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.venue.VenueFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Version 2 of Bitfinex' public streams, and its REST. */
record BitfinexProtocol(VenueFormat venue) implements InStreamProtocol {
    private static final String CHECKSUM = "\"cs\"";
    private static final int CHECKED = 25;
    private static final String BOOK = "/v2/book/";
    private static final String TRADES = "/v2/trades/";
    private static final String HISTORY = "/hist";
    private static final String LISTS = "/v2/conf/";
    private static final int USUAL_LENGTH = 25;
    private static final int MOST_LENGTH = 100;
    private static final int MOST_TRADES = 10_000;
    private static final int USUAL_TRADES = 125;
    private static final int FIRST_TRADES = 30;
    private static final String BAD_SYMBOL = "[\"error\",10020,\"symbol: invalid\"]";

    @Override
    public Dialect dialect() {
        return new BitfinexDialect();
    }

    @Override
    public boolean speaks(URI address) {
        String path = String.valueOf(address.getPath());
        return !path.endsWith("/ws/1") && !path.equals("/ws");
    }

    @Override
    public Reading reading() {
        return new BitfinexReading();
    }

    // Of raw books the replay keeps the levels, not the orders; rows of funding have other signs.
    @Override
    public boolean offers(Topic topic) {
        return !topic.form().startsWith("R") && topic.symbol().startsWith("t");
    }

    @Override
    public List<Integer> levels() {
        return List.of(1, 25, 100, 250);
    }

    @Override
    public Refusal refusal(Topic topic, Collection<Topic> offered) {
        List<Topic> books =
                offered.stream()
                        .filter(it -> it.isBook() && it.symbol().equals(topic.symbol()))
                        .sorted(Comparator.comparing(Topic::form).thenComparing(Topic::levels))
                        .toList();
        if (!topic.isBook() || books.isEmpty()) {
            return new Refusal(10_300, topic.channel() + ": not recorded");
        }
        boolean form = books.stream().anyMatch(it -> it.form().equals(topic.form()));
        return form
                ? new Refusal(10_012, "len: recorded are " + texts(books, topic))
                : new Refusal(10_011, "prec: recorded is " + books.getFirst().form());
    }

    private static List<Integer> texts(List<Topic> books, Topic like) {
        return books.stream()
                .filter(it -> it.form().equals(like.form()))
                .map(Topic::levels)
                .toList();
    }

    @Override
    public Window window(BookView view, int levels) {
        return Window.of(view, levels, BitfinexProtocol::row);
    }

    private static String row(BookView view, Side side, int index) {
        BigDecimal size = view.exactSize(side, index);
        return "["
                + JavaScriptNumber.text(view.exactPrice(side, index))
                + ","
                + view.orders(side, index).orElse(1)
                + ","
                + JavaScriptNumber.text(side == Side.BID ? size : size.negate())
                + "]";
    }

    @Override
    public Relayed state(Topic topic, Window now, Relayed last) {
        String rows =
                Stream.of(Side.BID, Side.ASK)
                        .flatMap(it -> now.texts(it).stream())
                        .collect(Collectors.joining(",", "[", "]"));
        return new Relayed(Relayed.Kind.STATE, rows, last.timeMs());
    }

    // Fewer levels than are checked have no checksum that was recorded.
    @Override
    public Optional<Relayed> change(Topic topic, Window before, Window now, Relayed last) {
        if (last.text().startsWith(CHECKSUM)) {
            return topic.levels() >= CHECKED ? Optional.of(last) : Optional.empty();
        }
        List<String> rows = new ArrayList<>();
        for (Side side : Side.values()) {
            for (BigDecimal gone : now.goneSince(before, side)) {
                rows.add(
                        "[%s,0,%d]"
                                .formatted(JavaScriptNumber.text(gone), side == Side.BID ? 1 : -1));
            }
        }
        for (Side side : Side.values()) {
            rows.addAll(now.newSince(before, side));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Relayed(
                                Relayed.Kind.CHANGE,
                                "[" + String.join(",", rows) + "]",
                                last.timeMs()));
    }

    // A channel has one snapshot: what was missed comes as one change.
    @Override
    public Optional<Relayed> again(Topic topic, Window before, Window now, Relayed last) {
        Relayed without = new Relayed(Relayed.Kind.CHANGE, "", last.timeMs());
        return change(topic, before, now, without);
    }

    @Override
    public Optional<Relayed> state(Topic topic, Known known) {
        if (!topic.channel().equals("trades")) {
            return Optional.empty();
        }
        List<Trade> newest = known.trades(topic.symbol()).reversed();
        return Optional.of(
                new Relayed(
                        Relayed.Kind.STATE,
                        rows(newest.subList(0, Math.min(FIRST_TRADES, newest.size()))),
                        known.nowNs() / 1_000_000));
    }

    @Override
    public Optional<Answer> get(Query query, Known known) {
        String path = query.path();
        if (path.equals("/v2/platform/status")) {
            return Optional.of(Answer.of("[1]"));
        }
        if (path.startsWith(LISTS)) {
            return Optional.of(Answer.of(lists(path.substring(LISTS.length()), known)));
        }
        if (path.startsWith(TRADES) && path.endsWith(HISTORY)) {
            String symbol = path.substring(TRADES.length(), path.length() - HISTORY.length());
            return Optional.of(
                    known.symbols().contains(symbol)
                            ? Answer.of(history(symbol, query, known))
                            : Answer.refusal(500, BAD_SYMBOL));
        }
        if (path.startsWith(BOOK) && path.endsWith("/P0")) {
            String symbol = path.substring(BOOK.length(), path.length() - "/P0".length());
            int length = query.count("len", USUAL_LENGTH, MOST_LENGTH);
            return Optional.of(
                    known.symbols().contains(symbol)
                            ? Answer.of(known.book(symbol, length).map(it -> rows(it, length)))
                            : Answer.refusal(500, BAD_SYMBOL));
        }
        return Optional.empty();
    }

    // Several lists may be asked for at once; what is not known of them is empty.
    private static String lists(String names, Known known) {
        return Stream.of(names.split(",", -1))
                .map(name ->
                        switch (name) {
                            case "pub:list:pair:exchange" -> list(known, "\"%s\"");
                            case "pub:info:pair" ->
                                    list(
                                            known,
                                            "[\"%s\",[null,null,null,\"0.00000001\",\"1000000.0\","
                                                    + "null,null,null,null,null]]");
                            default -> "[]";
                        })
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String list(Known known, String form) {
        return known.symbols().stream()
                .map(it -> form.formatted(it.substring(1)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String rows(Book book, int length) {
        return state(Topic.of("book", ""), window(book.levels(), length), none()).text();
    }

    private static Relayed none() {
        return new Relayed(Relayed.Kind.STATE, "", 0);
    }

    private static String history(String symbol, Query query, Known known) {
        long start = query.number("start", 0);
        long end = query.number("end", Long.MAX_VALUE);
        long limit = query.count("limit", USUAL_TRADES, MOST_TRADES);
        List<Trade> all = known.trades(symbol);
        boolean oldestFirst = query.number("sort", -1) == 1;
        return rows(
                (oldestFirst ? all : all.reversed())
                        .stream()
                                .filter(it -> ms(it) >= start && ms(it) <= end)
                                .limit(limit)
                                .toList());
    }

    private static long ms(Trade trade) {
        return trade.venueTime().toNs() / 1_000_000;
    }

    // [ID, TIME, AMOUNT, PRICE]
    private static String rows(List<Trade> trades) {
        return trades.stream()
                .map(it -> {
                    BigDecimal size = it.exactSize();
                    boolean sold = it.takerSide() == TakerSide.SELL;
                    return "[%d,%d,%s,%s]"
                            .formatted(
                                    it.id(),
                                    ms(it),
                                    JavaScriptNumber.text(sold ? size.negate() : size),
                                    JavaScriptNumber.text(it.exactPrice()));
                })
                .collect(Collectors.joining(",", "[", "]"));
    }
}
