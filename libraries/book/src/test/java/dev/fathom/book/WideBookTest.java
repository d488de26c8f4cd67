package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class WideBookTest {
    // Zero fits a long at any scale, but fixed-point numbers end at eighteen places.
    @Test
    void aLevelAtPriceZeroIsReadInABookOfManyPlaces() {
        OrderBook book = new OrderBook();
        book.set(Side.ASK, new BigDecimal("1E-25"), BigDecimal.ONE);
        book.set(Side.BID, BigDecimal.ZERO, BigDecimal.ONE);

        BookView view = book.view();

        assertThat(view.exactPrice(Side.BID, 0)).isEqualTo(new BigDecimal("0E-25"));
        assertThat(view.level(Side.BID, 0).exactSize()).isEqualTo(BigDecimal.ONE);
    }
}
