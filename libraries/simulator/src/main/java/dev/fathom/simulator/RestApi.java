package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The venue's REST market data. */
final class RestApi {
    private final SimulatorLoop loop;
    private final VenueClock clock;
    private final SimulatorOptions options;
    private final Map<String, Market> markets;
    private final RequestWeights weights;
    private final ArmedFaults faults;
    private final MarketDocuments documents;

    RestApi(
            SimulatorLoop loop,
            VenueClock clock,
            SimulatorOptions options,
            Map<String, Market> markets,
            ArmedFaults faults) {
        this.loop = loop;
        this.clock = clock;
        this.options = options;
        this.markets = markets;
        this.faults = faults;
        weights =
                new RequestWeights(options.limits().weightPerMinute(), options.limits().firstBan());
        documents = new MarketDocuments(clock, options.limits().weightPerMinute());
    }

    /** A request the venue answers with an error. */
    static final class Refusal extends Exception {
        final int code;
        final String text;

        Refusal(int code, String text) {
            super(text);
            this.code = code;
            this.text = text;
        }
    }

    void get(String pathAndQuery, String address, Consumer<HttpReply> reply) {
        long nowUs = Math.floorDiv(loop.wallNs(), 1000);
        Query query;
        try {
            query = Query.parse(pathAndQuery);
        } catch (IllegalArgumentException broken) {
            reply.accept(error(400, -1100, "Illegal characters found in a parameter.", 0));
            return;
        }
        Optional<HttpReply> refused = refusedByFault();
        if (refused.isPresent()) {
            reply.accept(refused.get());
            return;
        }
        switch (weights.use(address, weight(query), nowUs)) {
            case RequestWeights.Verdict.Banned banned ->
                    reply.accept(banned(banned.untilUs(), banned.retryAfterSeconds()));
            case RequestWeights.Verdict.Limited limited ->
                    reply.accept(tooMany(limited.used(), limited.retryAfterSeconds()));
            case RequestWeights.Verdict.Granted granted -> answer(query, granted.used(), reply);
        }
    }

    private void answer(Query query, int used, Consumer<HttpReply> reply) {
        String path = path(query);
        try {
            switch (path) {
                case "depth" -> depth(query, used, reply);
                case "ping" -> reply.accept(ok("{}", used));
                case "time" -> reply.accept(ok(documents.time(), used));
                case "exchangeInfo" ->
                        reply.accept(ok(documents.exchangeInfo(chosen(query)), used));
                case "trades" ->
                        reply.accept(ok(documents.trades(market(query), limit(query, 500)), used));
                case "historicalTrades" ->
                        reply.accept(
                                ok(
                                        documents.historicalTrades(
                                                market(query),
                                                number(query, "fromId"),
                                                limit(query, 500)),
                                        used));
                case "aggTrades" ->
                        reply.accept(
                                ok(
                                        documents.aggTrades(
                                                market(query),
                                                number(query, "fromId"),
                                                number(query, "startTime"),
                                                number(query, "endTime"),
                                                limit(query, 500)),
                                        used));
                case "ticker/bookTicker" ->
                        reply.accept(
                                ok(
                                        documents.bookTickers(
                                                chosen(query), query.get("symbol").isPresent()),
                                        used));
                default -> reply.accept(new HttpReply(404, headers(used), new byte[0]));
            }
        } catch (Refusal refusal) {
            reply.accept(error(400, refusal.code, refusal.text, used));
        }
    }

    private void depth(Query query, int used, Consumer<HttpReply> reply) throws Refusal {
        Market market = market(query);
        int limit = Math.min(5000, plainLimit(query, 100));
        Optional<Fault.StaleSnapshot> stale =
                faults.use(Fault.StaleSnapshot.class, it -> concerns(it.target(), market));
        String body =
                stale.isPresent()
                        ? documents.depthAt(
                                market.truth()
                                        .at(
                                                market.idAt(
                                                        loop.monotonicNs()
                                                                - stale.get().age().toNanos())),
                                limit)
                        : market.depth(limit);
        HttpReply answer = ok(body, used);
        long lagNs =
                options.snapshotLag().toNanos()
                        + faults.use(Fault.SlowSnapshot.class, it -> concerns(it.target(), market))
                                .map(it -> it.by().toNanos())
                                .orElse(0L);
        if (lagNs == 0) {
            reply.accept(answer);
        } else {
            loop.schedule(lagNs, () -> reply.accept(answer));
        }
    }

    private static boolean concerns(String symbol, Market market) {
        return symbol.isEmpty() || symbol.equals(market.symbol());
    }

    private static String path(Query query) {
        String path = query.path();
        if (path.startsWith("/api/v3/")) {
            return path.substring("/api/v3/".length());
        }
        return path.equals("/api/v1/depth") ? "depth" : "";
    }

    private static int weight(Query query) {
        return switch (path(query)) {
            case "depth" -> {
                long limit =
                        query.get("limit")
                                .filter(it -> it.matches("\\d{1,9}"))
                                .map(Long::parseLong)
                                .orElse(100L);
                yield limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250;
            }
            case "exchangeInfo" -> 20;
            case "trades", "historicalTrades" -> 25;
            case "aggTrades" -> 4;
            case "ticker/bookTicker" -> query.get("symbol").isPresent() ? 2 : 4;
            default -> 1;
        };
    }

    private Market market(Query query) throws Refusal {
        String symbol = query.get("symbol").orElse("");
        if (symbol.isEmpty()) {
            throw new Refusal(
                    -1102,
                    "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
        }
        return market(symbol);
    }

    private Market market(String symbol) throws Refusal {
        if (!symbol.matches("[A-Z0-9-_.]{1,20}")) {
            throw new Refusal(
                    -1100,
                    "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.");
        }
        Market market = markets.get(symbol);
        if (market == null) {
            throw new Refusal(-1121, "Invalid symbol.");
        }
        return market;
    }

    /** The markets named by {@code symbol} or {@code symbols}; all if neither is given. */
    private Collection<Market> chosen(Query query) throws Refusal {
        if (query.get("symbol").isPresent() && query.get("symbols").isPresent()) {
            throw new Refusal(-1128, "Combination of optional parameters invalid.");
        }
        if (query.get("symbol").isPresent()) {
            return List.of(market(query));
        }
        if (query.get("symbols").isEmpty()) {
            return markets.values();
        }
        String symbols = query.get("symbols").get().replace(" ", "");
        if (!symbols.matches("\\[\"[^\"\\[\\]]+\"(,\"[^\"\\[\\]]+\")*]")) {
            throw new Refusal(
                    -1100,
                    "Illegal characters found in parameter 'symbols'; legal range is"
                            + " '^\\\\[(\\\"[A-Z0-9-_.]{1,20}\\\"(,\\\"[A-Z0-9-_.]{1,20}\\\"){0,}){0,1}\\\\]$'.");
        }
        Map<String, Market> found = new LinkedHashMap<>();
        for (String symbol : symbols.substring(2, symbols.length() - 2).split("\",\"")) {
            if (found.put(symbol, market(symbol)) != null) {
                throw new Refusal(-1151, "Symbol is present multiple times in the list.");
            }
        }
        return found.values();
    }

    private static int limit(Query query, int otherwise) throws Refusal {
        return Math.min(1000, plainLimit(query, otherwise));
    }

    private static int plainLimit(Query query, int otherwise) throws Refusal {
        long limit = number(query, "limit").orElse((long) otherwise);
        if (limit < 1) {
            throw new Refusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }

    private static Optional<Long> number(Query query, String name) throws Refusal {
        Optional<String> text = query.get(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().isEmpty()) {
            throw new Refusal(-1105, "Parameter '" + name + "' was empty.");
        }
        if (!text.get().matches("[0-9]{1,18}")) {
            throw new Refusal(
                    -1100,
                    "Illegal characters found in parameter '"
                            + name
                            + "'; legal range is '^[0-9]{1,20}$'.");
        }
        return Optional.of(Long.parseLong(text.get()));
    }

    private Optional<HttpReply> refusedByFault() {
        Optional<Fault.Ban> ban = faults.use(Fault.Ban.class, _ -> true);
        if (ban.isPresent()) {
            long leftNs = Math.max(0, faults.endOf(ban.get()) - loop.monotonicNs());
            return Optional.of(
                    banned(clock.us() + leftNs / 1000, Math.ceilDiv(leftNs, 1_000_000_000L)));
        }
        return faults.use(Fault.TooManyRequests.class, _ -> true)
                .map(it ->
                        tooMany(
                                options.limits().weightPerMinute() + 1,
                                it.retryAfter().toSeconds()));
    }

    private HttpReply banned(long untilUs, long retryAfterSeconds) {
        String text =
                "Way too much request weight used; IP banned until "
                        + WireTime.MILLISECOND.of(untilUs)
                        + ". Please use WebSocket Streams for live updates to avoid bans.";
        return refused(418, retryAfterSeconds, text, 0);
    }

    private HttpReply tooMany(int used, long retryAfterSeconds) {
        String text =
                "Too much request weight used; current limit is "
                        + options.limits().weightPerMinute()
                        + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to"
                        + " avoid polling the API.";
        return refused(429, retryAfterSeconds, text, used);
    }

    private static HttpReply refused(int status, long retryAfterSeconds, String text, int used) {
        Map<String, String> headers = headers(used);
        headers.put("Retry-After", Long.toString(retryAfterSeconds));
        return HttpReply.json(status, headers, BinanceText.error(-1003, text));
    }

    private static HttpReply error(int status, int code, String text, int used) {
        return HttpReply.json(status, headers(used), BinanceText.error(code, text));
    }

    private static HttpReply ok(String body, int used) {
        return HttpReply.json(200, headers(used), body);
    }

    private static Map<String, String> headers(int used) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json;charset=UTF-8");
        headers.put("X-MBX-USED-WEIGHT", Integer.toString(used));
        headers.put("X-MBX-USED-WEIGHT-1M", Integer.toString(used));
        return headers;
    }
}
