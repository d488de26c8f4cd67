package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Looks through what a capture holds of a venue whose books begin in the stream. One thread. */
final class InStreamContents implements VenueContents, VenueLines {
    private final InStreamProtocol protocol;
    private final CaptureVenues venues;
    private final VenueReader reader;
    private final CaptureReplay replay;
    private final Map<Long, Reading> connections = new HashMap<>();
    private final TreeSet<Topic> topics =
            new TreeSet<>(
                    Comparator.comparing(Topic::channel)
                            .thenComparing(Topic::symbol)
                            .thenComparing(Topic::form)
                            .thenComparing(Topic::levels));
    private final TreeSet<String> leftOut = new TreeSet<>();
    private final List<Trade> listed = new ArrayList<>();
    private final Map<String, String> answers = new LinkedHashMap<>();

    InStreamContents(InStreamProtocol protocol, CaptureVenues venues) {
        this.protocol = protocol;
        this.venues = venues;
        reader = new VenueReader(venues.collectors(), this);
        replay = new CaptureReplay(venues, SyncLimits.RECORDING, new Listed());
    }

    /** Keeps the trades that no stream brought. */
    private final class Listed implements FeedListener {
        @Override
        public void onBook(LiveBook book) {}

        @Override
        public void onTrade(Trade trade) {
            if (trade.source() == TradeSource.REST) {
                listed.add(trade);
            }
        }
    }

    @Override
    public void line(RawLine line) throws IOException {
        replay.line(line, 0);
        reader.line(line);
    }

    @Override
    public Optional<Offer> offer(SyncLimits limits, Runnable demanded) {
        replay.end();
        return topics.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new InStreamOffer(
                                protocol, topics, answers, listed, venues, limits, demanded));
    }

    @Override
    public Iterable<String> leftOut() {
        return leftOut;
    }

    @Override
    public void opened(long connection, URI address) {
        if (protocol.speaks(address)) {
            connections.put(connection, protocol.reading());
        } else {
            leftOut.add("version 1 of its streams");
        }
    }

    @Override
    public void sent(long connection, String text) {
        Optional.ofNullable(connections.get(connection)).ifPresent(it -> it.sent(text));
    }

    @Override
    public void came(long connection, RawLine line) {
        Reading reading = connections.get(connection);
        if (reading != null) {
            reading.came(line.text(), line.receivedAtNs()).forEach(it -> see(it.topic()));
        }
    }

    private void see(Topic topic) {
        if (protocol.offers(topic)) {
            topics.add(topic);
        } else {
            leftOut.add(topic.toString());
        }
    }

    @Override
    public void ended(long connection, boolean withTheRun) {
        connections.remove(connection);
    }

    @Override
    public void began() {
        // What was found stays found.
    }

    // Lists of what is traded are asked for before anything moves.
    @Override
    public void answered(RecordedAnswer answer) {
        String path = String.valueOf(answer.request().getPath());
        if (path.endsWith("AssetPairs") || path.endsWith("all") || path.contains("pub:list")) {
            answers.putIfAbsent(answer.target(), answer.body());
        }
    }
}
