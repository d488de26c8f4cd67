package dev.fathom.simulator.instream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthTrade;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Bitfinex' version 2: channels by numbers, and what {@code conf} asks for: frames numbered over
 * the connection, times, checksums over 25 levels, several levels in one frame.
 */
public record BitfinexDialect() implements Dialect {
    private static final int CHECKED = 25;
    private static final Set<Integer> REST_LENGTHS = Set.of(1, 25, 100);
    private static final int USUAL_LENGTH = 25;
    private static final String BOOK = "/v2/book/";
    private static final String ALL_DIGITS = "/P0";
    private static final String TRADES = "/v2/trades/";
    private static final String HISTORY = "/hist";
    private static final int MOST_TRADES = 10_000;
    private static final int USUAL_TRADES = 125;
    private static final long HEARTBEAT_US = 15_000_000;

    @Override
    public String venue() {
        return "bitfinex";
    }

    @Override
    public String symbol(InstrumentSpec instrument) {
        boolean apart = instrument.baseAsset().length() > 3 || instrument.quoteAsset().length() > 3;
        return "t" + instrument.baseAsset() + (apart ? ":" : "") + instrument.quoteAsset();
    }

    // Prices of five significant digits.
    @Override
    public List<InstrumentSpec> instruments() {
        return Instruments.of(
                Instruments.traded("BTC", "USD", "64000", "1", "0.00000001", "0.05", 400, 40),
                Instruments.traded("ETH", "USD", "2400.0", "0.1", "0.00000001", "1.2", 300, 30));
    }

    @Override
    public long time(long us) {
        return Math.floorDiv(us, 1000);
    }

    @Override
    public Optional<String> get(Query query, InStreamSimulator venue) {
        return switch (query.path()) {
            case "/v2/platform/status" -> Optional.of("[1]");
            case "/v2/conf/pub:list:pair:exchange" ->
                    Optional.of(
                            StreamSupport.stream(venue.boards().spliterator(), false)
                                    .map(it -> "\"" + it.symbol().substring(1) + "\"")
                                    .collect(Collectors.joining(",", "[[", "]]")));
            case String path when path.startsWith(TRADES) && path.endsWith(HISTORY) ->
                    venue.board(path.substring(TRADES.length(), path.length() - HISTORY.length()))
                            .map(it -> history(it, query));
            case String path when path.startsWith(BOOK) && path.endsWith(ALL_DIGITS) ->
                    venue.board(path.substring(BOOK.length(), path.length() - ALL_DIGITS.length()))
                            .map(it -> rows(it, query));
            default -> Optional.empty();
        };
    }

    // [PRICE, COUNT, AMOUNT], bids first.
    private static String rows(Board board, Query query) {
        int length = query.count("len", USUAL_LENGTH, Integer.MAX_VALUE);
        if (!REST_LENGTHS.contains(length)) {
            throw new IllegalArgumentException("len: invalid");
        }
        Window book = Window.of(board.engine(), length);
        List<String> rows = new ArrayList<>();
        for (BookSide side : BookSide.values()) {
            book.side(side)
                    .forEach((price, quantity) ->
                            rows.add(
                                    "[%s,%d,%s]"
                                            .formatted(
                                                    Texts.javaScript(price),
                                                    board.engine().ordersAt(side, price),
                                                    Texts.javaScript(
                                                            side == BookSide.BID
                                                                    ? quantity
                                                                    : -quantity))));
        }
        return "[" + String.join(",", rows) + "]";
    }

    private String history(Board board, Query query) {
        long start = query.number("start", 0);
        long end = query.number("end", Long.MAX_VALUE);
        int limit = query.count("limit", USUAL_TRADES, MOST_TRADES);
        Predicate<TruthTrade> within = it -> time(it.timeUs()) >= start && time(it.timeUs()) <= end;
        return PastTrades.rows(
                query.number("sort", -1) == 1
                        ? PastTrades.oldestFirst(board, within, limit)
                        : PastTrades.newestFirst(board, within, limit),
                BitfinexDialect::row);
    }

    private static String row(TruthTrade trade) {
        return "[%d,%d,%s%s,%s]"
                .formatted(
                        trade.id(),
                        trade.timeUs() / 1000,
                        trade.buyerIsMaker() ? "-" : "",
                        trade.quantity().stripTrailingZeros().toPlainString(),
                        trade.price().stripTrailingZeros().toPlainString());
    }

    @Override
    public HttpReply refusal(String what) {
        return HttpReply.json(500, "[\"error\",10020,\"%s\"]".formatted(what));
    }

    @Override
    public Words words(Desk desk) {
        return new BitfinexWords(desk);
    }

    @Override
    public InStreamSession connect(InStreamSimulator venue, ClientPort client) {
        return new Session(venue, client);
    }

    @Override
    public InStreamAccount account(
            AccountOptions options,
            long seed,
            Map<String, Board> boards,
            LongSupplier clockUs,
            SimulatorLoop loop) {
        return new BitfinexAccount(options, seed, boards, clockUs, loop);
    }

    private static final class Session extends InStreamSession {
        private final BitfinexWords words = new BitfinexWords(this);
        private final Optional<BitfinexAccountChannel> account;

        Session(InStreamSimulator venue, ClientPort client) {
            super(venue, client);
            account = venue.account().map(this::channel);
        }

        private BitfinexAccountChannel channel(InStreamAccount account) {
            return switch (account) {
                case BitfinexAccount own ->
                        new BitfinexAccountChannel(own, words, this, venue().faults());
            };
        }

        @Override
        Words words() {
            return words;
        }

        @Override
        public boolean logIn(JsonNode login) {
            account.ifPresent(it -> it.logIn(login));
            return account.isPresent();
        }

        @Override
        boolean isLoggedIn() {
            return account.isPresent() && account.get().isLoggedIn();
        }

        @Override
        void tick(long us) {
            super.tick(us);
            account.ifPresent(it -> it.tick(us));
        }

        @Override
        void ended() {
            super.ended();
            account.ifPresent(BitfinexAccountChannel::end);
        }

        @Override
        public Optional<Refusal> refusal(Topic topic) {
            if (topic.isBook() && !topic.form().startsWith("P0")) {
                return Optional.of(new Refusal(10_011, "prec: only P0 is simulated"));
            }
            return topic.channel().equals("ticker")
                    ? Optional.of(new Refusal(10_302, "channel: unknown"))
                    : Optional.empty();
        }

        @Override
        void book(BookFeed feed, Window now, long us) {
            List<String> rows = rows(feed, now);
            if (!feed.hasBegun() || words.wantsBulk()) {
                say(feed, "[" + String.join(",", rows) + "]", us);
            } else {
                rows.forEach(row -> say(feed, row, us));
            }
            if (words.wantsChecksums()) {
                say(feed, "\"cs\"," + (int) Texts.crc32(checked(now)), us);
            }
        }

        private void say(BookFeed feed, String payload, long us) {
            sayOfBook(feed.board(), words.frame(feed.channel(), payload, us / 1000));
        }

        private static List<String> rows(BookFeed feed, Window now) {
            List<String> rows = new ArrayList<>();
            for (BookSide side : BookSide.values()) {
                int sign = side == BookSide.BID ? 1 : -1;
                for (long price : now.goneSince(feed.sent(), side)) {
                    rows.add("[%s,0,%d]".formatted(Texts.javaScript(price), sign));
                }
                now.newSince(feed.sent(), side)
                        .forEach((price, quantity) ->
                                rows.add(
                                        "[%s,%d,%s]"
                                                .formatted(
                                                        Texts.javaScript(price),
                                                        feed.board().engine().ordersAt(side, price),
                                                        Texts.javaScript(sign * quantity))));
            }
            return rows;
        }

        private static CharSequence checked(Window now) {
            StringBuilder text = new StringBuilder();
            Iterator<Map.Entry<Long, Long>> bids = now.bids().entrySet().iterator();
            Iterator<Map.Entry<Long, Long>> asks = now.asks().entrySet().iterator();
            for (int i = 0; i < CHECKED; i++) {
                append(text, bids, 1);
                append(text, asks, -1);
            }
            return text;
        }

        private static void append(
                StringBuilder text, Iterator<Map.Entry<Long, Long>> side, int sign) {
            if (side.hasNext()) {
                Map.Entry<Long, Long> level = side.next();
                text.append(text.isEmpty() ? "" : ":")
                        .append(Texts.javaScript(level.getKey()))
                        .append(':')
                        .append(Texts.javaScript(sign * level.getValue()));
            }
        }

        @Override
        void quiet(BookFeed feed, long us) {
            if (us - feed.quietSinceUs() >= HEARTBEAT_US) {
                feed.heartbeat(us);
                say(words.frame(feed.channel(), "\"hb\"", us / 1000));
            }
        }

        @Override
        void trade(Board board, TruthTrade trade) {
            for (Wish wish : wishes()) {
                if (wish.topic().equals(Topic.of("trades", board.symbol()))) {
                    String row = row(trade);
                    long ms = trade.timeUs() / 1000;
                    sayOfBook(board, words.frame(wish.channel(), "\"te\"," + row, ms));
                    sayOfBook(board, words.frame(wish.channel(), "\"tu\"," + row, ms));
                }
            }
        }
    }
}
