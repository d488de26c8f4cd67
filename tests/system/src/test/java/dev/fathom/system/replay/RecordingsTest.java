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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real recordings give the books that an independent rebuild gave. */
class RecordingsTest {
    private static final Set<String> VENUES =
            Set.of(
                    "binance-spot",
                    "binance-us",
                    "binance-usdm",
                    "binance-coinm",
                    "bitfinex",
                    "kraken",
                    "upbit");

    @Test
    void everyBookEqualsTheIndependentRebuild() throws Exception {
        JsonNode expected = Captures.expected();
        List<String> compared = new ArrayList<>();
        for (String file : new TreeSet<>(expected.propertyStream().map(e -> e.getKey()).toList())) {
            if (VENUES.contains(file.substring(0, file.indexOf('/')))) {
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
        assertThat(compared).hasSizeGreaterThanOrEqualTo(22);
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

    @ParameterizedTest
    @CsvSource({
        "kraken/v1_ten_pairs_book1000_20210405.jsonl.gz, 14496",
        "kraken/v2_btcusd_depth25_20260802.jsonl.gz, 2052",
        "kraken/v2_btcusd_depth10_resubscribes_20260801.jsonl.gz, 301",
        "bitfinex/txrpbtc_tiny_checksum_vector_18x25.jsonl.gz, 1",
        "bitfinex/txrpbtc_tiny_checksum_vector_25x25.jsonl.gz, 1"
    })
    void everyChecksumIsRight(String file, long checksums) throws Exception {
        Replay replay = Captures.play(file, new DigestListener(_ -> {}));

        assertThat(replay.books().checksums()).isEqualTo(checksums);
        assertThat(replay.books().failedChecksums()).isZero();
    }

    @Test
    void everyFrameNumberFollowsTheOneBefore() throws Exception {
        Replay replay =
                Captures.play(
                        "bitfinex/eight_symbols_seqall_20210405.jsonl.gz",
                        new DigestListener(_ -> {}));

        assertThat(replay.books().frameNumbers()).isEqualTo(22_649);
        assertThat(replay.books().frameGaps()).isZero();
    }
}
