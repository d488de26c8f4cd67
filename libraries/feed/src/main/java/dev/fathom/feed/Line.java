package dev.fathom.feed;

import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.Backoff;
import dev.fathom.net.Frame;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget;
import dev.fathom.net.Transport;
import dev.fathom.sync.LostReason.Cause;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A line to a venue that stays up: one connection, its successor while they change over, and the
 * instruments that it carries. Everything happens on its loop.
 */
final class Line implements Socket.Owner {
    // Changing over (before the venue's age limit, on its notice, or when a stream went dead) is
    // make before break: the successor's updates wait beside each book until they continue it, then
    // the
    // book moves; when all have moved, or the time is up, the old connection is closed.

    private static final double OLDEST_SHARE = 0.96;
    private static final long MOVES_APART_NS = TimeUnit.SECONDS.toNanos(5);

    private final Venue venue;
    private final Endpoints endpoints;
    private final String route;
    private final Loop loop;
    private final Transport transport;
    private final ConnectBudget connects;
    private final FeedTimings timings;
    private final BookCare.Surroundings surroundings;
    private final Backoff reconnects;
    private final Instruments instruments;
    private final Announcer announcer;
    private final LineTraffic traffic = new LineTraffic();
    private final long retireAtAgeNs;
    private @Nullable Socket current;
    private @Nullable Socket next;
    private @Nullable FrameReader reader;
    private boolean connectScheduled;
    private boolean closed;
    private long nextOpenedAtNs;
    private long frameNs;
    private long movedAtNs;
    private boolean moved;
    private long overlappedAtNs;
    private boolean overlapped;

    Line(
            Venue venue,
            Endpoints endpoints,
            String route,
            Loop loop,
            Transport transport,
            RequestDesk desk,
            ConnectBudget connects,
            FeedOptions options,
            RandomGenerator random) {
        this.venue = venue;
        this.endpoints = endpoints;
        this.route = route;
        this.loop = loop;
        this.transport = transport;
        this.connects = connects;
        this.timings = options.timings();
        this.instruments = new Instruments(random);
        this.announcer = instruments.announcer();
        this.reconnects = new Backoff(timings.firstRetry(), timings.lastRetry(), random);
        this.surroundings =
                new BookCare.Surroundings(
                        venue,
                        endpoints,
                        desk,
                        loop,
                        timings,
                        options.snapshotLevels(),
                        announcer::tell,
                        this::resubscribe,
                        this::move);
        // Ages are staggered, so that the lines of one feed do not move together.
        double share = OLDEST_SHARE - 0.05 * random.nextDouble();
        this.retireAtAgeNs = (long) (venue.streamLimits().oldestConnection().toNanos() * share);
        loop.schedule(timings.tick().toNanos(), this::tick);
    }

    Loop loop() {
        return loop;
    }

    @Nullable FollowedInstrument instrument(Instrument instrument) {
        return instruments.get(instrument);
    }

    /** Adds a listener and what it needs. */
    void follow(Instrument instrument, Listening listening) {
        if (closed) {
            return;
        }
        List<Subscription> more = instruments.add(instrument, listening, surroundings);
        FollowedInstrument followed = instruments.get(instrument);
        if (followed != null && followed.books().stream().allMatch(BookCare::isRefused)) {
            askWhetherKnown(instrument);
        }
        Socket socket = current;
        if (socket == null) {
            connectLater(0);
            return;
        }
        more.forEach(s -> instruments.book(s).ifPresent(book -> book.handOver(socket, false)));
        for (Socket each : sockets()) {
            if (each.isOpen()) {
                subscribe(each, more);
            }
        }
    }

    private void subscribe(Socket socket, List<Subscription> more) {
        socket.subscribe(more);
        if (socket == current) {
            more.forEach(it -> instruments.book(it).ifPresent(BookCare::asked));
            more.forEach(it -> instruments.tape(it).ifPresent(TapeCare::asked));
        }
    }

    /** Begins a book anew where its first state comes with the stream. */
    private void resubscribe(Subscription subscription) {
        Socket socket = current;
        if (socket != null && socket.isOpen()) {
            socket.unsubscribe(List.of(subscription));
            subscribe(socket, List.of(subscription));
        }
    }

    /** Takes a listener away, and the subscriptions that nobody needs any more. */
    void unfollow(Instrument instrument, Listening listening) {
        List<Subscription> gone = instruments.remove(instrument, listening);
        for (Socket socket : sockets()) {
            if (instruments.isEmpty()) {
                socket.end(1000, "nothing is followed");
            } else if (socket.isOpen() && !gone.isEmpty()) {
                socket.unsubscribe(gone);
            }
        }
        if (instruments.isEmpty()) {
            current = null;
            next = null;
        }
    }

    // A venue takes subscriptions to what it does not have, and stays silent. A book is told by the
    // answer to its snapshot request; without a book, or when that was refused before this listener
    // came, somebody else has to ask.
    private void askWhetherKnown(Instrument instrument) {
        venue.snapshot(endpoints, instrument, 1)
                .ifPresent(request ->
                        surroundings
                                .desk()
                                .ask(
                                        request,
                                        RequestBudget.Priority.HIGH,
                                        loop,
                                        result -> tellRefusal(instrument, result)));
    }

    private void tellRefusal(Instrument instrument, HttpResult result) {
        if (result instanceof HttpResult.Answer answer && answer.status() != 200) {
            RestRefusal refusal = venue.refusal(answer.status(), answer.body());
            if (refusal.permanent()) {
                announcer.tell(new FeedStatus.Refused(instrument, refusal.text()));
            }
        }
    }

    void close() {
        closed = true;
        sockets().forEach(socket -> socket.end(1000, "closed"));
        instruments.clear();
    }

    private List<Socket> sockets() {
        List<Socket> sockets = new ArrayList<>(2);
        if (current != null) {
            sockets.add(current);
        }
        if (next != null) {
            sockets.add(next);
        }
        return sockets;
    }

    private void connectLater(long waitNs) {
        if (!connectScheduled) {
            connectScheduled = true;
            loop.schedule(
                    Math.max(waitNs, connects.waitNs(loop.monotonicNs())),
                    () -> {
                        connectScheduled = false;
                        if (connects.waitNs(loop.monotonicNs()) > 0) {
                            // Another line was first.
                            connectLater(0);
                            return;
                        }
                        if (!closed && current == null && !instruments.isEmpty()) {
                            Socket opening = connect();
                            current = opening;
                            instruments.forEachBook(b -> b.handOver(opening, false));
                        }
                    });
        }
    }

    private Socket connect() {
        connects.count(loop.monotonicNs());
        List<Subscription> inAddress = inAddress();
        URI uri = venue.streamUri(endpoints, route, inAddress);
        Socket socket = new Socket(this, venue, loop, venue.converse(uri), inAddress);
        socket.attach(transport.connect(loop, uri, socket));
        return socket;
    }

    private List<Subscription> inAddress() {
        List<Subscription> all = instruments.subscriptions();
        int most = 0;
        int tooMany = venue.subscribesByAddress() ? all.size() + 1 : 1;
        while (tooMany - most > 1) {
            int middle = (most + tooMany) >>> 1;
            URI uri = venue.streamUri(endpoints, route, all.subList(0, middle));
            if (uri.toString().length() <= venue.streamLimits().longestUri()) {
                most = middle;
            } else {
                tooMany = middle;
            }
        }
        return List.copyOf(all.subList(0, most));
    }

    @Override
    public void opened(Socket socket) {
        List<Subscription> all = instruments.subscriptions();
        announcer.tell(
                new FeedStatus.Connected(
                        venue.id(), socket.id(), endpoints.webSocket(), all.size()));
        List<Subscription> others = new ArrayList<>(all);
        others.removeAll(socket.inAddress());
        subscribe(socket, others);
        if (socket == next) {
            nextOpenedAtNs = loop.monotonicNs();
        }
        subscribed(socket, socket.inAddress());
    }

    void subscribed(Socket socket, List<Subscription> subscriptions) {
        if (socket == current) {
            subscriptions.forEach(s -> instruments.book(s).ifPresent(BookCare::subscribed));
            subscriptions.forEach(s -> instruments.tape(s).ifPresent(TapeCare::subscribed));
        }
    }

    void refused(List<Subscription> subscriptions, String what) {
        if (subscriptions.isEmpty()) {
            String refusal = "the venue refuses a request: " + what;
            announcer.tell(new FeedStatus.BadFrame(venue.id(), Optional.empty(), refusal));
        }
        for (Subscription subscription : subscriptions) {
            instruments
                    .book(subscription)
                    .ifPresentOrElse(
                            book -> book.refuse(what),
                            () ->
                                    announcer.tell(
                                            new FeedStatus.Refused(
                                                    subscription.instrument(), what)));
        }
    }

    @Override
    public void frame(Socket socket, Frame frame) {
        frameNs = frame.monotonicNs();
        announcer.frame(frame);
        socket.decoder().decode(frame, reader(socket));
        traffic.count(frame.length());
        if (next != null) {
            moveBooks(false);
        }
    }

    /** What the frame that is being read carries. */
    LineTraffic traffic() {
        return traffic;
    }

    /** What its streams have brought. */
    List<Traffic> traffics() {
        List<Traffic> all = instruments.traffics();
        all.add(new Traffic(venue.id(), Optional.empty(), traffic.others().amounts()));
        return all;
    }

    /** When the frame that is being read was complete here, by the monotonic clock. */
    long frameNs() {
        return frameNs;
    }

    // Kept from frame to frame: while two connections change over, one is made now and then.
    private FrameReader reader(Socket socket) {
        FrameReader last = reader;
        if (last != null && last.socket() == socket) {
            return last;
        }
        FrameReader fresh = new FrameReader(this, socket);
        reader = fresh;
        return fresh;
    }

    // What one connection has already brought may still be on its way on the other.
    private void endOverlap() {
        next = null;
        overlapped = true;
        overlappedAtNs = loop.monotonicNs();
    }

    /** True for the connection that is not about to take over. */
    boolean isCurrent(Socket socket) {
        return socket == current;
    }

    /** True while two connections may bring the same quotes, or did so a moment ago. */
    boolean isOverlapping() {
        return next != null
                || (overlapped
                        && loop.monotonicNs() - overlappedAtNs < timings.handOver().toNanos());
    }

    Announcer announcer() {
        return announcer;
    }

    Venue venue() {
        return venue;
    }

    @Override
    public void closed(Socket socket, String cause) {
        if (closed) {
            return;
        }
        if (socket == next) {
            endOverlap();
            announcer.tell(new FeedStatus.Disconnected(venue.id(), socket.id(), cause, 0));
            takeBack(socket);
            return;
        }
        Socket successor = next;
        if (successor != null && successor.isOpen()) {
            moveBooks(true);
            return;
        }
        if (successor != null) {
            successor.end(1000, "starting over");
            endOverlap();
        }
        current = null;
        long waitNs = reconnects.failed();
        announcer.tell(
                new FeedStatus.Disconnected(
                        venue.id(), socket.id(), cause, TimeUnit.NANOSECONDS.toMillis(waitNs)));
        instruments.forEachBook(book -> book.disconnected(cause));
        instruments.forEachTape(tape -> tape.disconnected(cause));
        connectLater(waitNs);
    }

    // Books that had moved already go on where the others have stayed.
    private void takeBack(Socket from) {
        Socket old = current;
        instruments.forEachBook(book -> {
            if (old != null && book.isFrom(from)) {
                book.move(old, false, "the connection it had moved to ended");
            }
        });
        instruments.forEachBook(BookCare::forgetStandby);
    }

    /** Opens a successor, unless one is on its way or has just taken over. */
    void move(String reason) {
        Socket old = current;
        boolean tooSoon = moved && loop.monotonicNs() - movedAtNs < MOVES_APART_NS;
        boolean mayConnect = connects.waitNs(loop.monotonicNs()) == 0;
        if (closed || next != null || old == null || !old.isOpen() || tooSoon || !mayConnect) {
            return;
        }
        announcer.tell(new FeedStatus.Moving(venue.id(), old.id(), reason));
        nextOpenedAtNs = loop.monotonicNs();
        next = connect();
    }

    private void moveBooks(boolean now) {
        Socket old = current;
        Socket successor = next;
        if (successor == null || !successor.isOpen()) {
            return;
        }
        if (now) {
            current = successor;
        }
        List<BookCare> staying = new ArrayList<>();
        instruments.forEachBook(book -> {
            if (!book.isFrom(successor) && (now || book.canHandOver())) {
                book.move(successor, true, "the new connection has not begun it");
            }
            if (!book.isFrom(successor)) {
                staying.add(book);
            }
        });
        if (!staying.isEmpty()) {
            return;
        }
        current = successor;
        endOverlap();
        instruments.forEachBook(BookCare::forgetStandby);
        instruments.forEachTape(TapeCare::moved);
        moved = true;
        movedAtNs = loop.monotonicNs();
        if (old != null) {
            old.end(1000, "moved");
            announcer.tell(new FeedStatus.Moved(venue.id(), old.id(), successor.id()));
        }
    }

    private void tick() {
        if (closed) {
            return;
        }
        loop.schedule(timings.tick().toNanos(), this::tick);
        lookAfterSockets();
        instruments.forEachBook(BookCare::tick);
        instruments.forEachTape(TapeCare::tick);
    }

    private void lookAfterSockets() {
        for (Socket socket : sockets()) {
            if (!socket.seemsAlive(timings.silence().toNanos())) {
                socket.end(1001, "silent");
                closed(socket, "no sign of life for " + 2 * timings.silence().toMillis() + " ms");
            }
        }
        Socket socket = current;
        if (socket == null || !socket.isOpen()) {
            return;
        }
        if (socket.ageNs() > timings.lastRetry().toNanos()) {
            reconnects.succeeded();
        }
        if (next != null) {
            long waitedNs = loop.monotonicNs() - nextOpenedAtNs;
            moveBooks(waitedNs > timings.handOver().toNanos());
        } else if (socket.ageNs() > retireAtAgeNs) {
            move("the venue closes connections of this age");
        }
    }

    /** A frame of nobody knows which book could not be understood, and no id will reveal it. */
    void spoiled(Socket socket, String what) {
        instruments.forEachBook(book -> {
            if (book.isFrom(socket) && book.book().sync().isLive()) {
                book.lose(Cause.BAD_FRAME, what);
            }
        });
    }

    /** Frames of a connection were lost, nobody knows of which of its books. */
    void framesAreMissing(Socket socket, String gap) {
        instruments.forEachBook(book -> {
            if (book.isFrom(socket)) {
                book.lose(Cause.GAP, gap);
            }
        });
        reconnect(socket, gap);
    }

    /** The venue pauses. */
    void pause(Socket socket, String what) {
        instruments.forEachBook(book -> {
            if (book.isFrom(socket)) {
                book.lose(Cause.MAINTENANCE, what);
            }
        });
    }

    /** Gives a connection up for another one. */
    void reconnect(Socket socket, String why) {
        socket.end(1000, "starting over");
        closed(socket, why);
    }

    /** A channel that has nothing to tell is alive. */
    void heartbeat(Socket socket, Subscription subscription) {
        if (socket == current) {
            instruments.book(subscription).ifPresent(BookCare::heartbeat);
            instruments
                    .trafficOf(subscription)
                    .ifPresent(it -> traffic.carries(it, Traffic.Kind.HEARTBEAT));
            instruments.tape(subscription).ifPresent(TapeCare::heartbeat);
        }
    }

    /** A frame that could not be understood may have held trades. */
    void tradesAreDoubtful(Optional<Instrument> whose, String what) {
        instruments.forEachTape(tape -> {
            if (whose.isEmpty() || whose.get().equals(tape.subscription().instrument())) {
                tape.doubt(what);
            }
        });
    }

    /** A frame that could not be understood may have been part of these books. */
    void spoiled(Socket socket, Instrument instrument, boolean number, String what) {
        FollowedInstrument followed = instruments.get(instrument);
        if (followed == null) {
            return;
        }
        for (BookCare book : followed.books()) {
            if (book.isFrom(socket)) {
                book.lose(number ? Cause.NUMBER : Cause.BAD_FRAME, what);
            }
        }
    }
}
