package dev.fathom.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.Details;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.Origin;
import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** An order that waits for a price must not look like one that rests in the book. */
class StopPriceTest {
    private static OrderReport order(String type, String stopPrice) {
        OrderState state =
                new OrderState(
                        new Instrument("binance", "ETHBTC"),
                        7,
                        "mine",
                        -1,
                        Side.ASK,
                        type,
                        "GTC",
                        new BigDecimal("0.6591"),
                        new BigDecimal("0.03492"),
                        new BigDecimal(stopPrice),
                        OrderStatus.NEW,
                        BigDecimal.ZERO,
                        VenueTime.NONE,
                        0);
        return new OrderReport(state, Origin.rest(0), Details.NONE);
    }

    @Test
    void thePriceThatAnOrderWaitsForIsShown() {
        OrderReport waits = order("STOP_LOSS_LIMIT", "0.03493");

        assertThat(new AccountText().event(waits, BigDecimal.ZERO))
                .contains("SELL ETHBTC 0.6591 at 0.03492, stop 0.03493: NEW");
        assertThat(new AccountTable().event(waits, BigDecimal.ZERO)).contains("NEW, stop 0.03493");
    }

    @Test
    void anOrderThatWaitsForNoneShowsNone() {
        OrderReport rests = order("LIMIT", "0.00000000");

        assertThat(new AccountText().event(rests, BigDecimal.ZERO))
                .contains("SELL ETHBTC 0.6591 at 0.03492: NEW");
        assertThat(new AccountTable().event(rests, BigDecimal.ZERO)).doesNotContain("stop");
    }
}
