package dev.fathom.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.market.TakerSide;
import org.junit.jupiter.api.Test;

class TextFormatTest {
    private final TextFormat format = new TextFormat(false);

    @Test
    void aBookIsItsBidsThenItsAsksInTheVenuesDigits() {
        assertThat(format.book(SampleBooks.live(2)))
                .isEqualTo(
                        """
                        Order Book:
                        Bids:
                        Price: 3.16000000, Quantity: 1.00000000
                        Price: 3.15000000, Quantity: 2.00000000
                        Asks:
                        Price: 3.17000000, Quantity: 1.00000000
                        Price: 3.18000000, Quantity: 2.00000000

                        """);
    }

    @Test
    void severalBooksAreToldApartByTheirNames() {
        assertThat(new TextFormat(true).book(SampleBooks.live(1)))
                .startsWith("Order Book: binance:LTCBTC\n");
    }

    @Test
    void aBookThatIsNotLiveIsALineWithItsReason() {
        assertThat(format.book(SampleBooks.lost()))
                .isEqualTo(
                        "binance:LTCBTC: lost, gap: expected first id 13, got 14;"
                                + " 1 update waits for a snapshot\n");
        assertThat(format.book(SampleBooks.joining()))
                .isEqualTo("binance:LTCBTC: joining, 3 updates wait for a snapshot\n");
    }

    @Test
    void aTradeSaysWhichSideTook() {
        assertThat(format.trade(SampleBooks.trade(5, TakerSide.SELL)))
                .isEqualTo("Trade: Price: 3.16245000, Quantity: 12.50000000, Taker: sell\n");
    }
}
