package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.serving.Held.Digits;
import dev.fathom.market.Traded;
import dev.fathom.simulator.BinanceProtocol;
import dev.fathom.simulator.Question;
import dev.fathom.simulator.RelayedAnswers;
import dev.fathom.simulator.RelayedBinance;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A recording in one of Binance's protocols, offered as that venue. Owned by one thread at a time.
 */
final class BinanceOffer implements Offer, RelayedAnswers, VenueLines {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BinanceProtocol protocol;
    private final BinanceDocuments documents;
    private final Held held;
    private final Map<String, Digits> symbols = new TreeMap<>();
    private final RecordedExchange exchange;
    private final Runnable demanded;
    private final Map<Long, StreamNames> connections = new HashMap<>();
    private final Map<String, StreamMerge<String>> merges = new HashMap<>();
    private @Nullable RelayedBinance relay;

    /**
     * Before the first line.
     *
     * @param demanded called when a client wants something that moves
     */
    BinanceOffer(
            String venue,
            BinanceProtocol protocol,
            Held held,
            CaptureVenues venues,
            SyncLimits limits,
            Runnable demanded) {
        this.protocol = protocol;
        this.documents = new BinanceDocuments(protocol);
        this.held = held;
        this.demanded = demanded;
        held.symbols().forEach((instrument, digits) -> symbols.put(instrument.symbol(), digits));
        exchange = new RecordedExchange(venue, venues, limits, List.of(), this);
    }

    @Override
    public Collection<String> streams() {
        return held.streams();
    }

    @Override
    public void begins(long ns) {
        exchange.begins(ns);
    }

    @Override
    public RelayedBinance open(SimulatorLoop loop) {
        RelayedBinance opened = new RelayedBinance(protocol, held.streams(), this, PATIENCE, loop);
        relay = opened;
        return opened;
    }

    @Override
    public void play(RawLine line) throws IOException {
        exchange.play(line);
    }

    @Override
    public void ends() {
        exchange.ends();
    }

    // Ids tell clients what they have missed: none is cut.
    @Override
    public boolean awaitsClients() {
        return false;
    }

    @Override
    public void awaitNobody() {
        // Nobody is awaited.
    }

    @Override
    public void opened(long connection, URI address) {
        connections.put(connection, new StreamNames(address));
    }

    @Override
    public void sent(long connection, String text) {
        names(connection).ifPresent(it -> it.sent(text));
    }

    @Override
    public void came(long connection, RawLine line) {
        names(connection)
                .flatMap(it -> it.message(line.text()))
                .ifPresent(it ->
                        merges.computeIfAbsent(it.stream(), _ -> StreamMerge.byNumber())
                                .take(connection, it.data(), data -> publish(it.stream(), data)));
    }

    private Optional<StreamNames> names(long connection) {
        return Optional.ofNullable(connections.get(connection));
    }

    private void publish(String stream, String data) {
        RelayedBinance to = relay;
        if (to != null) {
            to.publish(stream, data);
        }
    }

    @Override
    public void ended(long connection, boolean withTheRun) {
        connections.remove(connection);
        merges.forEach((stream, merge) -> merge.closed(connection, data -> publish(stream, data)));
    }

    @Override
    public void began() {
        // Ids tell what was missed.
    }

    @Override
    public void answered(RecordedAnswer answer) {
        boolean moves = String.valueOf(answer.request().getPath()).endsWith("/depth");
        if (!moves && !answer.isExchangeInfo()) {
            exchange.remember(answer);
        }
    }

    @Override
    public Set<String> symbols() {
        return symbols.keySet();
    }

    @Override
    public void onDemand() {
        demanded.run();
    }

    @Override
    public Optional<String> answer(Question question) {
        return switch (question) {
            case Question.Depth(String _, String symbol, int levels) ->
                    exchange.book(symbol, levels).map(it -> documents.depth(it, levels));
            case Question.Trades trades -> trades(trades);
            case Question.ExchangeInfo(String _, Optional<Set<String>> chosen) ->
                    Optional.of(
                            chosen.isEmpty() && held.exchangeInfo().isPresent()
                                    ? held.exchangeInfo().get()
                                    : documents.exchangeInfo(
                                            among(chosen.orElse(symbols.keySet())),
                                            exchange.nowNs()));
            case Question.Time _ -> Optional.of(documents.time(exchange.nowNs()));
            case Question.Other(String target) -> exchange.answerTo(target);
        };
    }

    private Map<String, Digits> among(Set<String> chosen) {
        Map<String, Digits> some = new TreeMap<>(symbols);
        some.keySet().retainAll(chosen);
        return some;
    }

    // What was asked for again may hold trades that no stream has brought.
    private Optional<String> trades(Question.Trades question) {
        boolean newest =
                question.fromId().isEmpty()
                        && question.fromMs().isEmpty()
                        && question.toMs().isEmpty();
        Optional<String> recorded = exchange.answerTo(question.target());
        if (!newest && recorded.isPresent()) {
            return recorded;
        }
        TradeTape tape = exchange.tape();
        if (!tape.has(question.symbol(), question.aggregated())) {
            return Optional.empty();
        }
        Predicate<Traded> wanted =
                it ->
                        it.id() >= question.fromId().orElse(Long.MIN_VALUE)
                                && BinanceDocuments.millis(it)
                                        >= question.fromMs().orElse(Long.MIN_VALUE)
                                && BinanceDocuments.millis(it)
                                        <= question.toMs().orElse(Long.MAX_VALUE);
        return Optional.of(
                question.aggregated()
                        ? documents.aggregates(
                                tape.aggregates(
                                        question.symbol(), wanted, newest, question.limit()))
                        : documents.trades(
                                tape.trades(question.symbol(), wanted, newest, question.limit())));
    }
}
