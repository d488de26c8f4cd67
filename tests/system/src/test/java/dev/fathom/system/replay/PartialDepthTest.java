package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.book.BookView;
import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.BookSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The venue's top twenty levels, sent whole, against the changes sent beside them. */
class PartialDepthTest {
    private static final String FILE =
            "binance-spot/btcusdt_depth20_with_diff_sample_20260824.jsonl.gz";

    private final List<BookView> tops = new ArrayList<>();
    private final List<JsonNode> updates = new ArrayList<>();

    @Test
    void eachTopFollowsFromTheOneBeforeAndTheUpdate() throws Exception {
        FeedListener collector =
                new FeedListener() {
                    @Override
                    public void onBook(LiveBook book) {
                        assertThat(book.change()).isInstanceOf(BookSnapshot.class);
                        tops.add(book.view(Integer.MAX_VALUE));
                    }
                };
        Captures.play(
                FILE,
                collector,
                (line, _) -> {
                    if (line.kind() == RecordedLine.Kind.RECEIVED) {
                        JsonNode data = Captures.json(line.text()).get("data");
                        if (data.has("u")) {
                            updates.add(data);
                        }
                    }
                });

        assertThat(tops).hasSize(5).allMatch(top -> top.levels(Side.BID) == 20);
        assertThat(tops)
                .extracting(BookView::lastId)
                .containsExactlyElementsOf(updates.stream().map(u -> u.get("u").asLong()).toList());
        int levels = 0;
        int entered = 0;
        for (int i = 1; i < tops.size(); i++) {
            for (Side side : Side.values()) {
                levels += tops.get(i).levels(side);
                entered += entering(side, tops.get(i - 1), updates.get(i), tops.get(i));
            }
        }
        assertThat(levels).isEqualTo(160);
        assertThat(entered).isEqualTo(3);
    }

    /** Checks one side; gives the levels that came in from below the top before. */
    private static int entering(Side side, BookView before, JsonNode update, BookView after) {
        TreeMap<BigDecimal, BigDecimal> derived = new TreeMap<>();
        for (int i = 0; i < before.levels(side); i++) {
            derived.put(price(before.level(side, i)), before.level(side, i).exactSize());
        }
        for (JsonNode change : update.get(side == Side.BID ? "b" : "a")) {
            BigDecimal size = new BigDecimal(change.get(1).asText());
            BigDecimal price = new BigDecimal(change.get(0).asText()).stripTrailingZeros();
            if (size.signum() == 0) {
                derived.remove(price);
            } else {
                derived.put(price, size);
            }
        }
        int entered = 0;
        for (int i = 0; i < after.levels(side); i++) {
            Level level = after.level(side, i);
            BigDecimal size = derived.remove(price(level));
            if (size == null) {
                entered++;
                assertThat(isBeyond(side, level, before)).as("%s entered", level).isTrue();
            } else {
                assertThat(size).as("%s", level).isEqualByComparingTo(level.exactSize());
            }
        }
        for (BigDecimal left : derived.keySet()) {
            BigDecimal worst = price(after.level(side, after.levels(side) - 1));
            int order = left.compareTo(worst);
            assertThat(side == Side.BID ? -order : order).as("%s left the top", left).isPositive();
        }
        return entered;
    }

    private static boolean isBeyond(Side side, Level level, BookView before) {
        int order = price(level).compareTo(price(before.level(side, before.levels(side) - 1)));
        return side == Side.BID ? order < 0 : order > 0;
    }

    private static BigDecimal price(Level level) {
        return level.exactPrice().stripTrailingZeros();
    }
}
