package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupingTest {
    @ParameterizedTest
    @CsvSource({
        "1,    '9|2@0.2,1@0.5|2@0.5,3@0.2'",
        "0.1,  '9|2.1@0.2,1.9@0.2,1.1@0.3|1.1@0.3,1.9@0.2,2.1@0.2'",
        "0.25, '9|2@0.2,1.75@0.2,1@0.3|1.25@0.3,2@0.2,2.25@0.2'",
        "10,   '9|0@0.7|10@0.7'",
    })
    void bidsMoveDownAndAsksUp(BigDecimal step, String expected) {
        OrderBook book = new OrderBook();
        book.rescale(1, 1);
        book.lastId(9);
        for (Side side : Side.values()) {
            book.set(side, 21, 2);
            book.set(side, 19, 2);
            book.set(side, 11, 3);
        }

        assertThat(book.view().groupedBy(step)).hasToString(expected);
    }

    @Test
    void sumsAndPricesOfAnySizeAreExact() {
        OrderBook book = new OrderBook();
        book.set(Side.BID, 11, Long.MAX_VALUE);
        book.set(Side.BID, 12, 1);
        book.set(Side.ASK, Long.MAX_VALUE, 1);

        assertThat(book.view().groupedBy(BigDecimal.TEN))
                .hasToString("0|10@9223372036854775808|9223372036854775810@1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'price step must be above zero, got 0'",
        "-0.5, 'price step must be above zero, got -0.5'",
    })
    void aStepOutOfRangeIsNamed(BigDecimal step, String message) {
        assertThatThrownBy(() -> BookView.empty().groupedBy(step)).hasMessage(message);
    }
}
