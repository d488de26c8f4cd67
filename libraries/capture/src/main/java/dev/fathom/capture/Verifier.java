package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.capture.Hole.Cause;
import dev.fathom.feed.Book;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.net.Frame;
import dev.fathom.sync.SyncLimits;
import dev.fathom.sync.TradeIds;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.Venue;
import dev.fathom.venue.VenueNotice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Computes from a capture what it covers and what it lacks, as if it had never been known: files,
 * ids, checksums and books. Owned by one thread.
 */
public final class Verifier implements RawCapture.Reader {
    private static final String MOVED = CapturingTransport.BY_US + "1000 moved";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One connection as it is read. */
    private record Open(Venue venue, Decoder decoder) {}

    private final CaptureVenues venues;
    private final FeedListener listener;
    private final CaptureReplay replay;
    private final Map<Long, Open> connections = new HashMap<>();
    private final Map<Subscription, StreamLedger> ledgers = new LinkedHashMap<>();
    private final Map<Subscription, Long> connectionOf = new HashMap<>();
    private final Set<Long> moved = new HashSet<>();
    private final Map<String, Long> losses = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long booksCompared;
    private long booksDifferent;
    private long booksPassedOver;
    private int segment;

    private Verifier(CaptureVenues venues, FeedListener listener) {
        this.venues = venues;
        this.listener = listener;
        this.replay = new CaptureReplay(venues, SyncLimits.DEFAULT, new Listener());
    }

    /**
     * Reads a capture and computes what it proves.
     *
     * @param listener told the books and trades on the way
     */
    public static Verification verify(Path folder, FeedListener listener) throws IOException {
        RawCapture capture;
        try {
            capture = RawCapture.open(folder);
        } catch (BadCaptureException e) {
            return corrupt(String.valueOf(e.getMessage()));
        }
        Verifier verifier = new Verifier(new CaptureVenues(capture.venues()), listener);
        RawCapture.Integrity files = capture.read(verifier);
        verifier.wrong.addAll(0, files.wrong());
        return verifier.result(files);
    }

    private static Verification corrupt(String what) {
        RawCapture.Integrity nothing =
                new RawCapture.Integrity(0, 0, 0, Map.of(), List.of(), List.of(what), false, "");
        return new Verification(nothing, List.of(), Map.of(), 0, 0, 0, 0, 0, 0, List.of(what));
    }

    private Verification result(RawCapture.Integrity files) {
        return new Verification(
                files,
                List.copyOf(ledgers.values()),
                losses,
                sum(FrameReplay::checksums),
                sum(FrameReplay::failedChecksums),
                sum(FrameReplay::frameNumbers),
                booksCompared,
                booksDifferent,
                booksPassedOver,
                wrong);
    }

    private long sum(ToLongFunction<FrameReplay> count) {
        return replay.replays().stream().mapToLong(count).sum();
    }

    @Override
    public void line(RawLine line, int of) throws IOException {
        segment = of;
        replay.line(line, of);
        switch (line.kind()) {
            case OPENED -> opened(line);
            case IN -> in(line);
            case CLOSED -> closed(line);
            case ANSWERED -> answered(line);
            case NOTE -> note(line);
            case OUT, ASKED -> {
                // What was said covers nothing.
            }
        }
    }

    private void opened(RawLine line) {
        URI address = URI.create(line.text());
        Optional<Venue> venue = venues.at(address);
        if (venue.isEmpty()) {
            wrong.add("segment %d: no venue is at %s".formatted(segment, address));
            return;
        }
        connections.put(
                line.connection(), new Open(venue.get(), venue.get().converse(address).decoder()));
    }

    private void in(RawLine line) {
        Open open = connections.get(line.connection());
        if (open == null) {
            return;
        }
        open.decoder()
                .decode(
                        CaptureReplay.frame(line, line.payload()),
                        new Covering(open.venue(), line));
    }

    private void closed(RawLine line) {
        // Another connection had taken over before this one was ended: nothing is missing.
        if (line.text().equals(MOVED)) {
            moved.add(line.connection());
        }
        if (!moved.contains(line.connection())) {
            forget(line.connection(), Cause.DISCONNECT, line.text());
        }
        connections.remove(line.connection());
    }

    private void forget(long connection, Cause cause, String detail) {
        connectionOf.forEach((stream, its) -> {
            StreamLedger ledger = ledgers.get(stream);
            if (its == connection && ledger != null) {
                ledger.interrupt(cause, detail);
            }
        });
    }

    private void answered(RawLine line) throws IOException {
        replay.answer(line)
                .ifPresent(it -> trades(it.venue(), it.request(), it.body(), line.receivedAtNs()));
    }

    private void trades(Venue venue, URI request, byte[] body, long receivedAtNs) {
        for (Map.Entry<Subscription, StreamLedger> entry : ledgers.entrySet()) {
            Instrument instrument = entry.getKey().instrument();
            Optional<TradeHistory> history = venue.tradeHistory(entry.getKey().channel());
            if (instrument.venue().equals(venue.id())
                    && history.isPresent()
                    && history.get().isPageOf(request, instrument)) {
                try {
                    for (Traded row : history.get().read(instrument, body, receivedAtNs)) {
                        entry.getValue().listed(row.id());
                    }
                } catch (IOException _) {
                    // No page: nothing is filled.
                }
            }
        }
    }

    private void note(RawLine line) throws IOException {
        JsonNode note = JSON.readTree(line.text());
        if (note.path("what").asText().equals("run")) {
            connections.clear();
            moved.clear();
            connectionOf.clear();
            ledgers.values().forEach(it -> it.interruptAnew(Cause.NOT_RUNNING, ""));
        } else if (note.path("what").asText().equals(BookNote.WHAT)) {
            compare(note);
        } else if (note.path("what").asText().equals("left-out")) {
            Cause cause = note.path("why").asText().equals("disk") ? Cause.DISK : Cause.OVERFLOW;
            String detail = note.path("lines").asLong() + " lines";
            ledgers.values().forEach(it -> it.interrupt(cause, detail));
        }
    }

    // A note of a book that moves between connections may stand beside what replay has by then.
    private void compare(JsonNode note) {
        Instrument instrument = BookNote.instrument(note);
        if (!note.path("state").asText().equals("live")) {
            return;
        }
        Optional<Book> book =
                replay.replays().stream()
                        .flatMap(it -> it.book(instrument, BookNote.levels(note)).stream())
                        .filter(Book::isLive)
                        .findFirst();
        StreamLedger ledger = ledgers.get(new Subscription(instrument, Channel.DEPTH));
        boolean numbered = ledger != null && ledger.isNumbered();
        long lastId = note.path("lastId").asLong();
        if (book.isEmpty() || (numbered && book.get().levels().lastId() != lastId)) {
            booksPassedOver++;
            return;
        }
        booksCompared++;
        if (!BookNote.equals(note, book.get().levels())) {
            booksDifferent++;
            wrong.add(
                    "segment %d: the book of %s at id %d was another one when it was live"
                            .formatted(segment, instrument, lastId));
        }
    }

    private final class Listener implements FeedListener {
        @Override
        public void onBook(LiveBook book) {
            listener.onBook(book);
        }

        @Override
        public void onTrade(Trade trade) {
            listener.onTrade(trade);
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            listener.onAggregateTrade(trade);
        }

        @Override
        public void onQuote(BestQuote quote) {
            listener.onQuote(quote);
        }

        @Override
        public void onFrame(Frame frame) {
            listener.onFrame(frame);
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost lost) {
                losses.merge(lost.reason().cause().name(), 1L, Long::sum);
            }
            listener.onStatus(status);
        }
    }

    /** Notes in the ledgers what a frame covers. */
    private final class Covering implements DecodedListener {
        private final Venue venue;
        private final RawLine line;

        Covering(Venue venue, RawLine line) {
            this.venue = venue;
            this.line = line;
        }

        private StreamLedger ledger(Instrument instrument, Channel channel) {
            Subscription stream = new Subscription(instrument, channel);
            connectionOf.put(stream, line.connection());
            return ledgers.computeIfAbsent(
                    stream, it -> new StreamLedger(it, venue.tradeHistory(channel).isPresent()));
        }

        @Override
        public void onDepth(DepthMessage message) {
            boolean top = message.kind() == DepthMessage.Kind.TOP;
            StreamLedger ledger =
                    ledger(
                            message.instrument(),
                            top ? Channel.top(message.levelLimit()) : Channel.DEPTH);
            if (top || message.firstId() == DepthMessage.UNNUMBERED) {
                ledger.at(line.receivedAtNs());
            } else {
                ledger.ids(message.firstId(), message.lastId());
            }
        }

        @Override
        public void onTrade(Trade trade) {
            traded(trade, Channel.TRADE);
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            traded(trade, Channel.AGG_TRADE);
        }

        private void traded(Traded trade, Channel channel) {
            StreamLedger ledger = ledger(trade.instrument(), channel);
            TradeIds ids =
                    venue.tradeHistory(channel).map(TradeHistory::ids).orElse(TradeIds.DISTINCT);
            if (ids == TradeIds.CONTIGUOUS) {
                ledger.ids(trade.id(), trade.id());
            } else {
                ledger.at(line.receivedAtNs());
            }
        }

        @Override
        public void onQuote(BestQuote quote) {
            ledger(quote.instrument(), Channel.QUOTE).at(line.receivedAtNs());
        }

        @Override
        public void onReply(ControlReply reply) {}

        @Override
        public void onNotice(VenueNotice notice) {}

        @Override
        public void onOther() {}

        @Override
        public void onBadFrame(BadFrame frame) {}
    }
}
