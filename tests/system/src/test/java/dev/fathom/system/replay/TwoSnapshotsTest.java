package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A recording of an hour with the venue's snapshot at both ends: the book built from the first one
 * is compared with the second, once the update that spans the second's id is in both.
 */
class TwoSnapshotsTest {
    private static final String FILE = "binance-spot/ethbtc_20201101_0900_two_snapshots.jsonl.gz";
    private static final Instrument ETHBTC = new Instrument("binance", "ETHBTC");

    private final List<JsonNode> snapshots = new ArrayList<>();
    private JsonNode lastUpdate = MissingNode.getInstance();
    private JsonNode spanningUpdate = MissingNode.getInstance();
    private BookView book = BookView.empty();

    @Test
    void bookEqualsTheLaterSnapshotAsFarAsItIsKnown() throws Exception {
        Captures.play(
                FILE,
                _ -> {},
                (line, replay) -> {
                    if (line.kind() == RecordedLine.Kind.ANSWERED) {
                        snapshots.add(Captures.json(line.text()));
                        if (snapshots.size() == 2) {
                            book =
                                    replay.books()
                                            .book(ETHBTC, Integer.MAX_VALUE)
                                            .orElseThrow()
                                            .levels();
                            spanningUpdate = lastUpdate;
                        }
                    } else {
                        lastUpdate = Captures.json(line.text());
                        lastUpdate = lastUpdate.has("data") ? lastUpdate.get("data") : lastUpdate;
                    }
                });

        long laterId = snapshots.get(1).get("lastUpdateId").asLong();
        assertThat(spanningUpdate.get("U").asLong()).isLessThanOrEqualTo(laterId);
        assertThat(spanningUpdate.get("u").asLong()).isGreaterThanOrEqualTo(laterId);
        assertThat(book.lastId()).isEqualTo(spanningUpdate.get("u").asLong());

        Differences bids = differences(Side.BID, "bids", "b");
        Differences asks = differences(Side.ASK, "asks", "a");

        assertThat(bids.compared + asks.compared).isEqualTo(1_999);
        assertThat(bids.within).isEmpty();
        assertThat(asks.within).isEmpty();
        assertThat(bids.beyond).isEmpty();
        assertThat(asks.beyond)
                .hasSize(9)
                .allMatch(price -> price.compareTo(new BigDecimal("0.029471")) > 0);
    }

    private static final class Differences {
        private int compared;
        private final List<BigDecimal> within = new ArrayList<>();
        private final List<BigDecimal> beyond = new ArrayList<>();
    }

    /** Compares the levels in the range of prices that the later snapshot spans. */
    private Differences differences(Side side, String name, String changes) throws IOException {
        TreeMap<BigDecimal, BigDecimal> venues = new TreeMap<>();
        apply(venues, snapshots.get(1).get(name));
        BigDecimal least = venues.firstKey();
        BigDecimal most = venues.lastKey();
        apply(venues, spanningUpdate.get(changes));
        TreeMap<BigDecimal, BigDecimal> ours = new TreeMap<>();
        for (int i = 0; i < book.levels(side); i++) {
            ours.put(
                    book.level(side, i).exactPrice().stripTrailingZeros(),
                    book.level(side, i).exactSize().stripTrailingZeros());
        }
        Map<BigDecimal, BigDecimal> venueRange = range(venues, side, least, most);
        Map<BigDecimal, BigDecimal> ourRange = range(ours, side, least, most);
        TreeSet<BigDecimal> prices = new TreeSet<>(venueRange.keySet());
        prices.addAll(ourRange.keySet());
        Differences found = new Differences();
        for (BigDecimal price : prices) {
            found.compared++;
            BigDecimal venue = venueRange.getOrDefault(price, BigDecimal.ZERO);
            if (venue.compareTo(ourRange.getOrDefault(price, BigDecimal.ZERO)) != 0) {
                (isKnown(side, price) ? found.within : found.beyond).add(price);
            }
        }
        return found;
    }

    // Up to the far end of the snapshot's range; the near end is wherever the market is.
    private static Map<BigDecimal, BigDecimal> range(
            TreeMap<BigDecimal, BigDecimal> levels, Side side, BigDecimal least, BigDecimal most) {
        return side == Side.BID ? levels.tailMap(least, true) : levels.headMap(most, true);
    }

    private boolean isKnown(Side side, BigDecimal price) {
        KnownDepth known = book.knownDepth(side);
        return known.covers(side, price);
    }

    private static void apply(Map<BigDecimal, BigDecimal> levels, JsonNode changes) {
        for (JsonNode level : changes) {
            BigDecimal price = new BigDecimal(level.get(0).asText()).stripTrailingZeros();
            BigDecimal size = new BigDecimal(level.get(1).asText()).stripTrailingZeros();
            if (size.signum() == 0) {
                levels.remove(price);
            } else {
                levels.put(price, size);
            }
        }
    }
}
