package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Recordings for which no reference was made are rebuilt here in the plainest way, with Jackson and
 * maps of decimals, and compared after every event.
 */
class RebuildTest {
    private static final String NONE = "";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /** A book as a map for each side, the best price first. */
    private record Plain(
            NavigableMap<BigDecimal, BigDecimal> bids, NavigableMap<BigDecimal, BigDecimal> asks) {
        Plain() {
            this(new TreeMap<>(Comparator.reverseOrder()), new TreeMap<>());
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            bids.forEach((price, size) -> lines.add("bid " + line(price, size)));
            asks.forEach((price, size) -> lines.add("ask " + line(price, size)));
            return lines;
        }
    }

    private static String line(BigDecimal price, BigDecimal size) {
        return price.stripTrailingZeros().toPlainString()
                + " "
                + size.stripTrailingZeros().toPlainString();
    }

    private static List<String> lines(BookView book) {
        List<String> lines = new ArrayList<>();
        for (Side side : List.of(Side.BID, Side.ASK)) {
            for (int i = 0; i < book.levels(side); i++) {
                String name = side == Side.BID ? "bid " : "ask ";
                lines.add(name + line(book.exactPrice(side, i), book.exactSize(side, i)));
            }
        }
        return lines;
    }

    /** The last book that was told, by symbol. */
    private static final class Books implements FeedListener {
        final Map<String, List<String>> last = new HashMap<>();
        int told;

        @Override
        public void onBook(LiveBook book) {
            last.put(book.instrument().symbol(), lines(book.view(1_000)));
            told++;
        }
    }

    /** Plays a recording; {@code rebuild} gives the symbol that a frame changed, or none. */
    private static int compare(
            String file, BiFunction<JsonNode, Map<String, Plain>, String> rebuild)
            throws Exception {
        Map<String, Plain> plain = new HashMap<>();
        Books books = new Books();
        String[] changed = {NONE};
        int[] compared = new int[1];
        Captures.play(
                file,
                books,
                (line, _) -> {
                    compare(changed[0], plain, books, compared);
                    changed[0] =
                            line.kind() == RecordedLine.Kind.RECEIVED
                                    ? rebuild.apply(JSON.readTree(line.text()), plain)
                                    : NONE;
                });
        compare(changed[0], plain, books, compared);
        assertThat(books.told).as("events told").isEqualTo(compared[0]);
        return compared[0];
    }

    private static void compare(
            String changed, Map<String, Plain> plain, Books books, int[] compared) {
        if (!changed.isEmpty()) {
            assertThat(books.last.get(changed))
                    .as("%s after event %d", changed, compared[0])
                    .isEqualTo(plain.getOrDefault(changed, new Plain()).lines());
            compared[0]++;
        }
    }

    @Test
    void everyBookOfUpbitIsTheOneOfItsMessage() throws Exception {
        int compared = compare("upbit/ten_codes_simple_20210405.jsonl.gz", RebuildTest::upbit);

        assertThat(compared).isEqualTo(1_061);
    }

    private static String upbit(JsonNode frame, Map<String, Plain> books) {
        if (!frame.path("ty").asText().equals("orderbook")) {
            return NONE;
        }
        Plain book = new Plain();
        for (JsonNode unit : frame.get("obu")) {
            book.bids().put(unit.get("bp").decimalValue(), unit.get("bs").decimalValue());
            book.asks().put(unit.get("ap").decimalValue(), unit.get("as").decimalValue());
        }
        books.put(frame.get("cd").asText(), book);
        return frame.get("cd").asText();
    }

    @Test
    void everyLevelOfBitfinexHasItsOrders() throws Exception {
        Map<String, NavigableMap<BigDecimal, Long>> bids = new HashMap<>();
        Map<Long, String> symbols = new HashMap<>();
        Map<String, List<Long>> told = new HashMap<>();
        int[] compared = new int[1];
        Captures.play(
                "bitfinex/eight_symbols_seqall_20210405.jsonl.gz",
                book -> {
                    BookView view = book.view(1_000);
                    List<Long> counts = new ArrayList<>();
                    for (int i = 0; i < view.levels(Side.BID); i++) {
                        counts.add(view.orders(Side.BID, i).orElseThrow());
                    }
                    told.put(book.instrument().symbol(), counts);
                },
                (line, _) -> {
                    for (Map.Entry<String, List<Long>> each : told.entrySet()) {
                        assertThat(each.getValue())
                                .isEqualTo(
                                        List.copyOf(
                                                bids.getOrDefault(each.getKey(), new TreeMap<>())
                                                        .values()));
                        compared[0]++;
                    }
                    told.clear();
                    if (line.kind() == RecordedLine.Kind.RECEIVED) {
                        count(JSON.readTree(line.text()), symbols, bids);
                    }
                });
        assertThat(compared[0]).isGreaterThan(22_000);
    }

    private static void count(
            JsonNode frame,
            Map<Long, String> symbols,
            Map<String, NavigableMap<BigDecimal, Long>> bids) {
        if (frame.path("event").asText().equals("subscribed")
                && frame.path("channel").asText().equals("book")) {
            symbols.put(frame.get("chanId").longValue(), frame.get("symbol").asText());
        }
        String symbol = symbols.get(frame.path(0).longValue());
        if (symbol == null || !frame.path(1).isArray()) {
            return;
        }
        NavigableMap<BigDecimal, Long> side =
                bids.computeIfAbsent(symbol, _ -> new TreeMap<>(Comparator.reverseOrder()));
        JsonNode payload = frame.get(1);
        for (JsonNode row : payload.path(0).isArray() ? payload : List.of(payload)) {
            if (row.get(2).decimalValue().signum() > 0 && row.get(1).longValue() > 0) {
                side.put(row.get(0).decimalValue(), row.get(1).longValue());
            } else if (row.get(2).decimalValue().signum() > 0) {
                side.remove(row.get(0).decimalValue());
            }
        }
    }

    private record Order(BigDecimal price, BigDecimal amount) {}

    @Test
    void theOrdersOfBitfinexAddUpToLevels() throws Exception {
        Map<Long, Order> orders = new HashMap<>();

        int compared =
                compare(
                        "bitfinex/tbtcusd_r0_len25_2022.jsonl.gz",
                        (frame, books) -> bitfinex(frame, books, orders));

        assertThat(compared).isEqualTo(235);
    }

    private static String bitfinex(
            JsonNode frame, Map<String, Plain> books, Map<Long, Order> orders) {
        if (!frame.isArray() || !frame.get(1).isArray()) {
            return NONE;
        }
        JsonNode payload = frame.get(1);
        if (payload.get(0).isArray()) {
            payload.forEach(row -> put(row, orders));
        } else {
            put(payload, orders);
        }
        Plain book = new Plain();
        for (Order order : orders.values()) {
            NavigableMap<BigDecimal, BigDecimal> side =
                    order.amount().signum() > 0 ? book.bids() : book.asks();
            side.merge(order.price(), order.amount().abs(), BigDecimal::add);
        }
        books.put("tBTCUSD", book);
        return "tBTCUSD";
    }

    private static void put(JsonNode row, Map<Long, Order> orders) {
        BigDecimal price = row.get(1).decimalValue();
        if (price.signum() == 0) {
            orders.remove(row.get(0).longValue());
        } else {
            orders.put(row.get(0).longValue(), new Order(price, row.get(2).decimalValue()));
        }
    }
}
