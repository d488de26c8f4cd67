package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A capture as it lies in a folder: its lines in order, and what is wrong with its files.
 * Immutable; reading it is for one thread at a time.
 */
public final class RawCapture {
    /** How far from their places in time lines may stand, in nanoseconds. */
    public static final long DISORDER_NS = 10_000_000_000L;

    private final Path folder;
    private final List<JsonNode> manifest;
    private final Map<Integer, JsonNode> seals = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Integer> removed = new HashSet<>();

    private RawCapture(Path folder, List<JsonNode> manifest) {
        this.folder = folder;
        this.manifest = manifest;
        for (JsonNode line : manifest) {
            int segment = line.path("segment").asInt();
            switch (line.path("what").asText()) {
                case "segment" -> names.add(Segments.name(segment));
                case "sealed" -> seals.putIfAbsent(segment, line);
                case "removed" -> removed.add(segment);
                default -> {
                    // Of no segment's beginning or end.
                }
            }
        }
    }

    /** Told the lines of a capture. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The next line.
         *
         * @param segment number of its segment
         */
        void line(RawLine line, int segment) throws IOException;
    }

    /**
     * What is known of the files.
     *
     * @param segments how many there are
     * @param lines that can be read
     * @param bytes of them on the disk
     * @param unread bytes that a crash cut off, by segment
     * @param removed segments that were not to be kept any longer
     * @param wrong what is not as it was written, and where
     * @param open whether the last segment was not sealed: the capture goes on, or crashed
     * @param certificate one hash over all that was read
     */
    public record Integrity(
            int segments,
            long lines,
            long bytes,
            Map<Integer, Long> unread,
            List<Integer> removed,
            List<String> wrong,
            boolean open,
            String certificate) {}

    /** True when the folder holds a capture. */
    public static boolean isAt(Path folder) {
        return Files.exists(folder.resolve(Manifest.NAME));
    }

    /**
     * Opens a capture for reading.
     *
     * @throws IOException naming the folder, or the line of its manifest that is wrong
     */
    public static RawCapture open(Path folder) throws IOException {
        try {
            Manifest.checkTail(folder);
            return new RawCapture(folder, Manifest.read(folder));
        } catch (NoSuchFileException e) {
            throw new IOException(folder + " holds no capture: it has no " + Manifest.NAME, e);
        } catch (BadCaptureException e) {
            throw new BadCaptureException(folder + ": " + e.getMessage(), e);
        }
    }

    /** Where venues were reached when it was written: addresses by venue id. */
    public Map<String, List<String>> venues() {
        return addresses("venues");
    }

    /** Where the account was reached that was followed: addresses by its kind; mostly empty. */
    public Map<String, List<String>> accounts() {
        return addresses(Manifest.ACCOUNTS);
    }

    private Map<String, List<String>> addresses(String of) {
        Map<String, List<String>> venues = new LinkedHashMap<>();
        for (JsonNode line : manifest) {
            line.path(of)
                    .properties()
                    .forEach(venue -> {
                        List<String> all =
                                venues.computeIfAbsent(venue.getKey(), _ -> new ArrayList<>());
                        venue.getValue()
                                .forEach(address -> {
                                    if (!all.contains(address.asText())) {
                                        all.add(address.asText());
                                    }
                                });
                    });
        }
        return venues;
    }

    /** How the clocks of venues stood beside ours while it was written, in order. */
    public List<ClockCheck> clocks() {
        return manifest.stream().flatMap(it -> ClockCheck.read(it).stream()).toList();
    }

    /** What its manifest tells of venues, without the marks of its place there. */
    List<ObjectNode> facts() {
        return manifest.stream()
                .filter(it -> Notes.is(ClockCheck.WHAT, it) || Notes.is(Listing.WHAT, it))
                .map(Manifest::content)
                .toList();
    }

    /** How many collectors' records were merged into this one; 1 for a plain record. */
    public int collectors() {
        return manifest.stream().mapToInt(it -> it.path(Manifest.MERGED).size()).max().stream()
                .map(it -> Math.max(1, it))
                .findFirst()
                .orElse(1);
    }

    /**
     * Where a replay of books may begin that is to tell from an instant on what one from the start
     * tells: at the last checkpoint early enough that has every book that any of its process has.
     *
     * @param fromNs the instant, nanoseconds since 1970 UTC
     * @param settled how long before the instant: until then what a checkpoint has not is known to
     *     matter or not, see {@link CaptureReplay#booksFrom}
     * @return empty for the start
     */
    public Optional<CheckpointPlace> placeBefore(long fromNs, Duration settled)
            throws BadCaptureException {
        return isInOrderOfTime() ? checkpointPlaces().before(fromNs, settled) : Optional.empty();
    }

    /**
     * Whether what a later process wrote is surely of later times: recorders name what they follow,
     * imports bring any time in any order.
     */
    public boolean isInOrderOfTime() {
        List<JsonNode> runs = manifest.stream().filter(it -> Notes.is(Notes.RUN, it)).toList();
        return runs.size() < 2 || runs.stream().allMatch(it -> it.has(CaptureRun.INSTRUMENTS));
    }

    /** The checkpoints of segments that are still there, first to last. */
    List<CheckpointPlace> checkpoints() throws BadCaptureException {
        return checkpointPlaces().all();
    }

    private CheckpointPlaces checkpointPlaces() throws BadCaptureException {
        return CheckpointPlaces.read(
                manifest, segment -> Files.exists(Segments.file(folder, segment)));
    }

    /**
     * Reads the lines up to an instant and little further; those of each process where these are
     * not {@linkplain #isInOrderOfTime in order of time}. Lines of merged records may stand before
     * or after earlier ones, by up to {@link #DISORDER_NS}.
     *
     * @param untilNs nanoseconds since 1970 UTC
     * @throws BadCaptureException if something on the way is not as it was written
     */
    public void readUntil(long untilNs, Reader reader) throws IOException {
        readUntil(Optional.empty(), untilNs, reader);
    }

    /** The same from a checkpoint on, without a look at what lies before it. */
    public void readUntil(Optional<CheckpointPlace> from, long untilNs, Reader reader)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        read(from, wrong, new Until(untilNs, reader));
        if (!wrong.isEmpty()) {
            throw new BadCaptureException(folder + ": " + wrong.getFirst());
        }
    }

    /**
     * Passes lines on up to an instant. A note may be of another time, such as that of an import:
     * it stands where the next message does.
     */
    private static final class Until implements Reader {
        private final long untilNs;
        private final Reader reader;
        private final List<RawLine> early = new ArrayList<>();

        Until(long untilNs, Reader reader) {
            this.untilNs = untilNs;
            this.reader = reader;
        }

        @Override
        public void line(RawLine line, int segment) throws IOException {
            boolean later = line.receivedAtNs() > untilNs;
            if (later && line.kind() == RawLine.Kind.NOTE) {
                early.add(line);
                return;
            }
            if (later && line.receivedAtNs() - DISORDER_NS > untilNs) {
                early.clear();
                throw new ReachedException();
            }
            if (later) {
                return;
            }
            for (RawLine each : early) {
                reader.line(each, segment);
            }
            early.clear();
            reader.line(line, segment);
        }
    }

    /** What was wanted of a process has been read. */
    private static final class ReachedException extends IOException {
        @Serial private static final long serialVersionUID = 1;
    }

    /**
     * Reads all lines that can be read, and checks the files on the way. What is wrong with one
     * segment does not keep the next from being read.
     */
    public Integrity read(Reader reader) throws IOException {
        return read(Optional.empty(), new ArrayList<>(), reader);
    }

    private Integrity read(Optional<CheckpointPlace> from, List<String> wrong, Reader reader)
            throws IOException {
        int firstSegment = from.map(CheckpointPlace::segment).orElse(0);
        Map<Integer, Long> unread = new LinkedHashMap<>();
        List<Integer> gone = new ArrayList<>();
        byte[] chain = Chain.start();
        int segments = 0;
        long lines = 0;
        long bytes = 0;
        boolean open = false;
        boolean isReached = false;
        for (JsonNode line : manifest) {
            isReached &= !Notes.is(Notes.RUN, line);
            int number = line.path("segment").asInt();
            if (!line.path("what").asText().equals("segment") || number < firstSegment) {
                continue;
            }
            Optional<JsonNode> seal = Optional.ofNullable(seals.get(number));
            if (isReached) {
                chain = seal.isPresent() ? Chain.parse(chainOf(seal.get())) : chain;
                continue;
            }
            Path file = Segments.file(folder, number);
            segments++;
            open = seal.isEmpty();
            if (removed.contains(number)) {
                gone.add(number);
                chain = seal.isPresent() ? Chain.parse(chainOf(seal.get())) : chain;
                continue;
            }
            boolean wasMissing =
                    seal.map(it -> it.path("why").asText().equals("missing")).orElse(false);
            if (!Files.exists(file)) {
                if (!wasMissing) {
                    wrong.add("segment %d is missing: %s".formatted(number, file));
                }
                chain = seal.isPresent() ? Chain.parse(chainOf(seal.get())) : chain;
                continue;
            }
            boolean first = number == firstSegment;
            byte[] before = first ? from.map(CheckpointPlace::chain).orElse(chain) : chain;
            long at = first ? from.map(CheckpointPlace::at).orElse(0L) : 0;
            try (SegmentReader in = SegmentReader.open(file, before, at)) {
                try {
                    for (Optional<Block> block = in.next(); block.isPresent(); block = in.next()) {
                        readBlock(block.get(), number, reader);
                    }
                    check(seal, in, number, unread, wrong);
                } catch (ReachedException _) {
                    isReached = true;
                } catch (BadCaptureException e) {
                    wrong.add("segment %d, %s: %s".formatted(number, file, e.getMessage()));
                }
                if (isReached && isInOrderOfTime()) {
                    break;
                }
                lines += in.lines();
                bytes += in.position();
                chain = seal.isPresent() ? Chain.parse(chainOf(seal.get())) : in.chain();
            }
        }
        if (!isReached) {
            unnamed().forEach(it -> wrong.add("the manifest does not name " + it));
        }
        return new Integrity(segments, lines, bytes, unread, gone, wrong, open, Chain.hex(chain));
    }

    private List<String> unnamed() throws IOException {
        List<String> unnamed;
        try (Stream<Path> files = Files.list(folder)) {
            unnamed =
                    files.map(it -> it.getFileName().toString())
                            .filter(it -> it.endsWith(Segments.SUFFIX))
                            .filter(it -> !names.contains(it))
                            .sorted()
                            .toList();
        }
        if (unnamed.isEmpty()) {
            return unnamed;
        }
        // A recorder may have begun one since the manifest was read.
        Set<String> named = new RawCapture(folder, Manifest.read(folder)).names;
        return unnamed.stream().filter(it -> !named.contains(it)).toList();
    }

    private static String chainOf(JsonNode seal) {
        return seal.path("chain").asText();
    }

    private static void check(
            Optional<JsonNode> seal,
            SegmentReader in,
            int number,
            Map<Integer, Long> unread,
            List<String> wrong)
            throws BadCaptureException {
        if (in.unread() > 0) {
            unread.put(number, in.unread());
        }
        if (seal.isEmpty()) {
            return;
        }
        JsonNode said = seal.get();
        if (said.path("bytes").asLong() != in.position()
                || said.path("unread").asLong() != in.unread()
                || !Arrays.equals(Chain.parse(chainOf(said)), in.chain())) {
            wrong.add(
                    ("segment %d ends after block %d, line %d, byte %d; it was sealed after block"
                                    + " %d, line %d, byte %d")
                            .formatted(
                                    number,
                                    in.blocks(),
                                    in.lines(),
                                    in.position(),
                                    said.path("blocks").asInt(),
                                    said.path("lines").asLong(),
                                    said.path("bytes").asLong()));
        }
    }

    private static void readBlock(Block block, int segment, Reader reader) throws IOException {
        byte[] text = block.text();
        int from = 0;
        int lines = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n') {
                reader.line(RawLine.read(text, from, at), segment);
                from = at + 1;
                lines++;
            }
        }
        if (from != text.length || lines != block.lines()) {
            throw new BadCaptureException(
                    "a block of %d lines instead of %d".formatted(lines, block.lines()));
        }
    }
}
