package dev.fathom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.KnownDepth;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge of the demo sees every kind of difference. */
class TruthComparisonTest {
    private final OrderBook book = new OrderBook();
    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());

    @BeforeEach
    void threeBids() {
        book.rescale(2, 1);
        for (int i = 0; i < 3; i++) {
            book.set(Side.BID, 150 - 10L * i, 5 + i);
            bids.put(
                    new BigDecimal("1.50000000")
                            .subtract(new BigDecimal("0.1").multiply(BigDecimal.valueOf(i))),
                    BigDecimal.valueOf(5 + i, 1).setScale(8));
        }
        book.lastId(7);
        book.knownDepth(Side.BID, new KnownDepth.Complete());
        book.knownDepth(Side.ASK, new KnownDepth.Complete());
    }

    private boolean differs() {
        return TruthComparison.difference(book.view(), Side.BID, bids).isPresent();
    }

    @Test
    void equalBooksDoNotDiffer() {
        assertThat(differs()).isFalse();
        assertThat(TruthComparison.isWhole(book.view())).isTrue();
    }

    @Test
    void anotherSizeIsNamed() {
        book.set(Side.BID, 140, 9);

        assertThat(TruthComparison.difference(book.view(), Side.BID, bids))
                .contains("BID at id 7, level 1: 1.40@0.9, truly 1.40000000@0.60000000");
    }

    @Test
    void aMissingLevelDiffers() {
        book.set(Side.BID, 130, 0);

        assertThat(TruthComparison.difference(book.view(), Side.BID, bids))
                .contains("BID at id 7: 1.30000000@0.70000000 is missing");
    }

    @Test
    void aLevelTooManyDiffers() {
        book.set(Side.BID, 120, 1);

        assertThat(differs()).isTrue();
    }

    @Test
    void anotherPriceDiffers() {
        book.set(Side.BID, 150, 0);
        book.set(Side.BID, 151, 5);

        assertThat(differs()).isTrue();
    }

    @Test
    void whatLiesBeyondTheKnownDepthIsNotJudged() {
        book.set(Side.BID, 130, 0);
        book.set(Side.BID, 120, 1);
        book.knownDepth(Side.BID, new KnownDepth.UpTo(140, 2));

        assertThat(differs()).isFalse();
        assertThat(TruthComparison.isWhole(book.view())).isFalse();
    }

    @Test
    void whatLiesInsideTheKnownDepthIsJudged() {
        book.set(Side.BID, 130, 0);
        book.knownDepth(Side.BID, new KnownDepth.UpTo(130, 2));

        assertThat(differs()).isTrue();
    }
}
