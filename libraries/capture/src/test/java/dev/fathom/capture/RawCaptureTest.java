package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.fathom.capture.RawCapture.Integrity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written can be read, and what was changed since is found. */
class RawCaptureTest {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int EDITS = Integer.getInteger("fathom.edits", 400);
    // In the hour in which the test runs: another one begins another segment.
    private static final long BASE_NS = System.currentTimeMillis() * 1_000_000 / HOUR_NS * HOUR_NS;

    @TempDir private Path folder;
    private final List<String> told = new ArrayList<>();

    private Capture open() throws IOException {
        return open(Retention.ALL);
    }

    private Capture open(Retention retention) throws IOException {
        return Capture.open(
                folder,
                "test",
                Map.of("venue", List.of("ws://a:1", "http://a:2")),
                retention,
                line -> {
                    // The machine's disk may really be small.
                    if (!line.endsWith(" MB are free on its disk")) {
                        told.add(line);
                    }
                });
    }

    private static RawLine line(long ns, byte[] payload) {
        return new RawLine(ns, ns / 2, 3, RawLine.Kind.IN, payload);
    }

    private static byte[] payload(Random random) {
        byte[] payload = new byte[1 + random.nextInt(300)];
        if (random.nextInt(10) == 0) {
            random.nextBytes(payload);
            return payload;
        }
        Arrays.fill(payload, (byte) ('a' + random.nextInt(20)));
        return payload;
    }

    /** Several segments, the lines hours apart. */
    private List<RawLine> write(Random random, int hours) throws IOException {
        List<RawLine> lines = new ArrayList<>();
        try (Capture capture = open()) {
            for (int hour = 0; hour < hours; hour++) {
                for (int i = 0; i < 200; i++) {
                    RawLine line = line(BASE_NS + hour * HOUR_NS + i, payload(random));
                    lines.add(line);
                    capture.put(line);
                }
            }
        }
        return lines;
    }

    private Integrity read(List<RawLine> into) throws IOException {
        return RawCapture.open(folder)
                .read((line, _) -> {
                    if (line.kind() != RawLine.Kind.NOTE) {
                        into.add(line);
                    }
                });
    }

    private static String text(RawLine line) {
        return line.receivedAtNs()
                + " "
                + line.monotonicNs()
                + " "
                + line.connection()
                + " "
                + line.kind()
                + " "
                + Chain.hex(Chain.sha256(line.payload()));
    }

    private static void assertSame(List<RawLine> read, List<RawLine> written) {
        assertThat(read.stream().map(RawCaptureTest::text).toList())
                .isEqualTo(written.stream().map(RawCaptureTest::text).toList());
    }

    @Test
    void whatIsWrittenIsReadByteForByte() throws IOException {
        List<RawLine> written = write(new Random(5), 3);
        List<RawLine> read = new ArrayList<>();

        Integrity files = read(read);

        assertSame(read, written);
        assertThat(files.wrong()).isEmpty();
        assertThat(files.unread()).isEmpty();
        assertThat(files.open()).isFalse();
        assertThat(files.segments()).isEqualTo(3);
        assertThat(RawCapture.open(folder).venues())
                .isEqualTo(Map.of("venue", List.of("ws://a:1", "http://a:2")));
        assertThat(told).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeAFolderIsNamedWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "something else");

        assertThatThrownBy(() -> Segments.open(file, Disk.DIRECT, new ArrayList<>()))
                .hasMessage("cannot record into " + file + ": it is a file");
        assertThatThrownBy(() -> Segments.open(file.resolve("in"), Disk.DIRECT, new ArrayList<>()))
                .hasMessageStartingWith("cannot make the folder " + file.resolve("in") + ": ");
    }

    @Test
    void aSecondRunGoesOnInANewSegment() throws IOException {
        List<RawLine> written = write(new Random(5), 1);
        byte[] first = Files.readAllBytes(Segments.file(folder, 1));
        written.addAll(write(new Random(6), 1));
        List<RawLine> read = new ArrayList<>();

        Integrity files = read(read);

        assertSame(read, written);
        assertThat(files.segments()).isEqualTo(2);
        assertThat(files.wrong()).isEmpty();
        assertThat(Files.readAllBytes(Segments.file(folder, 1))).isEqualTo(first);
    }

    @Test
    void aCrashBeforeASegmentIsNamedDoesNotKeepTheNextRunFromBeginning() throws IOException {
        List<RawLine> written = write(new Random(5), 1);
        Files.createFile(Segments.file(folder, 2));

        written.addAll(write(new Random(6), 1));

        List<RawLine> read = new ArrayList<>();
        assertThat(read(read).wrong()).isEmpty();
        assertSame(read, written);
    }

    @Test
    void whatAPowerFailureLeftBehindTheLastBlockDoesNotKeepTheNextRunFromBeginning()
            throws IOException {
        List<RawLine> written = write(new Random(5), 1);
        Path segment = Segments.file(folder, 1);
        byte[] all = Files.readAllBytes(segment);
        List<String> manifest = Files.readAllLines(folder.resolve(Manifest.NAME));
        Files.writeString(
                folder.resolve(Manifest.NAME), manifest.get(0) + "\n" + manifest.get(1) + "\n");
        Files.write(segment, Arrays.copyOf(all, all.length + 4096));

        written.addAll(write(new Random(6), 1));

        List<RawLine> read = new ArrayList<>();
        assertThat(read(read).wrong()).singleElement().asString().startsWith("segment 1, ");
        assertSame(read, written);
    }

    @Test
    void aFolderThatIsBeingWrittenIsRefused() throws IOException {
        try (Capture first = open()) {
            first.put(line(BASE_NS, new byte[] {'a'}));
            assertThatThrownBy(this::open).isInstanceOf(IOException.class);
            first.put(line(BASE_NS + HOUR_NS, new byte[] {'b'}));
        }

        List<RawLine> read = new ArrayList<>();
        assertThat(read(read).wrong()).isEmpty();
        assertThat(read).hasSize(2);
    }

    @Test
    void aSegmentThatIsBegunWhileOthersAreReadIsNotWrong() throws IOException {
        write(new Random(5), 1);
        RawCapture before = RawCapture.open(folder);
        write(new Random(6), 1);

        assertThat(before.read((_, _) -> {}).wrong()).isEmpty();
    }

    @Test
    void aCrashLeavesAtMostATailUnread() throws IOException {
        List<RawLine> written = write(new Random(5), 1);
        // As if the process had died in the middle of a write, before the segment was sealed.
        Path segment = Segments.file(folder, 1);
        byte[] all = Files.readAllBytes(segment);
        List<String> manifest = Files.readAllLines(folder.resolve(Manifest.NAME));
        Files.writeString(
                folder.resolve(Manifest.NAME),
                manifest.get(0) + "\n" + manifest.get(1) + "\n{\"what\":\"sea");
        Files.write(segment, Arrays.copyOf(all, all.length + 50));
        List<RawLine> read = new ArrayList<>();

        Integrity before = read(read);
        assertSame(read, written);
        assertThat(before.open()).isTrue();
        assertThat(before.unread()).containsExactly(Map.entry(1, 50L));
        assertThat(before.wrong()).isEmpty();

        written.addAll(write(new Random(6), 1));
        assertThat(told)
                .containsExactly(segment + ": the last write was cut off, 50 bytes cannot be read");
        read.clear();
        Integrity after = read(read);
        assertSame(read, written);
        assertThat(after.open()).isFalse();
        assertThat(after.wrong()).isEmpty();
        assertThat(after.unread()).containsExactly(Map.entry(1, 50L));
    }

    @Test
    void anyEditIsFound() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        write(random, 3);
        Map<String, byte[]> sound = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sound.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        List<String> names = List.copyOf(sound.keySet());
        for (int i = 0; i < EDITS; i++) {
            String name = names.get(random.nextInt(names.size()));
            String what = edit(random, name, sound.getOrDefault(name, new byte[0]));
            assertThat(wrong()).as("seed %d, edit %d: %s", seed, i, what).isNotEmpty();
            for (Map.Entry<String, byte[]> file : sound.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(wrong()).isEmpty();
    }

    @Test
    void anyByteOfTheManifestThatIsAnotherIsFound() throws IOException {
        write(new Random(5), 1);
        Path manifest = folder.resolve(Manifest.NAME);
        byte[] sound = Files.readAllBytes(manifest);
        for (int at = 0; at < sound.length; at++) {
            for (int other : new int[] {'\n', '\r', ' ', 0x0b, sound[at] ^ 1, sound[at] + 1}) {
                byte[] more = new byte[sound.length + 1];
                System.arraycopy(sound, 0, more, 0, at);
                more[at] = (byte) other;
                System.arraycopy(sound, at, more, at + 1, sound.length - at);
                Files.write(manifest, more);
                assertThat(wrong()).as("%d put in at %d", other, at).isNotEmpty();
                if ((byte) other != sound[at]) {
                    byte[] changed = sound.clone();
                    changed[at] = (byte) other;
                    Files.write(manifest, changed);
                    assertThat(wrong()).as("%d in place of byte %d", other, at).isNotEmpty();
                }
            }
        }
        Files.write(manifest, sound);
        assertThat(wrong()).isEmpty();
    }

    private List<String> wrong() throws IOException {
        try {
            return read(new ArrayList<>()).wrong();
        } catch (BadCaptureException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private String edit(Random random, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        int at = random.nextInt(bytes.length);
        boolean manifest = name.equals(Manifest.NAME);
        switch (random.nextInt(manifest ? 2 : 5)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                return name + ": a bit of byte " + at;
            }
            case 1 -> {
                byte[] more = new byte[bytes.length + 1];
                System.arraycopy(bytes, 0, more, 0, at);
                more[at] = (byte) (bytes[at] + 1);
                System.arraycopy(bytes, at, more, at + 1, bytes.length - at);
                Files.write(file, more);
                return name + ": a byte put in at " + at;
            }
            case 2 -> {
                Files.delete(file);
                return name + ": deleted";
            }
            case 3 -> {
                Files.write(file, Arrays.copyOf(bytes, at));
                return name + ": cut to " + at;
            }
            default -> {
                // Unpacked, a line changed, packed again.
                byte[] text = unpacked(bytes);
                text[random.nextInt(text.length)] ^= 1;
                Files.write(file, Zstd.compress(text));
                return name + ": packed again";
            }
        }
    }

    private static byte[] unpacked(byte[] segment) throws IOException {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(segment))) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatFindsNoRoomIsNamedInItsPlace() throws IOException {
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 'x');
        List<String> notes = new ArrayList<>();
        // The disk is gone for a while: nothing can be written, and the room ends.
        try (Capture capture = open()) {
            Files.move(
                    Segments.file(folder, 1),
                    folder.resolve("elsewhere"),
                    StandardCopyOption.ATOMIC_MOVE);
            Files.delete(folder.resolve(Manifest.NAME));
            Files.delete(folder.resolve("elsewhere"));
            Files.delete(folder);
            Files.writeString(folder, "a file where the folder was");
            for (int i = 0; i < 120; i++) {
                capture.put(line(BASE_NS + i, large));
            }
            await(() -> !told.isEmpty());
            Files.delete(folder);
            await(() -> told.size() > 1);
            await(() -> {
                capture.put(line(BASE_NS + 1_000, new byte[] {'z'}));
                return capture.lines() > 70;
            });
        }
        Integrity files =
                RawCapture.open(folder)
                        .read((line, _) -> {
                            if (line.kind() == RawLine.Kind.NOTE) {
                                notes.add(line.text());
                            }
                        });

        assertThat(told.getFirst()).contains("cannot be written");
        assertThat(told.getLast()).isEqualTo(folder + ": writing goes on");
        assertThat(files.wrong()).isEmpty();
        assertThat(notes).anyMatch(it -> it.contains("\"left-out\"") && it.contains("\"lines\":"));
    }

    @Test
    void whatNeedNotBeKeptIsRemovedAndTheRestStaysProven() throws IOException {
        List<RawLine> written = write(new Random(5), 4);
        long size = Files.size(Segments.file(folder, 1));
        // Room for two of them and the new one.
        open(new Retention(Duration.ZERO, size * 5 / 2)).close();
        List<RawLine> read = new ArrayList<>();

        Integrity files = read(read);

        assertThat(files.wrong()).isEmpty();
        assertThat(files.removed()).containsExactly(1, 2);
        assertSame(read, written.subList(400, 800));
        assertThat(Files.exists(Segments.file(folder, 2))).isFalse();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long endNs = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(endNs);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
