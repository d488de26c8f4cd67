package dev.fathom.cli.record;

import dev.fathom.capture.BookNote;
import dev.fathom.capture.Capture;
import dev.fathom.capture.CaptureOptions;
import dev.fathom.capture.CaptureRun;
import dev.fathom.capture.CapturingTransport;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.FeedArguments;
import dev.fathom.cli.common.ProgramVersion;
import dev.fathom.cli.common.Shell;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.PollListener;
import dev.fathom.feed.Poller;
import dev.fathom.feed.Reach;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.NettyTransport;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The raw capture of a recording, if one is wanted. Owned by one thread. */
final class RawSink implements AutoCloseable {
    private final Optional<Capture> capture;

    private RawSink(Optional<Capture> capture) {
        this.capture = capture;
    }

    /**
     * Opens one.
     *
     * @param folder empty if none is wanted
     * @param how it is written
     */
    static RawSink open(
            Optional<Path> folder,
            FeedOptions options,
            List<Wanted> wanted,
            CaptureOptions how,
            Shell shell)
            throws IOException {
        if (folder.isEmpty()) {
            return new RawSink(Optional.empty());
        }
        Map<String, List<String>> addresses = new TreeMap<>();
        wanted.forEach(it -> {
            String venue = it.instrument().venue();
            Endpoints at =
                    options.endpoints()
                            .getOrDefault(venue, Venues.named(venue).endpoints().getFirst());
            addresses.put(
                    venue, Stream.of(at.webSocket(), at.rest()).map(Object::toString).toList());
        });
        return new RawSink(
                Optional.of(
                        Capture.open(
                                folder.get(),
                                new CaptureRun(ProgramVersion.text(), addresses, streams(wanted)),
                                how,
                                shell::tell)));
    }

    private static List<Subscription> streams(List<Wanted> wanted) {
        return wanted.stream()
                .flatMap(it ->
                        it.channels().stream()
                                .map(channel -> new Subscription(it.instrument(), channel)))
                .toList();
    }

    /** What is to be noted of venues beside what they send; empty where nothing is captured. */
    Optional<VenueFacts> facts(
            VenueFacts.Question<Reach> reach,
            VenueFacts.Question<List<InstrumentInfo>> instruments,
            List<Wanted> wanted,
            Shell shell) {
        Set<Instrument> recorded =
                wanted.stream().map(Wanted::instrument).collect(Collectors.toSet());
        return capture.map(it ->
                new VenueFacts(
                        it,
                        reach,
                        instruments,
                        recorded,
                        shell::tell,
                        task -> Thread.ofVirtual().name("fathom-facts").start(task)));
    }

    /** Opens the feed that is captured. */
    Feed feed(FeedOptions options) {
        return capture.isEmpty()
                ? FeedArguments.open(options)
                : Feed.open(
                        options,
                        new CapturingTransport(
                                NettyTransport.open(options.transport()), capture.get()),
                        new SplittableRandom());
    }

    /**
     * Opens the poller that is captured.
     *
     * @throws Failure if the options are wrong, such as a CA file that cannot be read
     */
    Poller poller(FeedOptions options, Duration every, PollListener listener) {
        try {
            return Poller.open(
                    options,
                    new CapturingTransport(
                            NettyTransport.open(options.transport()), capture.orElseThrow()),
                    new SplittableRandom(),
                    every,
                    listener);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Notes a book as it stands between two messages. */
    void note(Feed feed, Instrument instrument, int levels) {
        capture.ifPresent(it ->
                feed.read(
                        instrument,
                        levels,
                        book -> it.put(BookNote.of(book, book.takenAtNs(), System.nanoTime()))));
    }

    /** Lines written. */
    long lines() {
        return capture.map(Capture::lines).orElse(0L);
    }

    /** Lines that the disk was too slow for. */
    long leftOut() {
        return capture.map(Capture::leftOut).orElse(0L);
    }

    /** Bytes written. */
    long bytes() {
        return capture.map(Capture::bytes).orElse(0L);
    }

    @Override
    public void close() throws IOException {
        if (capture.isPresent()) {
            capture.get().close();
        }
    }
}
