package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.feed.Book;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.LiveBook;
import dev.fathom.feed.Venues;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.net.Frame;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plays the lines of a capture through the decoders, synchronisation and books of a live feed,
 * several venues side by side. Trades are told once and in order, those that were found by requests
 * in their places. Owned by one thread.
 */
public final class CaptureReplay implements RawCapture.Reader {
    private final CaptureVenues venues;
    private final SyncLimits limits;
    private final FeedListener listener;
    private final boolean booksOnly;
    private final Optional<Instrument> only;
    private final Map<Long, Open> connections = new HashMap<>();
    private final Set<Long> moved = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final Map<String, FrameReplay> replays = new LinkedHashMap<>();
    private final RecordedTapes tapes;
    private long connection;
    private long nowNs;
    private boolean begun;
    private boolean takingUp;
    private Set<String> begunWith = Set.of();
    private long settledNs = Long.MIN_VALUE;

    /** A connection that is open. */
    private record Open(VenueFormat venue, URI address) {}

    /** A replay that has seen nothing yet. */
    public CaptureReplay(CaptureVenues venues, SyncLimits limits, FeedListener listener) {
        this(venues, limits, listener, false, Optional.empty());
    }

    private CaptureReplay(
            CaptureVenues venues,
            SyncLimits limits,
            FeedListener listener,
            boolean booksOnly,
            Optional<Instrument> only) {
        this.venues = venues;
        this.limits = limits;
        this.listener = listener;
        this.booksOnly = booksOnly;
        this.only = only;
        this.tapes = new RecordedTapes(listener);
    }

    /**
     * A replay of books alone, without trades, that is given the lines from a checkpoint on. What
     * waited for a snapshot there, as a book was not live, is not known: where such a book is heard
     * of soon after, {@link #line} throws {@link MissedBookException}.
     *
     * @param settled how soon; longer than a snapshot is waited for
     */
    public static CaptureReplay booksFrom(
            CheckpointPlace place,
            Duration settled,
            CaptureVenues venues,
            SyncLimits limits,
            FeedListener listener) {
        CaptureReplay replay = new CaptureReplay(venues, limits, listener, true, Optional.empty());
        replay.begunWith = Set.copyOf(place.books());
        replay.settledNs = place.untilNs() + settled.toNanos();
        return replay;
    }

    /** A book that a checkpoint does not have may have begun before it. */
    public static final class MissedBookException extends IOException {
        @Serial private static final long serialVersionUID = 1;

        MissedBookException(Instrument instrument) {
            super(instrument + " may have begun before the checkpoint, which does not have it");
        }
    }

    /** A replay that keeps books alone and tells nobody. */
    static CaptureReplay ofBooks(CaptureVenues venues, SyncLimits limits) {
        return new CaptureReplay(venues, limits, _ -> {}, true, Optional.empty());
    }

    /** A replay that keeps the books of one instrument alone and tells nobody. */
    static CaptureReplay ofBooks(CaptureVenues venues, SyncLimits limits, Instrument only) {
        return new CaptureReplay(venues, limits, _ -> {}, true, Optional.of(only));
    }

    /** The books, one replay a venue. */
    public Collection<FrameReplay> replays() {
        return replays.values();
    }

    /** The venue of a connection, if it is known. */
    Optional<VenueFormat> venue(long connection) {
        return Optional.ofNullable(connections.get(connection)).map(Open::venue);
    }

    /** The whole book of an instrument as it stands now, if one was seen. */
    public Optional<Book> book(Instrument instrument, int levelsPerSide) {
        return replays.values().stream()
                .flatMap(it -> it.book(instrument, levelsPerSide).stream())
                .findFirst();
    }

    /**
     * True while the lines of a checkpoint are read from which this replay goes on, as the capture
     * does not begin with the beginning of a process.
     */
    boolean isTakingUp() {
        return takingUp;
    }

    /** What it takes to go on from here. */
    Checkpoint save() {
        List<OpenConnection> open = new ArrayList<>();
        new TreeMap<>(connections)
                .forEach((number, its) ->
                        open.add(
                                new OpenConnection(
                                        number,
                                        its.address(),
                                        replay(its.venue()).frameNumber(number),
                                        moved.contains(number),
                                        ended.contains(number),
                                        replay(its.venue()).knowledge(number))));
        List<Checkpoint.Saved> books = new ArrayList<>();
        replays.forEach((sender, replay) ->
                replay.instruments()
                        .forEach(instrument -> save(sender, instrument).forEach(books::add)));
        return new Checkpoint(open, books);
    }

    /** What it takes to go on with the books of an instrument; nothing if one is not live. */
    List<Checkpoint.Saved> save(String sender, Instrument instrument) {
        FrameReplay replay = replays.get(sender);
        return replay == null
                ? List.of()
                : replay.save(instrument).stream()
                        .map(it -> new Checkpoint.Saved(sender, it))
                        .toList();
    }

    @Override
    public void line(RawLine line, int segment) throws IOException {
        connection = line.connection();
        nowNs = line.receivedAtNs();
        takingUp &= Notes.isCheckpoint(line);
        switch (line.kind()) {
            case OPENED -> opened(line);
            case IN ->
                    venue(line.connection())
                            .ifPresent(it -> replay(it).frame(frame(line, line.payload())));
            case ANSWERED -> answered(line);
            case CLOSED -> closed(line);
            case NOTE -> note(line);
            case OUT, ASKED -> {
                // Change no book.
            }
        }
        if (nowNs < settledNs) {
            requireNoOtherBook();
        } else if (line.kind() != RawLine.Kind.NOTE) {
            // Once and for all: lines of merged records may stand behind later ones.
            settledNs = Long.MIN_VALUE;
        }
    }

    private void requireNoOtherBook() throws MissedBookException {
        for (FrameReplay replay : replays.values()) {
            for (Instrument instrument : replay.instruments()) {
                if (!begunWith.contains(instrument.toString())) {
                    throw new MissedBookException(instrument);
                }
            }
        }
    }

    private void note(RawLine line) throws BadCaptureException {
        if (Notes.isCheckpoint(line)) {
            checkpoint(line);
        } else if (line.beginsRun()) {
            begun = true;
            takingUp = false;
            ended.clear();
            List.copyOf(connections.keySet()).forEach(it -> closed(it, false));
            replays.values().forEach(FrameReplay::forget);
        }
    }

    // Whoever has read the beginning knows what a checkpoint says.
    private void checkpoint(RawLine line) throws BadCaptureException {
        if (takingUp && only.map(it -> CheckpointBook.isOf(it, line)).orElse(true)) {
            Checkpoint.Saved saved = CheckpointBook.read(Notes.read(line));
            replay(sender(saved.sender())).restore(saved.book());
        }
        if (begun) {
            return;
        }
        JsonNode note = Notes.read(line);
        if (!Notes.is(Checkpoint.WHAT, note)) {
            return;
        }
        begun = true;
        takingUp = true;
        connections.clear();
        replays.values().forEach(FrameReplay::forget);
        for (OpenConnection each : Checkpoint.connections(note)) {
            venueOf(each.address()).ifPresent(it -> takeUp(each, it));
        }
    }

    private VenueFormat sender(String id) {
        return connections.values().stream()
                .map(Open::venue)
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseGet(() -> Venues.named(id));
    }

    private void takeUp(OpenConnection open, VenueFormat venue) {
        connections.put(open.number(), new Open(venue, open.address()));
        if (open.moved()) {
            moved.add(open.number());
        }
        if (open.ended()) {
            ended.add(open.number());
        }
        replay(venue).restore(open.number(), open.decoder(venue), open.frame());
    }

    private void opened(RawLine line) {
        URI address = URI.create(line.text());
        venueOf(address)
                .ifPresent(venue -> {
                    endedBefore();
                    ended.remove(line.connection());
                    connections.put(line.connection(), new Open(venue, address));
                    FrameReplay replay = replay(venue);
                    replay.at(nowNs);
                    replay.opened(line.connection(), address);
                });
    }

    // In merged records no note tells that a collector begins anew.
    private void endedBefore() {
        if (venues.collectors() > 1) {
            List.copyOf(ended).forEach(it -> closed(it, false));
            ended.clear();
        }
    }

    // Where one instrument is wanted, what other venues send is not even decoded. Of imported files
    // their address does not tell whose books they bring.
    private Optional<VenueFormat> venueOf(URI address) {
        return venues.at(address)
                .filter(it ->
                        only.map(wanted -> wanted.venue().equals(it.id())).orElse(true)
                                || !Venues.all().contains(it));
    }

    private void closed(RawLine line) {
        // The books of a recorder that came to its end stand until it begins anew.
        if (Notes.isEnd(line)) {
            ended.add(line.connection());
        }
        if (ended.contains(line.connection())) {
            return;
        }
        if (Notes.isMoved(line)) {
            moved.add(line.connection());
        }
        boolean replaced = moved.contains(line.connection()) || isHeardBesides(line.connection());
        closed(line.connection(), replaced);
    }

    private void closed(long ended, boolean replaced) {
        Open open = connections.remove(ended);
        moved.remove(ended);
        if (open == null) {
            return;
        }
        FrameReplay replay = replay(open.venue());
        replay.at(nowNs);
        replay.closed(ended, replaced);
        if (!replaced) {
            tapes.closed(ended);
        }
    }

    // In a record of several collectors, what one of them did not hear another one did.
    private boolean isHeardBesides(long ended) {
        Optional<VenueFormat> venue = venue(ended);
        return connections.entrySet().stream()
                .anyMatch(it ->
                        venue.equals(Optional.of(it.getValue().venue()))
                                && venues.collector(it.getKey()) != venues.collector(ended));
    }

    private void answered(RawLine line) throws BadCaptureException {
        Optional<Answer> answer = Answer.read(line, venues);
        if (answer.isEmpty()) {
            return;
        }
        Answer it = answer.get();
        replay(it.venue()).answer(it.request(), frame(line, it.body()));
        if (!booksOnly) {
            tapes.answered(it, nowNs);
        }
    }

    /** Tells the trades that are still held back, as nothing more comes. */
    public void end() {
        tapes.end();
    }

    private FrameReplay replay(VenueFormat venue) {
        return replays.computeIfAbsent(venue.id(), _ -> newReplay(venue));
    }

    private FrameReplay newReplay(VenueFormat venue) {
        FrameReplay replay = new FrameReplay(venue, limits, new Once(venue));
        only.ifPresent(replay::keepOnly);
        return replay;
    }

    /** A frame with this payload. */
    static Frame frame(RawLine line, byte[] payload) {
        return Frame.of(
                line.connection(),
                Frame.Direction.IN,
                line.receivedAtNs(),
                line.monotonicNs(),
                payload,
                0,
                payload.length);
    }

    /** Tells what a replay tells, trades by way of {@link RecordedTapes}. */
    private final class Once implements FeedListener {
        private final VenueFormat venue;

        Once(VenueFormat venue) {
            this.venue = venue;
        }

        @Override
        public void onBook(LiveBook book) {
            listener.onBook(book);
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
            if (!booksOnly) {
                tapes.streamed(venue, connection, trade, channel, nowNs);
            }
        }

        @Override
        public void onQuote(BestQuote quote) {
            listener.onQuote(quote);
        }

        @Override
        public void onStatus(FeedStatus status) {
            listener.onStatus(status);
        }

        @Override
        public void onFrame(Frame frame) {
            listener.onFrame(frame);
        }
    }
}
