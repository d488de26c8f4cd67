package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Pacer;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.Span;
import dev.fathom.simulator.Venue;
import dev.fathom.simulator.VenueServer;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/**
 * Offers a capture as the venues that it was recorded from, on loopback. Its time begins when the
 * first client wants something, and goes on for all clients alike. Owned by one thread.
 */
public final class Serving implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);
    // A client mostly wants several things, one after the other.
    private static final Duration SETTLED = Duration.ofMillis(100);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);
    private static final int QUEUED_BYTES = 32 << 20;
    private static final int AT_ONCE = 256;

    private final Path folder;
    private final int port;
    private final Pacer pacer;
    private final Span span;
    private final SyncLimits limits;
    private final Shell shell;
    private final CountDownLatch demanded = new CountDownLatch(1);
    private final RawCapture capture;
    private final LineOwners owners;
    private final long endNs;
    private final Map<String, Served> served = new LinkedHashMap<>();
    private final List<Due> due = new ArrayList<>();
    private boolean open;

    /** A venue, and its server once it is open. */
    private static final class Served {
        final Offer offer;
        Optional<VenueServer<Venue>> server = Optional.empty();
        long behindSinceNs = Long.MAX_VALUE;

        Served(Offer offer) {
            this.offer = offer;
        }
    }

    private record Due(Served venue, RawLine line) {}

    /** The end was wished, or what was wanted has been read. */
    private static final class EndException extends IOException {
        @Serial private static final long serialVersionUID = 1;
    }

    /**
     * Looks a capture through.
     *
     * @param port the first venue's, the next venue's is one higher; 0: any free ones
     * @param limit after how long to end
     * @throws IOException if it cannot be read, or is not as it was written
     */
    public Serving(
            Path folder,
            int port,
            Pacer pacer,
            Span span,
            SyncLimits limits,
            Optional<Duration> limit,
            Shell shell)
            throws IOException {
        this.folder = folder;
        this.port = port;
        this.pacer = pacer;
        this.span = span;
        this.limits = limits;
        this.shell = shell;
        endNs = limit.map(it -> System.nanoTime() + it.toNanos()).orElse(Long.MAX_VALUE);
        capture = RawCapture.open(folder);
        CaptureVenues venues = CaptureVenues.of(capture);
        owners = new LineOwners(venues);
        Contents.of(capture, venues).forEach(this::add);
        if (served.isEmpty()) {
            throw Failure.of(folder + " holds nothing that can be served");
        }
    }

    private void add(String venue, Optional<VenueContents> contents) {
        if (contents.isEmpty()) {
            shell.tell(venue + ": cannot be served");
            return;
        }
        contents.get().leftOut().forEach(it -> shell.tell(venue + ": " + it + " is not served"));
        contents.get()
                .offer(limits, demanded::countDown)
                .ifPresentOrElse(
                        it -> served.put(venue, new Served(it)),
                        () -> shell.tell(venue + ": holds nothing that can be served"));
    }

    /**
     * Serves until the end is wished.
     *
     * @throws IOException if a port cannot be had
     */
    public void run() throws IOException {
        try {
            capture.read((line, _) -> line(line));
            if (!open) {
                throw Failure.usage(folder + " ends before --from");
            }
            flush();
        } catch (EndException _) {
            // Whatever was due has been sent.
        }
        if (!isEnd()) {
            served.values().forEach(Serving::end);
            shell.tell(folder + ": ended; connections stay open, and silent");
        }
        while (!isEnd()) {
            pause(LOOK);
        }
    }

    private void line(RawLine line) throws IOException {
        boolean note = line.kind() == RawLine.Kind.NOTE;
        if (!note && span.isOver(line.receivedAtNs())) {
            flush();
            throw new EndException();
        }
        if (!open && !note && !span.isAhead(line.receivedAtNs())) {
            open(line.receivedAtNs());
        }
        if (open) {
            await(line);
        }
        if (note) {
            served.values().forEach(it -> due.add(new Due(it, line)));
        }
        owners.of(line).map(it -> served.get(it.id())).ifPresent(it -> due.add(new Due(it, line)));
        if (due.size() >= AT_ONCE || !open) {
            flush();
        }
    }

    // Clients find the recording at its beginning, however long they take to come.
    private void open(long ns) throws IOException {
        flush();
        open = true;
        int next = port;
        for (Map.Entry<String, Served> entry : served.entrySet()) {
            Served venue = entry.getValue();
            venue.offer.begins(ns);
            VenueServer<Venue> server =
                    VenueServer.start(venue.offer::open, next, next, QUEUED_BYTES);
            venue.server = Optional.of(server);
            next += port == 0 ? 0 : 1;
            shell.tell(
                    "%s: %d streams: %s"
                            .formatted(
                                    entry.getKey(),
                                    venue.offer.streams().size(),
                                    String.join(" ", venue.offer.streams())));
            shell.out().line(entry.getKey() + "=" + server.webSocketUri() + "," + server.restUri());
        }
        shell.out().flush();
        while (demanded.getCount() > 0) {
            pause(LOOK);
            if (isEnd()) {
                throw new EndException();
            }
        }
        pause(SETTLED);
    }

    private void await(RawLine line) throws IOException {
        Duration pause = pacer.pause(line.receivedAtNs(), System.nanoTime());
        if (!pause.isZero()) {
            flush();
            pause(pause);
        }
        if (isEnd()) {
            flush();
            throw new EndException();
        }
    }

    private void flush() throws IOException {
        for (int from = 0, to = 0; from < due.size(); from = to) {
            Served venue = due.get(from).venue();
            while (to < due.size() && due.get(to).venue() == venue) {
                to++;
            }
            List<Due> left = List.copyOf(due.subList(from, to));
            while (!left.isEmpty()) {
                awaitReaders(venue);
                left = left.subList(send(venue, left), left.size());
                awaitClients(venue);
            }
        }
        due.clear();
    }

    /** Returns how many were sent: a cut of connections ends it. */
    private static int send(Served venue, List<Due> some) throws IOException {
        if (venue.server.isEmpty()) {
            for (Due each : some) {
                venue.offer.play(each.line());
            }
            return some.size();
        }
        try {
            return venue.server.get().call(_ -> play(venue.offer, some));
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException bad) {
                throw bad.getCause();
            }
            throw e;
        }
    }

    private static void end(Served venue) {
        venue.server.ifPresent(server ->
                server.call(_ -> {
                    venue.offer.ends();
                    return true;
                }));
    }

    private static int play(Offer offer, List<Due> some) {
        try {
            int played = 0;
            while (played < some.size() && !offer.awaitsClients()) {
                offer.play(some.get(played++).line());
            }
            return played;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Clients whose connections were cut, as the recorder's was, miss nothing of what it had next.
    private void awaitClients(Served venue) {
        if (venue.server.isEmpty()) {
            return;
        }
        VenueServer<Venue> server = venue.server.get();
        if (!server.call(_ -> venue.offer.awaitsClients())) {
            return;
        }
        long untilNs = System.nanoTime() + BACK_WITHIN.toNanos();
        while (System.nanoTime() < untilNs && !isEnd()) {
            if (!server.call(_ -> venue.offer.awaitsClients())) {
                pause(SETTLED);
                return;
            }
            pause(LOOK);
        }
        server.call(_ -> {
            venue.offer.awaitNobody();
            return true;
        });
    }

    // A client that is merely slower than the recording is waited for; one that has stopped to
    // read is cut by the server once too much waits for it.
    private void awaitReaders(Served venue) {
        if (venue.server.isEmpty()) {
            return;
        }
        while (venue.server.get().hasReaderBehind() && !isEnd()) {
            long nowNs = System.nanoTime();
            if (venue.behindSinceNs == Long.MAX_VALUE) {
                venue.behindSinceNs = nowNs;
            }
            if (nowNs - venue.behindSinceNs > READ_WITHIN.toNanos()) {
                return;
            }
            shell.stop().await(Duration.ofMillis(1));
        }
        venue.behindSinceNs = Long.MAX_VALUE;
    }

    private boolean isEnd() {
        return shell.stop().isWished() || System.nanoTime() >= endNs;
    }

    private void pause(Duration atMost) {
        long leftNs = endNs == Long.MAX_VALUE ? Long.MAX_VALUE : endNs - System.nanoTime();
        if (leftNs > 0) {
            shell.stop().await(Duration.ofNanos(Math.min(leftNs, atMost.toNanos())));
        }
    }

    /** Cuts every connection. */
    @Override
    public void close() {
        served.values().forEach(it -> it.server.ifPresent(VenueServer::close));
    }
}
