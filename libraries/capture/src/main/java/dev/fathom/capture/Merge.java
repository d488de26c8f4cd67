package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.capture.MergedStream.Message;
import dev.fathom.market.Subscription;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Makes one record of those of several collectors. Where a venue's ids follow each other, a message
 * is written when it tells something new, in the order of ids; everything else is written in the
 * order of time. What several collectors tell of one id is compared. Owned by one thread.
 */
public final class Merge {
    // Clocks and ways differ: what closes a gap is looked for so far ahead.
    private static final long AHEAD_NS = RawCapture.DISORDER_NS / 2;

    /**
     * What was merged.
     *
     * @param lines that were read
     * @param repeated messages that told nothing new and were left out
     * @param compared messages of which another collector told the same last id
     * @param different those that said something else; each is noted in the record
     */
    public record Result(long lines, long repeated, long compared, long different) {}

    /** A connection of a source. */
    private record Open(VenueFormat venue, Decoder decoder) {}

    /** A line in its place, with the message that it is, if it is one with ids of its own. */
    private static final class Entry implements MergedStream.Waiting {
        final RawLine line;
        final int source;
        final long placeNs;
        final long number;
        final List<MessageOf> messages;
        boolean done;

        Entry(RawLine line, int source, long placeNs, long number, List<MessageOf> messages) {
            this.line = line;
            this.source = source;
            this.placeNs = placeNs;
            this.number = number;
            this.messages = messages;
        }

        @Override
        public Message message() {
            return messages.getFirst().message();
        }
    }

    /** A message of a stream. */
    record MessageOf(Subscription stream, Message message) {}

    private final Capture into;
    private final CaptureVenues venues;
    private final List<MergeSource> sources;
    private final LongConsumer progress;
    private final PriorityQueue<Entry> window =
            new PriorityQueue<>(
                    Comparator.<Entry>comparingLong(it -> it.placeNs)
                            .thenComparingInt(it -> it.source)
                            .thenComparingLong(it -> it.number));
    private final List<Map<Long, Open>> connections = new ArrayList<>();
    private final List<Map<Long, RawLine>> unclosed = new ArrayList<>();
    private final List<ArrayDeque<Entry>> unplaced = new ArrayList<>();
    private final Map<Subscription, MergedStream<Entry>> streams = new HashMap<>();
    private long lines;
    private long repeated;
    private long compared;
    private long different;

    private Merge(
            Capture into, CaptureVenues venues, List<MergeSource> sources, LongConsumer progress) {
        this.into = into;
        this.venues = venues;
        this.sources = sources;
        this.progress = progress;
        sources.forEach(_ -> {
            connections.add(new HashMap<>());
            unclosed.add(new LinkedHashMap<>());
            unplaced.add(new ArrayDeque<>());
        });
    }

    /**
     * Merges.
     *
     * @param version of the program that writes
     * @param progress told how many lines were read, now and then
     * @throws IOException if a record is damaged or cannot be read, or the new one not be written
     */
    public static Result merge(
            List<Path> from,
            Path to,
            String version,
            CaptureListener listener,
            LongConsumer progress)
            throws IOException, InterruptedException {
        return merge(from, to, version, CaptureOptions.of(Retention.ALL), listener, progress);
    }

    /**
     * Merges.
     *
     * @param options how the new record is written
     */
    public static Result merge(
            List<Path> from,
            Path to,
            String version,
            CaptureOptions options,
            CaptureListener listener,
            LongConsumer progress)
            throws IOException, InterruptedException {
        if (from.size() < 2) {
            throw new IOException("a merge needs at least two records");
        }
        if (RawCapture.isAt(to)) {
            throw new IOException(to + " holds a capture already: merge into a new folder");
        }
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        for (Path folder : from) {
            RawCapture record = RawCapture.open(folder);
            if (!record.accounts().isEmpty()) {
                throw new IOException(
                        folder + " holds the recording of an account, which cannot be merged");
            }
            record.venues().forEach((venue, its) -> add(addresses, venue, its));
        }
        List<MergeSource> sources = new ArrayList<>();
        try (Capture into =
                Capture.openMerged(to, version, addresses, names(from), options, listener)) {
            for (Path folder : from) {
                RawCapture.open(folder).facts().forEach(into::putFact);
                sources.add(MergeSource.open(sources.size(), folder));
            }
            return new Merge(into, new CaptureVenues(addresses, from.size()), sources, progress)
                    .run();
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + "; " + to + " holds no more than what came before", e);
        } finally {
            sources.forEach(MergeSource::close);
        }
    }

    private static void add(Map<String, List<String>> addresses, String venue, List<String> more) {
        List<String> all = addresses.computeIfAbsent(venue, _ -> new ArrayList<>());
        more.stream().filter(it -> !all.contains(it)).forEach(all::add);
    }

    private static List<String> names(List<Path> folders) {
        return folders.stream().map(it -> String.valueOf(it.getFileName())).toList();
    }

    private Result run() throws IOException, InterruptedException {
        fill();
        for (Entry entry = window.poll(); entry != null; entry = window.poll()) {
            if (!entry.done) {
                place(entry);
            }
            fill();
        }
        return new Result(lines, repeated, compared, different);
    }

    // Every source is read so far ahead of the line that is next.
    private void fill() throws IOException, InterruptedException {
        for (MergeSource source : sources) {
            while (!source.hasEnded() && isWanted(source)) {
                Optional<RawLine> line = source.next();
                if (line.isPresent()) {
                    take(source, line.get());
                }
            }
        }
    }

    private boolean isWanted(MergeSource source) {
        Entry next = window.peek();
        return next == null || source.placeNs() <= next.placeNs + AHEAD_NS;
    }

    private void take(MergeSource source, RawLine line) throws IOException {
        lines++;
        if (lines % 100_000 == 0) {
            progress.accept(lines);
        }
        Map<Long, Open> open = connections.get(source.number());
        List<MessageOf> messages = List.of();
        switch (line.kind()) {
            case OPENED -> {
                URI address = URI.create(line.text());
                venues.at(address)
                        .ifPresent(venue ->
                                open.put(
                                        line.connection(),
                                        new Open(venue, venue.converse(address).decoder())));
            }
            case IN -> {
                Open its = open.get(line.connection());
                messages =
                        its == null
                                ? List.of()
                                : MergedMessages.of(its.venue(), its.decoder(), line);
            }
            case OUT, CLOSED, ASKED, ANSWERED, NOTE -> {
                // Tell no message.
            }
        }
        Entry entry = new Entry(line, source.number(), source.placeNs(), lines, messages);
        window.add(entry);
        if (messages.size() == 1) {
            stream(entry).await(entry);
        } else {
            unplaced.get(source.number()).add(entry);
        }
    }

    private MergedStream<Entry> stream(Entry entry) {
        return streams.computeIfAbsent(
                entry.messages.getFirst().stream(), _ -> new MergedStream<>());
    }

    private void place(Entry entry) throws IOException, InterruptedException {
        if (entry.messages.size() != 1) {
            placeUpTo(entry);
            return;
        }
        entry.done = true;
        MergedStream<Entry> stream = stream(entry);
        stream.reach(entry.message());
        stream.awaitNoMore(entry);
        for (Optional<Entry> other = stream.before(entry.message());
                other.isPresent();
                other = stream.before(entry.message())) {
            Entry earlier = other.get();
            placeUpTo(earlier);
            earlier.done = true;
            stream.awaitNoMore(earlier);
            compareAndWrite(stream, earlier);
        }
        if (stream.isTold(entry.message())) {
            repeated++;
            compare(stream, entry);
        } else {
            compareAndWrite(stream, entry);
        }
    }

    // Whatever a message's connection needs stands before it, as it did where it comes from.
    private void placeUpTo(Entry entry) throws IOException, InterruptedException {
        ArrayDeque<Entry> its = unplaced.get(entry.source);
        for (Entry next = its.peek();
                next != null && next.number <= entry.number;
                next = its.peek()) {
            its.remove();
            next.done = true;
            write(next);
        }
    }

    private void compareAndWrite(MergedStream<Entry> stream, Entry entry)
            throws IOException, InterruptedException {
        compare(stream, entry);
        stream.write(entry.message(), entry.placeNs);
        write(entry);
    }

    private void compare(MergedStream<Entry> stream, Entry entry) throws InterruptedException {
        if (!stream.isComparable(entry.message())) {
            return;
        }
        compared++;
        Optional<String> difference = stream.difference(entry.message());
        if (difference.isPresent()) {
            different++;
            ObjectNode note =
                    Manifest.line(Notes.DISAGREEMENT)
                            .put("stream", entry.messages.getFirst().stream().toString())
                            .put("id", entry.message().last())
                            .put("detail", difference.get());
            put(entry, RawLine.Kind.NOTE, 0, note.toString());
        }
    }

    private void write(Entry entry) throws IOException, InterruptedException {
        RawLine line = entry.line;
        Map<Long, RawLine> open = unclosed.get(entry.source);
        switch (line.kind()) {
            case OPENED -> {
                open.put(line.connection(), line);
                put(entry, line.kind(), line.connection(), line.payload());
            }
            case CLOSED -> {
                open.remove(line.connection());
                // The books of a collector that ends go on if another one has them.
                if (Notes.isEnd(line) && isAnotherOpen(entry.source)) {
                    put(entry, RawLine.Kind.CLOSED, line.connection(), Notes.stopped());
                } else {
                    put(entry, line.kind(), line.connection(), line.payload());
                }
            }
            case NOTE -> writeNote(entry, open);
            case IN, OUT, ASKED, ANSWERED ->
                    put(entry, line.kind(), line.connection(), line.payload());
        }
    }

    private boolean isAnotherOpen(int source) {
        for (int i = 0; i < unclosed.size(); i++) {
            if (i != source && !unclosed.get(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    // A collector that begins anew has left its connections.
    private void writeNote(Entry entry, Map<Long, RawLine> open)
            throws IOException, InterruptedException {
        JsonNode note = Notes.read(entry.line);
        if (!Notes.is(Notes.RUN, note)) {
            put(entry, RawLine.Kind.NOTE, 0, entry.line.payload());
            return;
        }
        for (Long connection : open.keySet()) {
            put(entry, RawLine.Kind.CLOSED, connection, Notes.stopped());
        }
        open.clear();
    }

    private void put(Entry entry, RawLine.Kind kind, long connection, String text)
            throws InterruptedException {
        put(entry, kind, connection, text.getBytes(StandardCharsets.UTF_8));
    }

    // Connections of all sources take turns, so that each number still says whose it is.
    private void put(Entry entry, RawLine.Kind kind, long connection, byte[] payload)
            throws InterruptedException {
        into.putWaiting(
                new RawLine(
                        entry.line.receivedAtNs(),
                        entry.line.monotonicNs(),
                        connection * sources.size() + entry.source,
                        kind,
                        payload));
    }
}
