package dev.fathom.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableFormatTest {
    private final TableFormat format = new TableFormat();

    @Test
    void bothSidesStandNextToEachOtherBestFirst() {
        assertThat(format.book(SampleBooks.live(2)))
                .isEqualTo(
                        """
                        orderbook for LTCBTC
                        bid:amount  bid:count   bid:price   ask:price  ask:count  ask:amount
                        1.00000000          -  3.16000000  3.17000000          -  1.00000000
                        2.00000000          -  3.15000000  3.18000000          -  2.00000000

                        """);
    }

    @Test
    void aBookThatIsNotLiveHasNoTable() {
        assertThat(format.book(SampleBooks.joining()))
                .isEqualTo("binance:LTCBTC: joining, 3 updates wait for a snapshot\n");
    }
}
