package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.feed.Book;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkpoints in a capture are good for, and what is found when they are wrong. */
class CheckpointsTest {
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    private static final String STREAM =
            "wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms";
    private static final String REQUEST =
            "https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=100 ";
    private static final long SECOND_NS = 1_000_000_000;
    // Behind the time at which the test runs, so that each of its hours begins a segment.
    private static final long START_NS =
            (System.currentTimeMillis() / 3_600_000 + 1) * 3_600 * SECOND_NS;
    private static final int UPDATES = 2_000;
    private static final int PER_HOUR = 500;

    private static final List<Subscription> STREAMS = List.of(new Subscription(BTC, Channel.DEPTH));

    @TempDir private Path temporary;
    private final List<String> told = new ArrayList<>();

    private Path folder() {
        return temporary.resolve("raw");
    }

    private static RawLine line(long atNs, long connection, RawLine.Kind kind, String text) {
        return new RawLine(atNs, atNs, connection, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static long atNs(int update) {
        return START_NS + update * 3_600 * SECOND_NS / PER_HOUR;
    }

    private static String update(int id) {
        return """
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":%d,"s":"BTCUSDT",\
        "U":%d,"u":%d,"b":[["%d.50","%d"]],"a":[["%d.25","%d"]]}}\
        """
                .formatted(id, id, id, 100 - id % 7, id, 200 + id % 5, id);
    }

    private static List<RawLine> lines() {
        List<RawLine> lines = new ArrayList<>();
        lines.add(line(START_NS, 1, RawLine.Kind.OPENED, STREAM));
        lines.add(line(START_NS + 1, 0, RawLine.Kind.ANSWERED, snapshot(0)));
        for (int id = 1; id <= UPDATES; id++) {
            lines.add(line(atNs(id), 1, RawLine.Kind.IN, update(id)));
        }
        return lines;
    }

    private void write(List<RawLine> lines, CaptureOptions options) throws IOException {
        try (Capture capture =
                Capture.open(
                        folder(), new CaptureRun("test", Map.of(), STREAMS), options, told::add)) {
            lines.forEach(capture::put);
        }
    }

    private static CaptureOptions every(Duration time) {
        return CaptureOptions.of(Retention.ALL).with(new CheckpointRule(time, 0));
    }

    private String at(long atNs) throws IOException {
        return text(RecordedBook.at(RawCapture.open(folder()), BTC, atNs, 100));
    }

    private String fromTheStart(long atNs) throws IOException {
        return text(RecordedBook.fromTheStart(RawCapture.open(folder()), BTC, atNs, 100));
    }

    private static String text(Optional<Book> book) {
        return book.map(it -> it.state() + " " + it.levels()).orElse("none");
    }

    private List<CheckpointPlace> places() throws IOException {
        return RawCapture.open(folder()).checkpoints();
    }

    private void damage(int segment, long at) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        Segments.file(folder(), segment),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, at);
            file.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
        }
    }

    @Test
    void whatLiesBeforeACheckpointIsNotRead() throws IOException {
        write(lines(), every(Duration.ofMinutes(20)));
        String before = fromTheStart(atNs(1_900));
        damage(2, 100);

        assertThat(at(atNs(1_900))).startsWith("Live[lastId=1900]").isEqualTo(before);
        assertThatThrownBy(() -> fromTheStart(atNs(1_900)))
                .isInstanceOf(BadCaptureException.class)
                .hasMessageContaining("segment 2");
    }

    @Test
    void everySegmentBeginsWithACheckpointAndTheFirstOneLeftIsOfUse() throws IOException {
        write(lines(), every(Duration.ofHours(9)));
        assertThat(places()).extracting(CheckpointPlace::segment).containsExactly(3, 4, 5, 6);
        String before = fromTheStart(atNs(1_700));
        for (int segment = 1; segment <= 4; segment++) {
            Files.setLastModifiedTime(Segments.file(folder(), segment), FileTime.fromMillis(0));
        }
        Capture.open(
                        folder(),
                        new CaptureRun("test", Map.of(), STREAMS),
                        CaptureOptions.of(new Retention(Duration.ofDays(1), 0)),
                        told::add)
                .close();

        assertThat(places()).extracting(CheckpointPlace::segment).containsExactly(5, 6);
        assertThat(Files.exists(Segments.file(folder(), 4))).isFalse();
        assertThat(at(atNs(1_700))).startsWith("Live[lastId=1700]").isEqualTo(before);
        // What is read from the first line that is left begins with the checkpoint too.
        assertThat(fromTheStart(atNs(1_700))).isEqualTo(before);
        assertThat(at(atNs(1_400))).isEqualTo("none");
        List<Long> ids = new ArrayList<>();
        Verification found = Verifier.verify(folder(), book -> note(book, ids));
        assertThat(found.wrong()).isEmpty();
        assertThat(found.booksCompared()).isEqualTo(1);
        assertThat(found.booksPassedOver()).isEqualTo(1);
        assertThat(ids).hasSize(UPDATES - 3 * PER_HOUR + 1).endsWith((long) UPDATES);
    }

    private static void note(LiveBook book, List<Long> ids) {
        ids.add(book.lastId());
    }

    @Test
    void aCheckpointThatSaysAnotherLevelIsFound() throws IOException {
        write(lines(), every(Duration.ofMinutes(90)));
        assertThat(Verifier.verify(folder(), _ -> {}).wrong()).isEmpty();
        assertThat(Verifier.verify(folder(), _ -> {}).booksCompared()).isPositive();
        for (String change :
                List.of("300.25|300.26", "\"source\":1|\"source\":2", "btcusdt|ethusdt")) {
            List<RawLine> changed = new ArrayList<>();
            String[] fromTo = change.split("\\|", -1);
            RawCapture.open(folder())
                    .read((line, _) -> {
                        boolean note = line.kind() == RawLine.Kind.NOTE;
                        if (Notes.isCheckpoint(line)) {
                            String text = line.text().replace(fromTo[0], fromTo[1]);
                            changed.add(line(line.receivedAtNs(), 0, RawLine.Kind.NOTE, text));
                        } else if (!note) {
                            changed.add(line);
                        }
                    });
            Path other = temporary.resolve("changed" + change.length());
            try (Capture capture =
                    Capture.open(
                            other,
                            new CaptureRun("test", Map.of(), STREAMS),
                            every(Duration.ZERO),
                            told::add)) {
                changed.forEach(capture::put);
            }

            assertThat(Verifier.verify(other, _ -> {}).wrong())
                    .as(change)
                    .isNotEmpty()
                    .allMatch(it -> it.contains(" checkpoint"));
        }
    }

    @Test
    void aQuietBookIsNotWrittenAgainAndAgain() throws IOException {
        write(
                lines(),
                CaptureOptions.of(Retention.ALL)
                        .with(CheckpointRule.USUAL.withEvery(Duration.ofMinutes(1))));
        long[] bytes = new long[2];
        RawCapture.open(folder())
                .read((line, _) ->
                        bytes[Notes.isCheckpoint(line) ? 1 : 0] += line.payload().length);

        assertThat(places()).hasSizeGreaterThan(3);
        assertThat(bytes[1] * 50).isLessThan(bytes[0]);
    }

    @Test
    void withoutCheckpointsABookIsReadFromTheStart() throws IOException {
        write(lines(), every(Duration.ZERO));

        assertThat(places()).isEmpty();
        assertThat(at(atNs(1_700))).startsWith("Live[lastId=1700]");
    }

    @Test
    void whatCannotBePlayedCostsTheCheckpointsAndNotTheRecord() throws IOException {
        List<RawLine> lines = new ArrayList<>(lines());
        lines.add(1_000, line(atNs(999), 2, RawLine.Kind.OPENED, "no address"));
        write(lines, every(Duration.ofMinutes(20)));

        List<RawLine> read = new ArrayList<>();
        RawCapture.open(folder())
                .read((line, _) -> {
                    if (line.kind() != RawLine.Kind.NOTE) {
                        read.add(line);
                    }
                });
        assertThat(read).hasSameSizeAs(lines);
        assertThat(told).filteredOn(it -> it.contains("no more checkpoints")).hasSize(1);
        assertThat(places()).allMatch(it -> it.untilNs() < atNs(1_001));
    }

    @Test
    void aPartBeginsAtTheLastCheckpointThatIsEarlyEnough() throws IOException {
        write(lines(), every(Duration.ofMinutes(20)));
        CheckpointPlace some = places().get(4);
        Duration settled = Duration.ofMinutes(1);
        RawCapture capture = RawCapture.open(folder());
        long earlyNs = some.untilNs() + settled.toNanos() - 1;

        assertThat(capture.placeBefore(earlyNs, settled).orElseThrow().untilNs())
                .isEqualTo(places().get(3).untilNs());
        assertThat(capture.placeBefore(earlyNs + 1, settled).orElseThrow().untilNs())
                .isEqualTo(some.untilNs());
        assertThat(capture.placeBefore(START_NS, settled)).isEmpty();
        assertThat(capture.placeBefore(Long.MIN_VALUE, settled)).isEmpty();
        List<String> part = told(capture, capture.placeBefore(earlyNs + 1, settled), earlyNs);
        assertThat(part)
                .isEqualTo(told(capture, Optional.empty(), earlyNs))
                .hasSizeGreaterThan(100);
    }

    @Test
    void aBookThatWaitedForASnapshotAtTheCheckpointIsNotMissedInSilence() throws IOException {
        write(lines(), every(Duration.ofMinutes(20)));
        long atNs = places().get(4).untilNs();
        List<RawLine> lines = new ArrayList<>(lines());
        lines.add(line(atNs - 7 * SECOND_NS, 2, RawLine.Kind.OPENED, of(STREAM, "eth")));
        lines.add(line(atNs - 6 * SECOND_NS, 2, RawLine.Kind.IN, of(update(1), "eth")));
        lines.add(line(atNs - 5 * SECOND_NS, 2, RawLine.Kind.IN, of(update(2), "eth")));
        lines.add(line(atNs + 5 * SECOND_NS, 0, RawLine.Kind.ANSWERED, of(snapshot(1), "eth")));
        lines.add(line(atNs + 6 * SECOND_NS, 2, RawLine.Kind.IN, of(update(3), "eth")));
        lines.add(line(atNs + 30 * SECOND_NS, 2, RawLine.Kind.CLOSED, "1006 gone"));
        lines.sort(Comparator.comparingLong(RawLine::receivedAtNs));
        Path both = temporary.resolve("both");
        try (Capture capture =
                Capture.open(
                        both,
                        new CaptureRun("test", Map.of(), STREAMS),
                        every(Duration.ofMinutes(20)),
                        told::add)) {
            lines.forEach(capture::put);
        }
        RawCapture capture = RawCapture.open(both);
        Duration settled = Duration.ofMinutes(1);
        Optional<CheckpointPlace> place = capture.placeBefore(atNs + 70 * SECOND_NS, settled);
        assertThat(place.orElseThrow().untilNs()).isEqualTo(atNs);

        assertThat(told(capture, Optional.empty(), atNs))
                .anyMatch(it -> it.contains("ETHUSDT") && it.contains("live"));
        assertThatThrownBy(() -> told(capture, place, atNs))
                .isInstanceOf(CaptureReplay.MissedBookException.class)
                .hasMessageContaining("ETHUSDT");
    }

    private static String of(String text, String other) {
        return text.replace("btc", other).replace("BTC", other.toUpperCase(Locale.ROOT));
    }

    private static String snapshot(int id) {
        return "200 %s{\"lastUpdateId\":%d,\"bids\":[[\"90.5\",\"1\"]],\"asks\":[[\"300.25\",\"2\"]]}"
                .formatted(REQUEST, id);
    }

    // What is told of books from an instant on.
    private static List<String> told(
            RawCapture capture, Optional<CheckpointPlace> from, long fromNs) throws IOException {
        List<String> told = new ArrayList<>();
        boolean[] open = new boolean[1];
        FeedListener listener =
                new FeedListener() {
                    @Override
                    public void onBook(LiveBook book) {
                        if (open[0]) {
                            told.add(text(Optional.of(book.toBook(100))));
                        }
                    }

                    @Override
                    public void onStatus(FeedStatus status) {
                        if (open[0]) {
                            told.add(status.text());
                        }
                    }
                };
        CaptureVenues venues = CaptureVenues.of(capture);
        CaptureReplay replay =
                from.map(it ->
                                CaptureReplay.booksFrom(
                                        it,
                                        Duration.ofMinutes(1),
                                        venues,
                                        SyncLimits.DEFAULT,
                                        listener))
                        .orElseGet(() -> new CaptureReplay(venues, SyncLimits.DEFAULT, listener));
        capture.readUntil(
                from,
                Long.MAX_VALUE,
                (line, segment) -> {
                    open[0] |= line.receivedAtNs() >= fromNs;
                    replay.line(line, segment);
                });
        return told;
    }

    @Test
    void whatWasImportedInAnyOrderIsFoundByItsTime() throws IOException {
        List<RawLine> late = new ArrayList<>();
        late.add(line(atNs(501), 1, RawLine.Kind.OPENED, STREAM));
        late.add(line(atNs(501), 0, RawLine.Kind.ANSWERED, snapshot(500)));
        late.addAll(lines().subList(502, 1002));
        importRun(late);
        importRun(lines().subList(0, 502));
        List<RawLine> other = new ArrayList<>();
        lines().subList(0, 102)
                .forEach(it ->
                        other.add(
                                line(
                                        it.receivedAtNs(),
                                        it.connection(),
                                        it.kind(),
                                        of(it.text(), "eth"))));
        importRun(other);

        assertThat(at(atNs(700))).startsWith("Live[lastId=700]");
        assertThat(at(atNs(300))).startsWith("Live[lastId=300]");
        assertThat(at(atNs(50))).startsWith("Live[lastId=50]");
        assertThat(
                        text(
                                RecordedBook.at(
                                        RawCapture.open(folder()),
                                        new Instrument("binance", "ETHUSDT"),
                                        atNs(60),
                                        100)))
                .startsWith("Live[lastId=60]");
        assertThat(RawCapture.open(folder()).placeBefore(atNs(900), Duration.ZERO)).isEmpty();
    }

    private void importRun(List<RawLine> lines) throws IOException {
        try (Capture capture = Capture.open(folder(), "test", Map.of(), Retention.ALL, told::add)) {
            lines.forEach(capture::put);
        }
    }

    // The note of an import is years younger than what was imported.
    @Test
    void aNoteOfAnotherTimeKeepsNothingFromBeingRead() throws IOException {
        List<RawLine> past = new ArrayList<>();
        long shiftNs = 1_000 * 86_400 * SECOND_NS;
        lines().forEach(it ->
                past.add(
                        new RawLine(
                                it.receivedAtNs() - shiftNs,
                                it.monotonicNs(),
                                it.connection(),
                                it.kind(),
                                it.payload())));
        write(past, every(Duration.ZERO));

        assertThat(fromTheStart(atNs(1_700) - shiftNs)).startsWith("Live[lastId=1700]");
    }
}
