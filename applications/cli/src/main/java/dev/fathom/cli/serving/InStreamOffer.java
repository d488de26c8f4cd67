package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.feed.Book;
import dev.fathom.market.Trade;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.instream.InStreamAnswers;
import dev.fathom.simulator.instream.Refusal;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.RelayedInStream;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a venue whose books begin in the stream, offered as that venue. Owned by one
 * thread at a time.
 */
final class InStreamOffer implements Offer, InStreamAnswers, VenueLines, Known, BookChannel.Out {
    private static final long PATIENCE_NS = Duration.ofSeconds(5).toNanos();

    private final InStreamProtocol protocol;
    private final Set<Topic> topics;
    private final Map<String, String> lists;
    private final SyncLimits limits;
    private final Runnable demanded;
    private final RecordedExchange exchange;
    private final TreeSet<String> symbols = new TreeSet<>();
    private final Map<Long, Carrier> carriers = new LinkedHashMap<>();
    private final Map<Topic, BookChannel> books = new LinkedHashMap<>();
    private final Map<Topic, BookChannel> offered = new HashMap<>();
    private final Map<Topic, StreamMerge<Reading.Piece>> merges = new LinkedHashMap<>();
    private final Map<Topic, String> newest = new HashMap<>();
    private final Set<Topic> interrupted = new LinkedHashSet<>();
    private @Nullable RelayedInStream relay;

    /**
     * Before the first line.
     *
     * @param topics what was recorded
     * @param lists recorded lists of what is traded, by their requests
     * @param listed trades that only answers brought
     * @param demanded called when a client wants something that moves
     */
    InStreamOffer(
            InStreamProtocol protocol,
            Collection<Topic> topics,
            Map<String, String> lists,
            List<Trade> listed,
            CaptureVenues venues,
            SyncLimits limits,
            Runnable demanded) {
        this.protocol = protocol;
        this.topics = new LinkedHashSet<>(topics);
        this.lists = lists;
        this.limits = limits;
        this.demanded = demanded;
        exchange = new RecordedExchange(protocol.venue().id(), venues, limits, listed, this);
        topics.forEach(it -> symbols.add(it.symbol()));
        topics.stream()
                .filter(Topic::isBook)
                .sorted(Comparator.comparing(Topic::levels))
                .forEach(this::offer);
    }

    // Fewer levels come out of the least that have them.
    private void offer(Topic topic) {
        List<Topic> parts = new ArrayList<>();
        for (int levels : protocol.levels()) {
            Topic part = topic.with(levels);
            if (levels < topic.levels() && !offered.containsKey(part) && !topics.contains(part)) {
                parts.add(part);
            }
        }
        parts.add(topic);
        BookChannel book = new BookChannel(protocol, topic, parts, this);
        books.put(topic, book);
        parts.forEach(it -> offered.put(it, book));
    }

    @Override
    public Collection<String> streams() {
        return topics.stream().map(Topic::toString).toList();
    }

    @Override
    public void begins(long ns) {
        exchange.begins(ns);
    }

    @Override
    public RelayedInStream open(SimulatorLoop loop) {
        RelayedInStream opened = new RelayedInStream(protocol.dialect(), this, PATIENCE_NS, loop);
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

    @Override
    public boolean awaitsClients() {
        RelayedInStream to = relay;
        return to != null && to.away() > 0;
    }

    @Override
    public void awaitNobody() {
        if (relay != null) {
            relay.forgetAway();
        }
    }

    @Override
    public void opened(long connection, URI address) {
        if (protocol.speaks(address)) {
            carriers.put(connection, new Carrier(connection, address, protocol, limits));
        }
    }

    @Override
    public void sent(long connection, String text) {
        Optional.ofNullable(carriers.get(connection)).ifPresent(it -> it.sent(text));
    }

    @Override
    public void came(long connection, RawLine line) {
        Carrier carrier = carriers.get(connection);
        if (carrier == null) {
            return;
        }
        for (Reading.Piece piece : carrier.came(line)) {
            Topic topic = piece.topic();
            BookChannel book = books.get(topic);
            if (book != null) {
                book.came(carrier, piece.message());
            } else if (!topic.isBook()) {
                merges.computeIfAbsent(topic, _ -> StreamMerge.byName(Reading.Piece::name))
                        .take(connection, piece, this::tell);
            }
        }
        if (carrier.hasLost()) {
            books.values().forEach(it -> it.look(carriers.values()));
        }
    }

    private void tell(Reading.Piece piece) {
        newest.put(piece.topic(), piece.message().text());
        publish(piece.topic(), piece.message());
    }

    // What nobody brings any more was cut; its clients are told by the same.
    @Override
    public void ended(long connection, boolean withTheRun) {
        Carrier gone = carriers.remove(connection);
        if (gone == null) {
            return;
        }
        List<Topic> cut = new ArrayList<>();
        books.forEach((topic, book) -> {
            book.ended(gone, carriers.values());
            if (gone.hasCarried(topic) && book.isIdle()) {
                cut.addAll(book.offered());
            }
        });
        merges.forEach((topic, merge) -> {
            boolean followed = merge.isFollowed(connection);
            merge.closed(connection, this::tell);
            if (followed && merge.isIdle()) {
                cut.add(topic);
            }
        });
        if (withTheRun) {
            interrupted.addAll(cut);
        } else {
            cut(cut);
        }
    }

    @Override
    public void began() {
        cut(List.copyOf(interrupted));
        interrupted.clear();
    }

    private void cut(List<Topic> gone) {
        if (relay != null) {
            relay.cut(gone);
        }
    }

    @Override
    public void answered(RecordedAnswer answer) {
        exchange.remember(answer);
    }

    @Override
    public boolean isWanted(Topic topic) {
        return relay != null && relay.isWanted(topic);
    }

    @Override
    public void publish(Topic topic, Relayed message) {
        if (relay != null) {
            relay.publish(topic, message);
        }
    }

    @Override
    public void begin(Topic topic, Relayed state) {
        if (relay != null) {
            relay.begin(topic, state);
        }
    }

    @Override
    public void onDemand() {
        demanded.run();
    }

    @Override
    public long nowNs() {
        return exchange.nowNs();
    }

    @Override
    public boolean knows(String symbol) {
        return symbols.contains(symbol);
    }

    @Override
    public Optional<Refusal> refusal(Topic topic) {
        return topics.contains(topic) || offered.containsKey(topic)
                ? Optional.empty()
                : Optional.of(protocol.refusal(topic, offered.keySet()));
    }

    @Override
    public Optional<Relayed> state(Topic topic) {
        BookChannel book = offered.get(topic);
        return book == null ? protocol.state(topic, this) : book.state(topic);
    }

    @Override
    public Collection<String> symbols() {
        return symbols;
    }

    @Override
    public Optional<Book> book(String symbol, int levels) {
        return books.entrySet().stream()
                .filter(it -> it.getKey().symbol().equals(symbol))
                .sorted(Comparator.comparing(it -> -it.getKey().levels()))
                .flatMap(it -> it.getValue().book(levels).stream())
                .findFirst();
    }

    @Override
    public List<Trade> trades(String symbol) {
        return exchange.tape().untilNow(symbol, exchange.nowNs());
    }

    @Override
    public Optional<String> newest(Topic topic) {
        return Optional.ofNullable(newest.get(topic));
    }

    // Lists were the same before the recorder asked for them; anything else is made of what is
    // known now, and what cannot be made is answered as it was.
    @Override
    public Optional<HttpReply> get(Query query, String target) {
        String list = lists.get(target);
        if (list != null) {
            return InStreamProtocol.Answer.of(list).reply();
        }
        return protocol.get(query, this)
                .or(() -> exchange.answerTo(target).map(InStreamProtocol.Answer::of))
                .orElseGet(() -> InStreamProtocol.Answer.refusal(404, "{}"))
                .reply();
    }
}
