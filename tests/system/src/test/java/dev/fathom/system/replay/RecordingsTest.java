package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.cli.replay.DigestJson;
import dev.fathom.cli.replay.DigestListener;
import dev.fathom.cli.replay.Replay;
import dev.fathom.feed.Book;
import dev.fathom.market.Instrument;
import dev.fathom.sync.SyncState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Real recordings give the books that an independent rebuild gave. */
class RecordingsTest {
    @Test
    void everyBookOfBinanceEqualsTheIndependentRebuild() throws Exception {
        JsonNode expected = Captures.expected();
        List<String> compared = new ArrayList<>();
        for (String file : new TreeSet<>(expected.propertyStream().map(e -> e.getKey()).toList())) {
            if (file.startsWith("binance-spot/") || file.startsWith("binance-us/")) {
                List<String> notes = new ArrayList<>();
                DigestListener digests = new DigestListener(notes::add);
                Captures.play(file, digests);
                compared.add(file);
                assertThat(Captures.json(DigestJson.text(digests.digests())))
                        .as(file)
                        .isEqualTo(expected.get(file));
                assertThat(notes).as(file).isEmpty();
            }
        }
        assertThat(compared).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void withoutASnapshotNothingBecomesABook() throws Exception {
        DigestListener digests = new DigestListener(_ -> {});

        Replay replay = Captures.play("binance-spot/btcusdt_20230405_nosnapshot.jsonl.gz", digests);

        assertThat(digests.digests()).isEmpty();
        Book book = replay.books().book(new Instrument("binance", "BTCUSDT"), 10).orElseThrow();
        assertThat(book.levels().totalLevels(dev.fathom.book.Side.BID)).isZero();
        assertThat(book.state())
                .isInstanceOfSatisfying(
                        SyncState.Joining.class,
                        joining -> assertThat(joining.buffer().updates()).isEqualTo(3_929));
    }
}
