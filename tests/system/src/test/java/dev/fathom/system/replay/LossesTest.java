package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.cli.replay.RecordedVenue;
import dev.fathom.cli.replay.Recording;
import dev.fathom.cli.replay.Replay;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.sync.CrossedBook;
import dev.fathom.sync.LostReason.Cause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each venue's capabilities call detectable is detected in its real traffic, within the bound
 * they state, and what they call undetectable is shown to be so.
 */
class LossesTest {
    private static final String SPOT = "binance-spot/btcusdt_20240808_20240809.jsonl.gz";
    private static final String DELIVERY = "binance-coinm/btcusd_perp_20240808_20240809.jsonl.gz";
    private static final String FUTURES = "binance-usdm/btcusdt_20220811.jsonl.gz";
    private static final String KRAKEN = "kraken/v2_btcusd_depth10_resubscribes_20260801.jsonl.gz";
    private static final String BITFINEX = "bitfinex/eight_symbols_seqall_20210405.jsonl.gz";
    private static final String VECTOR = "bitfinex/txrpbtc_tiny_checksum_vector_18x25.jsonl.gz";
    private static final String UPBIT = "upbit/ten_codes_simple_20210405.jsonl.gz";

    /** Why a book was lost, and how many frames after the one that was touched. */
    private record Loss(Cause cause, int framesLater) {}

    private static List<RecordedLine> read(String file) throws Exception {
        List<RecordedLine> lines = new ArrayList<>();
        try (Recording recording = Recording.open(Captures.file(file))) {
            Optional<RecordedLine> line = recording.next();
            while (line.isPresent()) {
                lines.add(line.get());
                line = recording.next();
            }
        }
        return lines;
    }

    /** The place of the n-th frame received that is of this kind. */
    private static int find(List<RecordedLine> lines, int n, Predicate<String> kind) {
        int left = n;
        for (int i = 0; i < lines.size(); i++) {
            RecordedLine line = lines.get(i);
            if (line.kind() == RecordedLine.Kind.RECEIVED
                    && kind.test(line.text())
                    && left-- == 0) {
                return i;
            }
        }
        throw new AssertionError("no such frame");
    }

    /** Plays lines of which those from {@code touched} on were meddled with. */
    private static List<Loss> play(String file, List<RecordedLine> lines, int touched)
            throws Exception {
        List<Loss> losses = new ArrayList<>();
        int[] at = new int[1];
        FeedListener listener =
                new FeedListener() {
                    @Override
                    public void onBook(LiveBook book) {}

                    @Override
                    public void onStatus(FeedStatus status) {
                        if (status instanceof FeedStatus.BookLost lost) {
                            losses.add(new Loss(lost.reason().cause(), at[0] - touched));
                        }
                    }
                };
        Path path = Captures.file(file);
        Replay replay =
                new Replay(
                        path,
                        RecordedVenue.of(path, Optional.empty()),
                        CrossedBook.IS_LOST,
                        listener);
        for (at[0] = 0; at[0] < lines.size(); at[0]++) {
            replay.play(lines.get(at[0]));
        }
        return losses;
    }

    private static List<Loss> dropped(String file, int n, Predicate<String> kind) throws Exception {
        List<RecordedLine> lines = read(file);
        int at = find(lines, n, kind);
        lines.remove(at);
        return play(file, lines, at);
    }

    private static List<Loss> doubled(String file, int n, Predicate<String> kind) throws Exception {
        List<RecordedLine> lines = read(file);
        int at = find(lines, n, kind);
        lines.add(at, lines.get(at));
        return play(file, lines, at + 1);
    }

    private static List<Loss> swapped(String file, int n, Predicate<String> kind) throws Exception {
        List<RecordedLine> lines = read(file);
        int first = find(lines, n, kind);
        int second = find(lines, n + 1, kind);
        RecordedLine moved = lines.get(first);
        lines.set(first, lines.get(second));
        lines.set(second, moved);
        return play(file, lines, first);
    }

    private static List<Loss> changed(
            String file, int n, Predicate<String> kind, String from, String to) throws Exception {
        List<RecordedLine> lines = read(file);
        int at = find(lines, n, kind);
        RecordedLine line = lines.get(at);
        String text = line.text().replaceFirst(from, to);
        assertThat(text).as("the change").isNotEqualTo(line.text());
        lines.set(
                at,
                new RecordedLine(
                        line.number(),
                        line.kind(),
                        line.connection(),
                        line.address(),
                        line.receivedAtNs(),
                        text));
        return play(file, lines, at);
    }

    private static boolean isUpdate(String text) {
        return text.contains("depthUpdate");
    }

    @ParameterizedTest
    @ValueSource(strings = {SPOT, FUTURES, DELIVERY})
    void binanceLosesTheBookAtTheNextUpdate(String file) throws Exception {
        List<RecordedLine> lines = read(file);
        lines.remove(find(lines, 100, LossesTest::isUpdate));
        int next = find(lines, 100, LossesTest::isUpdate);

        assertThat(play(file, lines, next)).containsExactly(new Loss(Cause.GAP, 0));
        assertThat(swapped(file, 100, LossesTest::isUpdate).getFirst())
                .isEqualTo(new Loss(Cause.GAP, 0));
        assertThat(doubled(file, 100, LossesTest::isUpdate)).isEmpty();
    }

    @Test
    void futuresDoNotShowAWrongDigit() throws Exception {
        assertThat(changed(FUTURES, 100, LossesTest::isUpdate, "\",\"[1-9]", "\",\"7")).isEmpty();
    }

    // A change of the best bid that the recording has.
    private static boolean isBestBid(String text) {
        return text.contains("\"type\":\"update\"") && text.contains("\"bids\":[{");
    }

    @Test
    void krakensChecksumShowsWhatIsWrongAtOnce() throws Exception {
        assertThat(
                        changed(KRAKEN, 30, LossesTest::isBestBid, "\"qty\":0.0", "\"qty\":0.9")
                                .getFirst())
                .isEqualTo(new Loss(Cause.CHECKSUM, 0));
        assertThat(dropped(KRAKEN, 30, LossesTest::isBestBid).getFirst())
                .satisfies(it -> assertThat(it.cause()).isIn(Cause.CHECKSUM, Cause.UNKNOWN_DELETE))
                .satisfies(it -> assertThat(it.framesLater()).isBetween(0, 2));
        assertThat(swapped(KRAKEN, 30, LossesTest::isBestBid).getFirst())
                .satisfies(it -> assertThat(it.cause()).isIn(Cause.CHECKSUM, Cause.UNKNOWN_DELETE))
                .satisfies(it -> assertThat(it.framesLater()).isZero());
    }

    private static boolean isNumbered(String text) {
        return text.startsWith("[") && !text.contains("hb");
    }

    @Test
    void bitfinexNumbersShowEveryMissingFrameAtTheNextOne() throws Exception {
        assertThat(dropped(BITFINEX, 500, LossesTest::isNumbered))
                .isNotEmpty()
                .allMatch(new Loss(Cause.GAP, 0)::equals);
        assertThat(doubled(BITFINEX, 500, LossesTest::isNumbered).getFirst())
                .isEqualTo(new Loss(Cause.GAP, 0));
        assertThat(swapped(BITFINEX, 500, LossesTest::isNumbered).getFirst())
                .isEqualTo(new Loss(Cause.GAP, 0));
        assertThat(dropped(BITFINEX, 10, it -> it.contains("\"hb\"")))
                .isNotEmpty()
                .allMatch(new Loss(Cause.GAP, 0)::equals);
    }

    @Test
    void bitfinexChecksumsShowAWrongDigitAndNumbersDoNot() throws Exception {
        assertThat(changed(VECTOR, 0, it -> it.contains("12,266122.94"), "266122.94", "266122.95"))
                .containsExactly(new Loss(Cause.CHECKSUM, 1));
        assertThat(
                        changed(
                                BITFINEX,
                                500,
                                it -> it.matches("\\[\\d+,\\[[\\d.]+,[1-9]\\d*,[\\d.]+\\],\\d+\\]"),
                                ",([\\d.]+)\\]",
                                ",9$1]"))
                .isEmpty();
    }

    @Test
    void upbitShowsNothingAndTheNextMessageHeals() throws Exception {
        Predicate<String> book = it -> it.contains("\"orderbook\"");
        assertThat(dropped(UPBIT, 100, book)).isEmpty();
        assertThat(doubled(UPBIT, 100, book)).isEmpty();
    }
}
