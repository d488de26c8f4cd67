package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import dev.fathom.simulator.fault.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The venue's REST market data: limits first, then the answer. */
final class RestApi {
    private final SimulatorLoop loop;
    private final VenueClock clock;
    private final SimulatorOptions options;
    private final Map<String, Market> markets;
    private final RequestWeights weights;
    private final ArmedFaults faults;
    private final MarketDocuments documents;
    private final RestReplies replies;

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
        int weight = options.limits().weightPerMinute();
        weights = new RequestWeights(weight, options.limits().firstBan());
        documents = new MarketDocuments(clock, weight, options.account().isPresent());
        replies = new RestReplies(weight);
    }

    void get(String pathAndQuery, String address, Consumer<HttpReply> reply) {
        Query query;
        try {
            query = Query.parse(pathAndQuery);
        } catch (IllegalArgumentException _) {
            RestRefusal broken = new RestRefusal(-1100, "Illegal characters found in a parameter.");
            reply.accept(replies.error(broken, 0));
            return;
        }
        RestRequest<Market> request = new RestRequest<>(query, markets, options.protocol());
        switch (use(address, request.weight())) {
            case RequestWeights.Verdict.Banned banned ->
                    reply.accept(replies.banned(banned.untilUs(), banned.retryAfterSeconds()));
            case RequestWeights.Verdict.Limited limited ->
                    reply.accept(replies.tooMany(limited.used(), limited.retryAfterSeconds()));
            case RequestWeights.Verdict.Granted granted -> answer(request, granted.used(), reply);
        }
    }

    /** Answers a request of this weight, if the limits let it. */
    void priced(String address, int weight, Consumer<HttpReply> reply, RestPart.Answer answer) {
        switch (use(address, weight)) {
            case RequestWeights.Verdict.Banned banned ->
                    reply.accept(replies.banned(banned.untilUs(), banned.retryAfterSeconds()));
            case RequestWeights.Verdict.Limited limited ->
                    reply.accept(replies.tooMany(limited.used(), limited.retryAfterSeconds()));
            case RequestWeights.Verdict.Granted granted -> {
                HttpReply told;
                try {
                    told = replies.ok(answer.body(), granted.used());
                } catch (AccountRefusal refusal) {
                    told = replies.error(refusal, granted.used());
                }
                reply.accept(told);
            }
        }
    }

    RestReplies replies() {
        return replies;
    }

    /** Counts a request of this weight, and whether it is answered; faults come first. */
    RequestWeights.Verdict use(String address, int weight) {
        Optional<Fault.Ban> ban = faults.use(Fault.Ban.class, _ -> true);
        if (ban.isPresent()) {
            long leftNs = Math.max(0, faults.endOf(ban.get()) - loop.monotonicNs());
            return new RequestWeights.Verdict.Banned(
                    clock.us() + leftNs / 1000, Math.ceilDiv(leftNs, 1_000_000_000L));
        }
        Optional<Fault.TooManyRequests> tooMany =
                faults.use(Fault.TooManyRequests.class, _ -> true);
        if (tooMany.isPresent()) {
            int over = options.limits().weightPerMinute() + 1;
            return new RequestWeights.Verdict.Limited(over, tooMany.get().retryAfter().toSeconds());
        }
        return weights.use(address, weight, Math.floorDiv(loop.wallNs(), 1000));
    }

    private void answer(RestRequest<Market> request, int used, Consumer<HttpReply> reply) {
        try {
            Optional<String> body = body(request);
            HttpReply answer =
                    body.map(it -> replies.ok(it, used)).orElseGet(() -> replies.notFound(used));
            long lagNs = request.endpoint().equals("depth") ? snapshotLagNs(request.market()) : 0;
            if (lagNs == 0) {
                reply.accept(answer);
            } else {
                loop.schedule(lagNs, () -> reply.accept(answer));
            }
        } catch (RestRefusal refusal) {
            reply.accept(replies.error(refusal, used));
        }
    }

    private Optional<String> body(RestRequest<Market> request) throws RestRefusal {
        return switch (request.endpoint()) {
            case "depth" -> Optional.of(depth(request.market(), request.depth()));
            case "ping" -> Optional.of("{}");
            case "time" -> Optional.of(documents.time());
            case "exchangeInfo" -> Optional.of(documents.exchangeInfo(request.chosen()));
            case "trades" ->
                    Optional.of(
                            documents.trades(
                                    request.market(), Optional.empty(), request.limit(500, 1000)));
            case "historicalTrades" -> {
                if (options.protocol().isFutures()) {
                    throw new RestRefusal(-2014, "API-key format invalid.");
                }
                yield Optional.of(
                        documents.trades(
                                request.market(),
                                request.number("fromId"),
                                request.limit(500, 1000)));
            }
            case "aggTrades" -> Optional.of(documents.aggTrades(request));
            case "ticker/bookTicker" ->
                    Optional.of(documents.bookTickers(request.chosen(), request.namesOneSymbol()));
            default -> Optional.empty();
        };
    }

    private String depth(Market market, int limit) {
        return faults.use(Fault.StaleSnapshot.class, it -> concerns(it.target(), market))
                .map(it -> market.idAt(loop.monotonicNs() - it.age().toNanos()))
                .map(id -> documents.depthAt(market.truth().at(id), limit))
                .orElseGet(() -> market.depth(limit));
    }

    private long snapshotLagNs(Market market) {
        return options.snapshotLag().toNanos()
                + faults.use(Fault.SlowSnapshot.class, it -> concerns(it.target(), market))
                        .map(it -> it.by().toNanos())
                        .orElse(0L);
    }

    private static boolean concerns(String symbol, Market market) {
        return symbol.isEmpty() || symbol.equals(market.symbol());
    }
}
