package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.fathom.sync.FrameCounter;
import dev.fathom.sync.SyncLimits;
import dev.fathom.sync.TradeIds;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.VenueFormat;
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
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * Computes from a capture what it covers and what it lacks, as if it had never been known: files,
 * ids, checksums and books. Owned by one thread.
 */
public final class Verifier implements RawCapture.Reader {
    /** One connection as it is read. */
    private record Open(VenueFormat venue, Decoder decoder, FrameCounter frames) {}

    private final CaptureVenues venues;
    private final FeedListener listener;
    private final CaptureReplay replay;
    private final Map<Long, Open> connections = new HashMap<>();
    private final Map<Subscription, StreamLedger> ledgers = new LinkedHashMap<>();
    private final Set<Long> moved = new HashSet<>();
    private final Map<String, Long> losses = new TreeMap<>();
    private final Map<Instrument, Long> snapshots = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long booksCompared;
    private long booksDifferent;
    private long booksPassedOver;
    private int segment;
    private long connection;
    private long nowNs;

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
        Verifier verifier = new Verifier(CaptureVenues.of(capture), listener);
        RawCapture.Integrity files = capture.read(verifier);
        verifier.replay.end();
        verifier.ledgers.values().forEach(it -> it.end(verifier.nowNs));
        verifier.wrong.addAll(0, files.wrong());
        return verifier.result(files, capture.clocks());
    }

    private static Verification corrupt(String what) {
        RawCapture.Integrity nothing =
                new RawCapture.Integrity(0, 0, 0, Map.of(), List.of(), List.of(what), false, "");
        return new Verification(
                nothing, List.of(), Map.of(), Map.of(), 0, 0, 0, 0, 0, 0, List.of(), List.of(what));
    }

    private Verification result(RawCapture.Integrity files, List<ClockCheck> clocks) {
        return new Verification(
                files,
                List.copyOf(ledgers.values()),
                losses,
                snapshots,
                sum(FrameReplay::checksums),
                sum(FrameReplay::failedChecksums),
                sum(FrameReplay::frameNumbers),
                booksCompared,
                booksDifferent,
                booksPassedOver,
                clocks,
                wrong);
    }

    private long sum(ToLongFunction<FrameReplay> count) {
        return replay.replays().stream().mapToLong(count).sum();
    }

    @Override
    public void line(RawLine line, int of) throws IOException {
        segment = of;
        connection = line.connection();
        if (line.kind() != RawLine.Kind.NOTE) {
            nowNs = Math.max(nowNs, line.receivedAtNs());
        }
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
        Optional<VenueFormat> venue = venues.at(address);
        if (venue.isEmpty()) {
            // Nothing numbers what an account is told: its frames prove no more than the files do.
            if (!venues.isOfAccount()) {
                wrong.add("segment %d: no venue is at %s".formatted(segment, address));
            }
            return;
        }
        // In merged records each run of a collector counts its connections anew.
        moved.remove(line.connection());
        connections.put(
                line.connection(),
                new Open(venue.get(), venue.get().converse(address).decoder(), new FrameCounter()));
    }

    private void in(RawLine line) {
        Open open = connections.get(line.connection());
        if (open == null) {
            return;
        }
        open.decoder().decode(CaptureReplay.frame(line, line.payload()), new Covering(open, line));
    }

    private void closed(RawLine line) {
        // Another connection had taken over before this one was ended: nothing is missing.
        if (Notes.isMoved(line) && moved.add(line.connection())) {
            ledgers.values().forEach(it -> it.moved(line.connection()));
        }
        if (!moved.contains(line.connection())) {
            Cause cause = Notes.cause(line);
            String detail = cause == Cause.NOT_RUNNING ? "" : line.text();
            interrupt(it -> it == line.connection(), cause, detail);
        }
        connections.remove(line.connection());
    }

    private void interrupt(LongPredicate of, Cause cause, String detail) {
        ledgers.values().forEach(it -> it.interrupt(of, cause, detail, nowNs));
    }

    private void answered(RawLine line) throws IOException {
        Optional<Answer> answer = Answer.read(line, venues);
        if (answer.isEmpty()) {
            return;
        }
        answer.get()
                .venue()
                .recordedSnapshot(answer.get().request())
                .ifPresent(it -> snapshots.merge(it.instrument(), 1L, Long::sum));
        Page.of(answer.get(), ledgers.keySet(), line.receivedAtNs())
                .ifPresent(page -> listed(answer.get().venue(), page, line.receivedAtNs()));
    }

    private void listed(VenueFormat venue, Page page, long receivedAtNs) {
        StreamLedger ledger = ledger(venue, page.stream());
        List<Traded> rows = page.rows();
        switch (ledger) {
            case IdLedger ids -> rows.forEach(it -> ids.listed(it.id()));
            case TimeLedger times -> {
                if (!rows.isEmpty()) {
                    long firstNs = rows.getFirst().venueTime().toNs();
                    long lastNs = rows.getLast().venueTime().toNs();
                    // A page that is not full holds everything up to its answer.
                    boolean full = page.history().isFull(rows.size());
                    boolean toNow = page.history().newestFirst() || !full;
                    times.listed(firstNs, toNow ? receivedAtNs : lastNs, rows.size());
                }
            }
        }
    }

    private StreamLedger ledger(VenueFormat venue, Subscription stream) {
        return ledgers.computeIfAbsent(stream, it -> newLedger(venue, it));
    }

    private static StreamLedger newLedger(VenueFormat venue, Subscription stream) {
        Optional<TradeHistory> history = venue.tradeHistory(stream.channel());
        boolean ids =
                history.map(it -> it.ids() == TradeIds.CONTIGUOUS)
                        .orElse(
                                stream.channel().equals(Channel.DEPTH)
                                        && venue.bookRules().hasIds());
        return ids
                ? new IdLedger(stream, history.isPresent())
                : new TimeLedger(stream, history.isPresent());
    }

    private void note(RawLine line) throws IOException {
        if (Notes.isCheckpoint(line)) {
            checkpoint(line);
            return;
        }
        JsonNode note = Notes.read(line);
        if (Notes.is(Notes.RUN, note)) {
            connections.clear();
            moved.clear();
            interrupt(_ -> true, Cause.NOT_RUNNING, "");
        } else if (Notes.is(BookNote.WHAT, note)) {
            compare(note);
        } else if (Notes.is(Notes.LEFT_OUT, note)) {
            Cause cause = note.path("why").asText().equals("disk") ? Cause.DISK : Cause.OVERFLOW;
            String detail = note.path("lines").asLong() + " lines";
            int collector = venues.collector(line.connection());
            interrupt(it -> venues.collector(it) == collector, cause, detail);
            // Where nothing comes after it, the hole reaches as far as what was left out.
            nowNs = Math.max(nowNs, note.path("toNs").asLong());
        } else if (Notes.is(Notes.DISAGREEMENT, note)) {
            wrong.add(
                    "segment %d: collectors disagree on %s at id %d: %s"
                            .formatted(
                                    segment,
                                    note.path("stream").asText(),
                                    note.path("id").asLong(),
                                    note.path("detail").asText()));
        }
    }

    // It is to say what the frames before it give, to the letter.
    private void checkpoint(RawLine line) throws IOException {
        JsonNode note = Notes.read(line);
        if (replay.isTakingUp()) {
            takeUp(note);
        } else if (Notes.is(Checkpoint.WHAT, note)) {
            if (!replay.save().head().toString().equals(line.text())) {
                wrong.add(
                        "segment %d: the connections of a checkpoint are not those of the frames"
                                .formatted(segment));
            }
        } else {
            compare(CheckpointBook.read(note), line.text());
        }
    }

    // What it says cannot be compared where the frames before it are gone.
    private void takeUp(JsonNode note) throws BadCaptureException {
        if (!Notes.is(Checkpoint.WHAT, note)) {
            booksPassedOver++;
            return;
        }
        for (OpenConnection each : Checkpoint.connections(note)) {
            venues.at(each.address())
                    .ifPresent(it ->
                            connections.put(
                                    each.number(), new Open(it, each.decoder(it), counter(each))));
        }
    }

    private static FrameCounter counter(OpenConnection open) {
        return open.frame() == 0 ? new FrameCounter() : new FrameCounter(open.frame());
    }

    // Where no ids tell, it is the book that shows that something of it did not come.
    private void missed(FeedStatus.BookLost lost) {
        StreamLedger ledger = ledgers.get(lost.book());
        boolean shown =
                switch (lost.reason().cause()) {
                    case CHECKSUM, UNKNOWN_DELETE -> true;
                    default -> false;
                };
        if (shown && ledger != null && !ledger.isNumbered()) {
            ledger.interrupt(it -> it == connection, Cause.GAP, lost.reason().toString(), nowNs);
        }
    }

    private void compare(Checkpoint.Saved noted, String text) {
        Instrument instrument = noted.book().instrument();
        booksCompared++;
        boolean same =
                replay.save(noted.sender(), instrument).stream()
                        .anyMatch(it -> CheckpointBook.note(it).toString().equals(text));
        if (!same) {
            booksDifferent++;
            wrong.add(
                    "segment %d: the checkpoint of %s at id %d is not the book that the frames give"
                            .formatted(segment, instrument, noted.book().book().levels().lastId()));
        }
    }

    // A note of a book that moves between connections may stand beside what replay has by then.
    private void compare(JsonNode note) {
        Instrument instrument = BookNote.instrument(note);
        if (!note.path("state").asText().equals("live")) {
            return;
        }
        StreamLedger ledger = ledgers.get(new Subscription(instrument, Channel.DEPTH));
        boolean numbered = ledger != null && ledger.isNumbered();
        boolean merged = venues.collectors() > 1;
        long lastId = note.path("lastId").asLong();
        List<Book> there =
                replay.replays().stream()
                        .flatMap(it -> it.books(instrument, BookNote.levels(note)).stream())
                        .filter(Book::isLive)
                        .filter(it -> !numbered || it.levels().lastId() == lastId)
                        .toList();
        boolean same = there.stream().anyMatch(it -> BookNote.equals(note, it.levels()));
        // Where no ids tell, the book of another collector may stand elsewhere.
        if (there.isEmpty() || (merged && !numbered && !same)) {
            booksPassedOver++;
            return;
        }
        booksCompared++;
        if (!same) {
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
                missed(lost);
            }
            listener.onStatus(status);
        }
    }

    /** Notes in the ledgers what a frame covers. */
    private final class Covering implements DecodedListener {
        private final VenueFormat venue;
        private final FrameCounter frames;
        private final RawLine line;

        Covering(Open open, RawLine line) {
            this.venue = open.venue();
            this.frames = open.frames();
            this.line = line;
        }

        @Override
        public boolean onFrameNumber(long number) {
            frames.next(number)
                    .ifPresent(gap -> interrupt(it -> it == line.connection(), Cause.GAP, gap));
            return true;
        }

        private void covers(Instrument instrument, Channel channel, long first, long last) {
            switch (ledger(venue, new Subscription(instrument, channel))) {
                case IdLedger ids -> ids.streamed(line.connection(), first, last);
                case TimeLedger times -> times.streamed(line.connection(), line.receivedAtNs());
            }
        }

        @Override
        public void onDepth(DepthMessage message) {
            boolean top = message.kind() == DepthMessage.Kind.TOP;
            covers(
                    message.instrument(),
                    top ? Channel.top(message.levelLimit()) : Channel.DEPTH,
                    message.firstId(),
                    message.lastId());
        }

        @Override
        public void onTrade(Trade trade) {
            covers(trade.instrument(), Channel.TRADE, trade.id(), trade.id());
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            covers(trade.instrument(), Channel.AGG_TRADE, trade.id(), trade.id());
        }

        @Override
        public void onQuote(BestQuote quote) {
            covers(quote.instrument(), Channel.QUOTE, 0, 0);
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
