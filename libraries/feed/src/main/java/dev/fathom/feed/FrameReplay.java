package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.sync.FrameCounter;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.SymbolTable;
import dev.fathom.venue.VenueFormat;
import dev.fathom.venue.VenueNotice;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Books from recorded frames: the decoder, synchronisation and books of a live feed, with the
 * frames handed in. Instruments are followed as they appear. Owned by one thread.
 */
public final class FrameReplay {
    private final VenueFormat venue;
    private final SyncLimits limits;
    private final FeedListener listener;
    private final Map<Long, Decoder> decoders = new HashMap<>();
    private final Map<Instrument, List<ReplayedBook>> books = new TreeMap<>();
    private final Reader reader = new Reader();
    private final DepthMessage polled;
    private @Nullable Decoder lastDecoder;
    private long lastConnection;
    private @Nullable ReplayedBook lastBook;
    private final Map<Long, FrameCounter> counters = new HashMap<>();
    private @Nullable Instrument only;
    private long checksumsBefore;
    private long failedBefore;
    private long connectionId;
    private long nowNs;

    /**
     * A replay that has seen nothing yet.
     *
     * @param limits how many updates may wait for a snapshot, and what becomes of a crossed book;
     *     {@link SyncLimits#RECORDING} where the snapshot may stand anywhere
     */
    public FrameReplay(VenueFormat venue, SyncLimits limits, FeedListener listener) {
        this.venue = venue;
        this.limits = limits;
        this.listener = listener;
        this.polled = new DepthMessage(new SymbolTable(venue.id()).nobody());
    }

    /** Keeps from now on the books of this instrument alone. */
    public void keepOnly(Instrument instrument) {
        only = instrument;
    }

    /** A process began to record: what an earlier one knew is forgotten, but for the counts. */
    public void forget() {
        checksumsBefore = checksums();
        failedBefore = failedChecksums();
        books.clear();
        lastBook = null;
    }

    /**
     * What it takes to go on with the books of an instrument from here, in the order in which they
     * are to be restored; nothing if one of them is not live.
     */
    public List<BookCheckpoint> save(Instrument instrument) {
        List<BookCheckpoint> all = new ArrayList<>();
        for (ReplayedBook book : books.getOrDefault(instrument, List.of())) {
            List<BookCheckpoint> its = book.save();
            if (its.isEmpty()) {
                return List.of();
            }
            all.addAll(its);
        }
        return all;
    }

    /** Goes on with a book from where it was saved. */
    public void restore(BookCheckpoint saved) {
        find(saved.instrument(), saved.topLevels()).restore(saved);
    }

    /** Messages that teach a new decoder of a connection what this one's has learnt. */
    public List<String> knowledge(long connection) {
        Decoder decoder = decoders.get(connection);
        return decoder == null ? List.of() : decoder.knowledge();
    }

    /** The number of the last frame of a connection; 0 where they carry none. */
    public long frameNumber(long connection) {
        FrameCounter counter = counters.get(connection);
        return counter == null ? 0 : counter.last();
    }

    /**
     * Goes on with a connection that was open.
     *
     * @param decoder has learnt what that of the connection had
     * @param frameNumber the number of its last frame; 0 where they carry none
     */
    public void restore(long connection, Decoder decoder, long frameNumber) {
        decoders.put(connection, decoder);
        lastDecoder = null;
        if (frameNumber != 0) {
            counters.put(connection, new FrameCounter(frameNumber));
        }
    }

    /**
     * The time of what is told next, nanoseconds since 1970 UTC: that a connection opened or ended,
     * for messages bring their own.
     */
    public void at(long timeNs) {
        nowNs = timeNs;
    }

    /** A connection was opened to this address. */
    public void opened(long connection, URI address) {
        // The number may have been that of another connection before.
        closed(connection, false);
        counters.remove(connection);
        decoders.put(connection, venue.converse(address).decoder());
        lastDecoder = null;
    }

    /**
     * A connection ended. Without this call, what it brought is trusted until it is contradicted.
     *
     * @param replaced whether another connection brings the same from now on
     */
    public void closed(long connection, boolean replaced) {
        books.values().forEach(of -> of.forEach(it -> it.closed(connection, replaced)));
    }

    /** A message arrived on a connection. */
    public void frame(Frame frame) {
        nowNs = frame.receivedAtNs();
        connectionId = frame.connectionId();
        listener.onFrame(frame);
        decoder(frame.connectionId()).decode(frame, reader);
    }

    /**
     * A snapshot arrived. A book that a stream brings and that is live is left as it is.
     *
     * @param request what was asked for; other requests are passed over
     */
    public void answer(URI request, Frame answer) {
        nowNs = answer.receivedAtNs();
        Optional<VenueFormat.RecordedSnapshot> asked = venue.recordedSnapshot(request);
        if (asked.isEmpty()) {
            return;
        }
        Instrument instrument = asked.get().instrument();
        if (venue.bookRules().hasIds()) {
            decoder(answer.connectionId())
                    .decodeSnapshot(answer, instrument, asked.get().levels(), reader);
            return;
        }
        try {
            int from = answer.offset();
            byte[] body = Arrays.copyOfRange(answer.array(), from, from + answer.length());
            venue.readSnapshot(asked.get(), body, nowNs, polled);
        } catch (IOException e) {
            String what = "an answer that is no book, " + e.getMessage();
            reader.onBadFrame(new BadFrame(Optional.of(instrument), false, false, what));
            return;
        }
        reader.onDepth(polled);
    }

    // Frames mostly follow others of their connection; to look one up makes a Long.
    private Decoder decoder(long connectionId) {
        Decoder last = lastDecoder;
        if (last != null && connectionId == lastConnection) {
            return last;
        }
        Decoder decoder =
                decoders.computeIfAbsent(
                        connectionId, _ -> venue.converse(venue.usualAddress()).decoder());
        lastConnection = connectionId;
        lastDecoder = decoder;
        return decoder;
    }

    /** Checksums of the venue that the books were found to have. */
    public long checksums() {
        return checksumsBefore + books().mapToLong(ReplayedBook::checksums).sum();
    }

    /** Checksums of the venue that a book was found not to have. */
    public long failedChecksums() {
        return failedBefore + books().mapToLong(ReplayedBook::failedChecksums).sum();
    }

    private Stream<ReplayedBook> books() {
        return books.values().stream().flatMap(List::stream);
    }

    /** Frames whose numbers in their connection were followed. */
    public long frameNumbers() {
        return counters.values().stream().mapToLong(FrameCounter::counted).sum();
    }

    /** How many of them did not follow the one before. */
    public long frameGaps() {
        return counters.values().stream().mapToLong(FrameCounter::gaps).sum();
    }

    /** The instruments whose books were seen, in order of their names. */
    public List<Instrument> instruments() {
        return new ArrayList<>(books.keySet());
    }

    /** The whole book of an instrument as it stands now, if one was seen. */
    public Optional<Book> book(Instrument instrument, int levelsPerSide) {
        return books.getOrDefault(instrument, List.of()).stream()
                .findFirst()
                .flatMap(ReplayedBook::book)
                .map(book -> book.toBook(levelsPerSide));
    }

    /** The whole books of an instrument as they stand now, of each connection that has its own. */
    public List<Book> books(Instrument instrument, int levelsPerSide) {
        return books.getOrDefault(instrument, List.of()).stream()
                .limit(1)
                .flatMap(it -> it.current().stream())
                .map(it -> it.toBook(levelsPerSide))
                .toList();
    }

    private ReplayedBook book(DepthMessage message) {
        ReplayedBook last = lastBook;
        if (last != null
                && last.instrument().equals(message.instrument())
                && message.kind() != DepthMessage.Kind.TOP
                && last.topLevels() == 0) {
            return last;
        }
        ReplayedBook book = findBook(message);
        lastBook = book;
        return book;
    }

    private ReplayedBook findBook(DepthMessage message) {
        boolean top = message.kind() == DepthMessage.Kind.TOP;
        return find(message.instrument(), top ? message.levelLimit() : 0);
    }

    private ReplayedBook find(Instrument instrument, int topLevels) {
        List<ReplayedBook> of = books.computeIfAbsent(instrument, _ -> new ArrayList<>());
        for (int i = 0; i < of.size(); i++) {
            if (of.get(i).topLevels() == topLevels) {
                return of.get(i);
            }
        }
        Channel channel = topLevels > 0 ? Channel.top(topLevels) : Channel.DEPTH;
        Subscription subscription = new Subscription(instrument, channel);
        ReplayedBook book =
                venue.bookRules().hasIds()
                        ? new SharedBook(follow(subscription, listener))
                        : new BookPerConnection(
                                subscription,
                                told -> follow(subscription, told),
                                listener,
                                () -> nowNs);
        // The whole book stands before the tops.
        of.add(channel.kind() == Channel.Kind.DEPTH ? 0 : of.size(), book);
        return book;
    }

    private FollowedBook follow(Subscription subscription, FeedListener told) {
        return new FollowedBook(
                subscription,
                venue.bookRules(),
                limits,
                told::onBook,
                told::onStatus,
                () -> nowNs,
                () -> 0);
    }

    private final class Reader implements DecodedListener {
        @Override
        public void onDepth(DepthMessage message) {
            Instrument wanted = only;
            if (wanted != null && !wanted.equals(message.instrument())) {
                return;
            }
            ReplayedBook book = book(message);
            if (message.kind() == DepthMessage.Kind.SNAPSHOT) {
                book.onSnapshot(message);
            } else {
                book.onMessage(connectionId, message);
            }
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
        public boolean onFrameNumber(long number) {
            counters.computeIfAbsent(connectionId, _ -> new FrameCounter())
                    .next(number)
                    .ifPresent(gap -> loseAll(LostReason.Cause.GAP, gap));
            return true;
        }

        @Override
        public void onReply(ControlReply reply) {}

        @Override
        public void onNotice(VenueNotice notice) {
            if (notice.kind() == VenueNotice.Kind.MAINTENANCE) {
                loseAll(LostReason.Cause.MAINTENANCE, notice.text());
            }
        }

        private void loseAll(LostReason.Cause cause, String detail) {
            books.values()
                    .forEach(of ->
                            of.forEach(it -> it.lose(connectionId, new LostReason(cause, detail))));
        }

        @Override
        public void onOther() {}

        @Override
        public void onBadFrame(BadFrame frame) {
            listener.onStatus(
                    new FeedStatus.BadFrame(venue.id(), frame.instrument(), frame.what()));
            if (frame.depth() && frame.instrument().isEmpty() && !venue.bookRules().hasIds()) {
                loseAll(LostReason.Cause.BAD_FRAME, frame.what());
            }
            if (frame.depth() && frame.instrument().isPresent()) {
                LostReason.Cause cause =
                        frame.number() ? LostReason.Cause.NUMBER : LostReason.Cause.BAD_FRAME;
                books.getOrDefault(frame.instrument().get(), List.of())
                        .forEach(it -> it.lose(connectionId, new LostReason(cause, frame.what())));
            }
        }
    }
}
