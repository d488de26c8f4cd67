package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownDepthTest {
    @ParameterizedTest
    @CsvSource({
        "BID, 101, true",
        "BID, 100, true",
        "BID, 99, false",
        "ASK, 99, true",
        "ASK, 100, true",
        "ASK, 101, false",
        "BID, 9223372036854775807, true",
        "BID, -9223372036854775808, false",
        "ASK, -9223372036854775808, true",
        "ASK, 9223372036854775807, false",
    })
    void aLimitCoversItselfAndWhatIsBetter(Side side, long price, boolean covered) {
        assertThat(new KnownDepth.UpTo(100, 0).covers(side, BigDecimal.valueOf(price)))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @EnumSource
    void nothingAndCompleteNeedNoLimit(Side side) {
        assertThat(new KnownDepth.Nothing().covers(side, BigDecimal.ONE)).isFalse();
        assertThat(new KnownDepth.Complete().covers(side, BigDecimal.ONE)).isTrue();
    }

    @Test
    void limitsAreEqualWhateverTheirZeros() {
        assertThat(new KnownDepth.UpTo(1200, 3)).isEqualTo(new KnownDepth.UpTo(12, 1));
        assertThat(new KnownDepth.UpTo(1200, 3)).isNotEqualTo(new KnownDepth.UpTo(12, 0));
    }

    /** A snapshot vouched for 100 to 98; the levels beyond came from updates. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "4, 3", "100, 3"})
    void levelsBeyondTheLimitAreKeptButNotKnown(int viewed, int known) {
        OrderBook book = new OrderBook();
        for (long price : new long[] {100, 99, 98, 90, 80}) {
            book.set(Side.BID, price, 1);
        }
        book.knownDepth(Side.BID, new KnownDepth.UpTo(98, 0));

        BookView view = book.view(viewed);
        assertThat(view.levels(Side.BID)).isEqualTo(Math.min(5, viewed));
        assertThat(view.totalLevels(Side.BID)).isEqualTo(5);
        assertThat(view.knownLevels(Side.BID)).isEqualTo(known);
        assertThat(view.knownDepth(Side.BID)).isEqualTo(new KnownDepth.UpTo(98, 0));
    }

    @Test
    void theLimitNeedsNoLevelOfItsOwn() {
        OrderBook book = new OrderBook();
        book.set(Side.ASK, 10, 1);
        book.set(Side.ASK, 13, 1);
        book.knownDepth(Side.ASK, new KnownDepth.UpTo(12, 0));

        assertThat(book.view().knownLevels(Side.ASK)).isEqualTo(1);
        book.rescale(1, 0);
        assertThat(book.view().knownLevels(Side.ASK)).isEqualTo(1);
        book.knownDepth(Side.ASK, new KnownDepth.UpTo(9, 0));
        assertThat(book.view().knownLevels(Side.ASK)).isZero();
        book.knownDepth(Side.ASK, new KnownDepth.Nothing());
        assertThat(book.view().knownLevels(Side.ASK)).isZero();
        book.knownDepth(Side.ASK, new KnownDepth.Complete());
        assertThat(book.view().knownLevels(Side.ASK)).isEqualTo(2);
    }
}
