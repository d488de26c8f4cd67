package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.serving.Held.Digits;
import dev.fathom.feed.Book;
import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;
import dev.fathom.simulator.BinanceProtocol;
import dev.fathom.simulator.Question;
import dev.fathom.simulator.RelayedAnswers;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One venue of a capture as it stands between two lines: what its streams have brought, and books
 * and trades to answer with. Owned by one thread at a time.
 */
final class RecordedExchange implements RelayedAnswers {
    private static final int ANSWERS = 200;

    private final String venue;
    private final BinanceDocuments documents;
    private final Held held;
    private final Map<String, Digits> symbols = new TreeMap<>();
    private final TradeTape tape = new TradeTape();
    private final CaptureReplay books;
    private final Runnable demanded;
    private final Map<Long, StreamNames> connections = new HashMap<>();
    private final Map<String, StreamMerge> merges = new HashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final int collectors;
    private long nowNs;

    /**
     * Before the first line.
     *
     * @param demanded called when a client wants something that moves
     */
    RecordedExchange(
            String venue,
            BinanceProtocol protocol,
            Held held,
            CaptureVenues venues,
            SyncLimits limits,
            Runnable demanded) {
        this.venue = venue;
        this.documents = new BinanceDocuments(protocol);
        this.held = held;
        this.demanded = demanded;
        held.symbols().forEach((instrument, digits) -> symbols.put(instrument.symbol(), digits));
        collectors = venues.collectors();
        books = new CaptureReplay(venues, limits, tape);
    }

    /** The recording begins at this time, nanoseconds since 1970 UTC. */
    void begins(long ns) {
        nowNs = ns;
    }

    /**
     * Goes over one line of this venue's.
     *
     * @param out gets the messages that it brings, by the names of their streams
     */
    void play(RawLine line, BiConsumer<String, String> out) throws IOException {
        nowNs = line.receivedAtNs();
        books.line(line, 0);
        switch (line.kind()) {
            case OPENED -> {
                ended(line.connection(), out);
                connections.put(line.connection(), new StreamNames(URI.create(line.text())));
            }
            case OUT -> names(line).ifPresent(it -> it.sent(line.text()));
            case IN ->
                    names(line)
                            .flatMap(it -> it.message(line.text()))
                            .ifPresent(it -> brought(line.connection(), it, out));
            case CLOSED -> ended(line.connection(), out);
            case ANSWERED -> RecordedAnswer.of(line).ifPresent(this::remember);
            case NOTE -> run(line, out);
            case ASKED -> {
                // Brings nothing.
            }
        }
    }

    // A process of a collector goes on with the recording, over connections of its own.
    private void run(RawLine line, BiConsumer<String, String> out) throws IOException {
        if (line.beginsRun()) {
            List<Long> gone =
                    connections.keySet().stream()
                            .filter(it -> (it - line.connection()) % collectors == 0)
                            .toList();
            gone.forEach(connections::remove);
            gone.forEach(it -> ended(it, out));
        }
    }

    private Optional<StreamNames> names(RawLine line) {
        return Optional.ofNullable(connections.get(line.connection()));
    }

    private void brought(
            long connection, StreamNames.Message message, BiConsumer<String, String> out) {
        String stream = message.stream();
        merges.computeIfAbsent(stream, _ -> new StreamMerge())
                .take(connection, message.data(), data -> out.accept(stream, data));
    }

    private void ended(long connection, BiConsumer<String, String> out) {
        merges.forEach(
                (stream, merge) -> merge.closed(connection, data -> out.accept(stream, data)));
    }

    private void remember(RecordedAnswer answer) {
        boolean moves = String.valueOf(answer.request().getPath()).endsWith("/depth");
        if (!moves && !answer.isExchangeInfo()) {
            answers.put(answer.target(), answer.body());
        }
        if (answers.size() > ANSWERS) {
            answers.remove(answers.keySet().iterator().next());
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
                    book(symbol, levels).map(it -> documents.depth(it, levels));
            case Question.Trades trades -> trades(trades);
            case Question.ExchangeInfo(String _, Optional<Set<String>> chosen) ->
                    Optional.of(
                            chosen.isEmpty() && held.exchangeInfo().isPresent()
                                    ? held.exchangeInfo().get()
                                    : documents.exchangeInfo(
                                            among(chosen.orElse(symbols.keySet())), nowNs));
            case Question.Time _ -> Optional.of(documents.time(nowNs));
            case Question.Other(String target) -> Optional.ofNullable(answers.get(target));
        };
    }

    private Map<String, Digits> among(Set<String> chosen) {
        Map<String, Digits> some = new TreeMap<>(symbols);
        some.keySet().retainAll(chosen);
        return some;
    }

    private Optional<Book> book(String symbol, int levels) {
        return books.replays().stream()
                .flatMap(it -> it.book(new Instrument(venue, symbol), levels).stream())
                .filter(Book::isLive)
                .findFirst();
    }

    // What was asked for again may hold trades that no stream has brought.
    private Optional<String> trades(Question.Trades question) {
        boolean newest =
                question.fromId().isEmpty()
                        && question.fromMs().isEmpty()
                        && question.toMs().isEmpty();
        if (!newest && answers.containsKey(question.target())) {
            return Optional.of(answers.get(question.target()));
        }
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
