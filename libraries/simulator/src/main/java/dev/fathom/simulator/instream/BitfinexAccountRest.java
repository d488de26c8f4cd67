package dev.fathom.simulator.instream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.simulator.HttpAsk;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.account.OrderState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers requests about the account. Owned by the venue's loop. */
final class BitfinexAccountRest {
    /** Where such requests go. */
    static final String PATH = "/v2/auth/r/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 2_500;
    private static final int USUAL = 125;
    private static final long KEPT_MS = TimeUnit.DAYS.toMillis(14);
    private static final Pattern ORDERS = Pattern.compile("orders(?:/(t[A-Z0-9:]+))?(/hist)?");
    private static final Pattern TRADES = Pattern.compile("trades(?:/(t[A-Z0-9:]+))?/hist");
    private static final Pattern OF_ORDER =
            Pattern.compile("order/(t[A-Z0-9:]+):([0-9]{1,18})/trades");

    private final BitfinexKeys keys;
    private final AccountTruth truth;
    private final Set<String> symbols;
    private final LongSupplier clockUs;

    BitfinexAccountRest(
            BitfinexKeys keys, AccountTruth truth, Set<String> symbols, LongSupplier clockUs) {
        this.keys = keys;
        this.truth = truth;
        this.symbols = symbols;
        this.clockUs = clockUs;
    }

    /** The answer to a request whose path begins with {@link #PATH}. */
    HttpReply answer(HttpAsk ask) {
        if (!ask.method().equals("POST")) {
            return HttpReply.json(404, "{}");
        }
        int mark = ask.target().indexOf('?');
        String path = mark < 0 ? ask.target() : ask.target().substring(0, mark);
        String nonce = ask.header("bfx-nonce").orElse("");
        Optional<Refusal> refusal =
                keys.refusal(
                        ask.header("bfx-apikey").orElse(""),
                        nonce,
                        "/api" + path + nonce + ask.body(),
                        ask.header("bfx-signature").orElse(""));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        try {
            JsonNode body = JSON.readTree(ask.body().isEmpty() ? "{}" : ask.body());
            return answer(path.substring(PATH.length()), body)
                    .map(it -> HttpReply.json(200, it))
                    .orElseGet(() -> HttpReply.json(404, "{}"));
        } catch (JsonProcessingException _) {
            return refused(new Refusal(10_020, "body: invalid"));
        } catch (IllegalArgumentException e) {
            return refused(new Refusal(10_020, String.valueOf(e.getMessage())));
        }
    }

    private static HttpReply refused(Refusal why) {
        return HttpReply.json(500, "[\"error\",%d,\"%s\"]".formatted(why.code(), why.text()));
    }

    private Optional<String> answer(String what, JsonNode body) {
        Matcher orders = ORDERS.matcher(what);
        if (orders.matches()) {
            boolean past = orders.group(2) != null;
            return Optional.of(orders(known(orders.group(1)), past, body));
        }
        Matcher trades = TRADES.matcher(what);
        if (trades.matches()) {
            return Optional.of(trades(known(trades.group(1)), body));
        }
        Matcher order = OF_ORDER.matcher(what);
        if (order.matches()) {
            long id = Long.parseLong(order.group(2));
            Set<String> only = known(order.group(1));
            return Optional.of(rows(fills(only).filter(it -> it.orderId() == id)));
        }
        return switch (what) {
            case "wallets" ->
                    Optional.of(
                            truth.balances().entrySet().stream()
                                    .map(it -> BitfinexRows.wallet(it.getKey(), it.getValue()))
                                    .collect(Collectors.joining(",", "[", "]")));
            case "positions" -> Optional.of("[]");
            case "permissions" ->
                    Optional.of(
                            "[[\"account\",1,0],[\"history\",1,0],[\"orders\",1,0],"
                                    + "[\"positions\",1,0],[\"wallets\",1,0]]");
            default -> Optional.empty();
        };
    }

    private Set<String> known(String symbol) {
        if (symbol == null) {
            return symbols;
        }
        if (!symbols.contains(symbol)) {
            throw new IllegalArgumentException("symbol: invalid");
        }
        return Set.of(symbol);
    }

    // Newest first; of closed ones the last two weeks.
    private String orders(Set<String> of, boolean past, JsonNode body) {
        Set<Long> ids = new HashSet<>();
        body.path("id").forEach(it -> ids.add(it.asLong()));
        long oldestMs = TimeUnit.MICROSECONDS.toMillis(clockUs.getAsLong()) - KEPT_MS;
        ToLongFunction<OrderState> ms = it -> BitfinexRows.ms(it.updatedUs());
        return of.stream()
                .flatMap(it -> truth.orders(it).stream())
                .filter(it -> it.status().isFinal() == past)
                .filter(it -> ids.isEmpty() || ids.contains(it.id()))
                .filter(it -> !past || (ms.applyAsLong(it) >= oldestMs && within(body, ms, it)))
                .sorted(Comparator.comparingLong(ms).thenComparing(OrderState::id).reversed())
                .limit(past ? limit(body) : Long.MAX_VALUE)
                .map(it -> BitfinexRows.order(truth.order(it.id())))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static <T> boolean within(JsonNode body, ToLongFunction<T> ms, T one) {
        long at = ms.applyAsLong(one);
        return at >= body.path("start").asLong(0) && at <= body.path("end").asLong(Long.MAX_VALUE);
    }

    private static int limit(JsonNode body) {
        int limit = body.path("limit").asInt(USUAL);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: invalid");
        }
        return limit;
    }

    private String trades(Set<String> of, JsonNode body) {
        Comparator<Fill> byTime =
                Comparator.comparingLong(Fill::timeUs).thenComparing(Fill::tradeId);
        return rows(
                fills(of)
                        .filter(it -> within(body, fill -> BitfinexRows.ms(fill.timeUs()), it))
                        .sorted(body.path("sort").asInt(-1) == 1 ? byTime : byTime.reversed())
                        .limit(limit(body)));
    }

    private Stream<Fill> fills(Set<String> of) {
        return of.stream().flatMap(it -> truth.fills(it).stream());
    }

    private String rows(Stream<Fill> fills) {
        List<String> rows =
                fills.map(it ->
                                BitfinexRows.trade(
                                        it,
                                        truth.order(it.orderId()).getLast().order().terms(),
                                        true))
                        .toList();
        return "[" + String.join(",", rows) + "]";
    }
}
