package dev.fathom.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The REST of a {@link RelayedBinance}: limits and refusals of the venue, answers of others. */
final class RelayedRest {
    private static final long LOOK_EVERY_NS = 20_000_000;

    private final SimulatorLoop loop;
    private final BinanceProtocol protocol;
    private final RelayedAnswers answers;
    private final Duration patience;
    private final RequestWeights weights;
    private final RestReplies replies;

    RelayedRest(
            SimulatorLoop loop,
            BinanceProtocol protocol,
            SimulatorLimits limits,
            RelayedAnswers answers,
            Duration patience) {
        this.loop = loop;
        this.protocol = protocol;
        this.answers = answers;
        this.patience = patience;
        weights = new RequestWeights(limits.weightPerMinute(), limits.firstBan());
        replies = new RestReplies(limits.weightPerMinute());
    }

    void get(String target, String address, Consumer<HttpReply> reply) {
        Query query;
        try {
            query = Query.parse(target);
        } catch (IllegalArgumentException _) {
            RestRefusal broken = new RestRefusal(-1100, "Illegal characters found in a parameter.");
            reply.accept(replies.error(broken, 0));
            return;
        }
        Map<String, String> symbols = new LinkedHashMap<>();
        answers.symbols().forEach(it -> symbols.put(it, it));
        RestRequest<String> request = new RestRequest<>(query, symbols, protocol);
        switch (weights.use(address, request.weight(), Math.floorDiv(loop.wallNs(), 1000))) {
            case RequestWeights.Verdict.Banned banned ->
                    reply.accept(replies.banned(banned.untilUs(), banned.retryAfterSeconds()));
            case RequestWeights.Verdict.Limited limited ->
                    reply.accept(replies.tooMany(limited.used(), limited.retryAfterSeconds()));
            case RequestWeights.Verdict.Granted granted ->
                    answer(target, request, granted.used(), reply);
        }
    }

    private void answer(
            String target, RestRequest<String> request, int used, Consumer<HttpReply> reply) {
        if (request.endpoint().equals("ping")) {
            reply.accept(replies.ok("{}", used));
            return;
        }
        Question question;
        try {
            question = question(target, request);
        } catch (RestRefusal refusal) {
            reply.accept(replies.error(refusal, used));
            return;
        }
        answer(question, loop.monotonicNs() + patience.toNanos(), used, reply);
    }

    private Question question(String target, RestRequest<String> request) throws RestRefusal {
        return switch (request.endpoint()) {
            case "depth" -> new Question.Depth(target, request.market(), request.depth());
            case "trades" ->
                    new Question.Trades(
                            target,
                            request.market(),
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            request.limit(500, 1000));
            case "historicalTrades" ->
                    new Question.Trades(
                            target,
                            request.market(),
                            false,
                            request.number("fromId"),
                            Optional.empty(),
                            Optional.empty(),
                            request.limit(500, 1000));
            case "aggTrades" ->
                    new Question.Trades(
                            target,
                            request.market(),
                            true,
                            request.number("fromId"),
                            request.number("startTime"),
                            request.number("endTime"),
                            request.limit(500, 1000));
            case "exchangeInfo" -> new Question.ExchangeInfo(target, chosen(request));
            case "time" -> new Question.Time(target);
            default -> new Question.Other(target);
        };
    }

    private Optional<Set<String>> chosen(RestRequest<String> request) throws RestRefusal {
        Set<String> chosen = new LinkedHashSet<>(request.chosen());
        return chosen.equals(answers.symbols()) ? Optional.empty() : Optional.of(chosen);
    }

    private void answer(Question question, long untilNs, int used, Consumer<HttpReply> reply) {
        if (question instanceof Question.Depth || question instanceof Question.Trades) {
            answers.onDemand();
        }
        Optional<String> text = answers.answer(question);
        if (text.isPresent()) {
            reply.accept(replies.ok(text.get(), used));
            return;
        }
        switch (question) {
            // The venue's own answer took its time too.
            case Question.Depth _ when loop.monotonicNs() < untilNs ->
                    loop.schedule(LOOK_EVERY_NS, () -> answer(question, untilNs, used, reply));
            case Question.Depth(String _, String symbol, int _) ->
                    reply.accept(replies.unavailable("No live book of " + symbol + " now.", used));
            case Question.Trades it ->
                    reply.accept(
                            replies.unavailable("No trades of " + it.symbol() + " now.", used));
            case Question.ExchangeInfo _, Question.Time _, Question.Other _ ->
                    reply.accept(replies.notFound(used));
        }
    }
}
