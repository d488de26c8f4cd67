package dev.fathom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A book under random faults of the stream: whenever it is live, it is the venue's at its id. */
class BookSyncPropertyTest {
    private static final int CHANGES = 400;

    /** One message of the stream: the changes {@code firstId} to {@code lastId}. */
    private record Batch(int firstId, int lastId) {}

    @Property(tries = 300)
    void aLiveBookIsTheVenuesBookAtItsId(
            @ForAll long seed,
            @ForAll @IntRange(max = 30) int faultsInHundred,
            @ForAll @IntRange(min = 1, max = 40) int changesInABatch) {
        Random random = new Random(seed);
        TruthBook truth = new TruthBook(random, CHANGES);
        SyncScript script = new SyncScript(new SyncLimits(12, 200, 20));
        int joins = 0;
        for (Batch batch : faulty(cut(random, changesInABatch), faultsInHundred, random)) {
            script.update(
                    batch.firstId(),
                    batch.lastId(),
                    truth.touched(batch.firstId(), batch.lastId(), random));
            check(script, truth);
            if (random.nextInt(4) == 0) {
                joins += snapshot(script, truth, batch.lastId(), random) ? 1 : 0;
                check(script, truth);
            }
            if (random.nextInt(10) == 0) {
                script.sync.beginAudit();
            }
        }

        // Without faults nothing is ever lost, and a comparison never finds a difference.
        assertThat(script.said).noneMatch(word -> word.startsWith("audit BID"));
        assertThat(script.said).noneMatch(word -> word.startsWith("audit ASK"));
        if (faultsInHundred == 0) {
            assertThat(script.said)
                    .noneMatch(word ->
                            word.startsWith("lost") && !word.startsWith("lost buffer overflow"));
            assertThat(joins).isLessThanOrEqualTo(1);
        }
    }

    /** Two connections cut the same changes into other updates; the book moves between them. */
    @Property(tries = 300)
    void aLiveBookStaysExactWhenItsSourceChanges(@ForAll long seed) {
        Random random = new Random(seed);
        TruthBook truth = new TruthBook(random, CHANGES);
        List<List<Batch>> sources = List.of(cut(random, 15), cut(random, 15));
        SyncScript script = new SyncScript(new SyncLimits(50, 500, 50));
        int source = 0;
        int at = 0;
        while (at < sources.get(source).size()) {
            Batch batch = sources.get(source).get(at++);
            script.update(
                    batch.firstId(),
                    batch.lastId(),
                    truth.touched(batch.firstId(), batch.lastId(), random));
            check(script, truth);
            if (!script.sync.isLive()) {
                snapshot(script, truth, batch.lastId(), random);
                check(script, truth);
            }
            if (random.nextInt(8) == 0) {
                source = 1 - source;
                int from = Math.max(0, batch.lastId() - 20 + random.nextInt(24));
                at = 0;
                while (at < sources.get(source).size()
                        && sources.get(source).get(at).firstId() < from) {
                    at++;
                }
                script.sync.changeSource();
            }
        }
        assertThat(script.said).noneMatch(word -> word.startsWith("lost ids ran back"));
    }

    private static List<Batch> cut(Random random, int most) {
        List<Batch> batches = new ArrayList<>();
        int id = 1;
        while (id <= CHANGES) {
            int last = Math.min(CHANGES, id + random.nextInt(most));
            batches.add(new Batch(id, last));
            id = last + 1;
        }
        return batches;
    }

    // Drops, repeats, swaps with the neighbour, and repeats from long ago.
    private static List<Batch> faulty(List<Batch> sound, int inHundred, Random random) {
        List<Batch> batches = new ArrayList<>();
        for (Batch batch : sound) {
            if (random.nextInt(100) >= inHundred) {
                batches.add(batch);
                continue;
            }
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> batches.addAll(List.of(batch, batch));
                case 2 -> {
                    batches.add(batch);
                    Collections.swap(batches, batches.size() - 1, Math.max(0, batches.size() - 2));
                }
                default -> batches.addAll(List.of(batch, sound.get(random.nextInt(sound.size()))));
            }
        }
        return batches;
    }

    // From long before to a little after what the stream has told.
    private static boolean snapshot(
            SyncScript script, TruthBook truth, int streamId, Random random) {
        int id = Math.clamp((long) streamId - 60 + random.nextInt(80), 0, CHANGES);
        int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 300);
        return script.snapshotOf(limit, id, truth.levels(id, limit)) == SnapshotOutcome.JOINED;
    }

    private static void check(SyncScript script, TruthBook truth) {
        if (!script.sync.isLive()) {
            assertThat(script.sync.view(1)).isEmpty();
            return;
        }
        BookView view = script.sync.view(Integer.MAX_VALUE).orElseThrow();
        for (Side side : Side.values()) {
            TreeMap<BigDecimal, BigDecimal> ours = new TreeMap<>();
            for (int i = 0; i < view.knownLevels(side); i++) {
                ours.put(
                        new BigDecimal(view.level(side, i).priceText()),
                        new BigDecimal(view.level(side, i).sizeText()));
            }
            TreeMap<BigDecimal, BigDecimal> known = new TreeMap<>();
            truth.at((int) view.lastId(), side)
                    .forEach((price, size) -> {
                        if (view.knownDepth(side).covers(side, price)) {
                            known.put(price, size);
                        }
                    });
            assertThat(TruthBook.plain(ours)).isEqualTo(TruthBook.plain(known));
        }
    }
}
