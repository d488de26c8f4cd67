package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.capture.RawLine.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is too slow costs lines, each of them named, and never whoever brings them. */
@Timeout(60)
class SlowDiskTest {
    private static final long MOST_BYTES = 1 << 20;
    private static final long BASE_NS = System.currentTimeMillis() * 1_000_000;

    @TempDir private Path folder;
    private final HeldDisk disk = new HeldDisk();
    private final Random random = new Random(5);
    private final List<RawLine> put = new ArrayList<>();

    private Capture open() throws IOException {
        return Capture.open(
                folder,
                new CaptureRun("test", Map.of(), List.of()),
                new CaptureOptions(Retention.ALL, disk, MOST_BYTES),
                _ -> {});
    }

    private RawLine line(Kind kind) {
        // Text that hardly gets smaller, so that the disk has something to do.
        byte[] payload = new byte[1000];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (' ' + random.nextInt(90));
        }
        long ns = BASE_NS + put.size();
        return new RawLine(ns, ns, 3, kind, payload);
    }

    private void put(Capture capture, int lines) {
        for (int i = 0; i < lines; i++) {
            RawLine line = line(Kind.IN);
            put.add(line);
            capture.put(line);
        }
    }

    /** What was written, and what its notes say was not: together all there was, in order. */
    private long assertAllIsThereOrNamed() throws IOException {
        List<RawLine> written = new ArrayList<>();
        RawCapture.Integrity files =
                RawCapture.open(folder)
                        .read((line, _) -> {
                            if (!line.beginsRun()) {
                                written.add(line);
                            }
                        });
        assertThat(files.wrong()).isEmpty();
        assertThat(files.open()).isFalse();
        int at = 0;
        long leftOut = 0;
        for (RawLine line : written) {
            if (line.kind() != Kind.NOTE) {
                assertThat(line.receivedAtNs()).isEqualTo(put.get(at).receivedAtNs());
                assertThat(line.payload()).isEqualTo(put.get(at).payload());
                at++;
                continue;
            }
            JsonNode note = Notes.read(line);
            assertThat(note.path("what").asText()).isEqualTo("left-out");
            assertThat(note.path("why").asText()).isEqualTo("overflow");
            int lines = note.path("lines").asInt();
            assertThat(note.path("fromNs").asLong()).isEqualTo(put.get(at).receivedAtNs());
            at += lines;
            assertThat(note.path("toNs").asLong()).isEqualTo(put.get(at - 1).receivedAtNs());
            leftOut += lines;
        }
        assertThat(at).isEqualTo(put.size());
        return leftOut;
    }

    @Test
    void linesAreTakenAtOnceWhileTheDiskHangsAndRecordingGoesOnByItself() throws Exception {
        long leftOut;
        try (Capture capture = open()) {
            put(capture, 1);
            disk.awaitHanging();
            put(capture, 20_000);
            assertThat(capture.waitingBytes()).isBetween(MOST_BYTES / 2, MOST_BYTES);
            leftOut = capture.leftOut();
            assertThat(leftOut).isGreaterThan(15_000);
            assertThat(capture.lines()).isZero();

            disk.takeAll();
            // Room comes with the disk.
            while (capture.leftOut() + capture.lines() < 20_000) {
                Thread.onSpinWait();
            }
            put(capture, 100);
            assertThat(capture.leftOut()).isEqualTo(leftOut);
        }
        assertThat(assertAllIsThereOrNamed()).isEqualTo(leftOut);
    }

    @Test
    void aDiskThatTakesLittleAtATimeLosesNothingWithoutANote() throws Exception {
        long leftOut;
        try (Capture capture = open()) {
            for (int i = 0; i < 50; i++) {
                put(capture, 200);
                disk.take(20_000 + random.nextInt(80_000));
                assertThat(capture.waitingBytes()).isLessThan(MOST_BYTES * 9 / 8);
            }
            leftOut = capture.leftOut();
            assertThat(leftOut).isPositive();
            disk.takeAll();
        }
        assertThat(assertAllIsThereOrNamed()).isEqualTo(leftOut);
    }

    @Test
    void whatIsLeftOutLastIsNamedBehindEverything() throws Exception {
        try (Capture capture = open()) {
            put(capture, 1);
            disk.awaitHanging();
            put(capture, 3000);
            disk.takeAll();
        }
        assertThat(assertAllIsThereOrNamed()).isPositive();
    }

    @Test
    void theBeginningAndEndOfAConnectionHaveRoomWhenMessagesHaveNone() throws Exception {
        try (Capture capture = open()) {
            put(capture, 1);
            disk.awaitHanging();
            put(capture, 3000);
            for (Kind kind : List.of(Kind.OPENED, Kind.OUT, Kind.CLOSED)) {
                put.add(line(kind));
                capture.put(put.getLast());
                put(capture, 5);
            }
            put.add(line(Kind.IN));
            capture.putNeeded(put.getLast());
            put(capture, 5);
            disk.takeAll();
        }
        assertAllIsThereOrNamed();
        List<Kind> kinds = new ArrayList<>();
        RawCapture.open(folder).read((line, _) -> kinds.add(line.kind()));
        assertThat(kinds)
                .containsSubsequence(
                        Kind.NOTE,
                        Kind.OPENED,
                        Kind.NOTE,
                        Kind.OUT,
                        Kind.NOTE,
                        Kind.CLOSED,
                        Kind.NOTE,
                        Kind.IN,
                        Kind.NOTE);
    }
}
