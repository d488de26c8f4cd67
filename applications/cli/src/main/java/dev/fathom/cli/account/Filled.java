package dev.fathom.cli.account;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.Fill;
import dev.fathom.market.Instrument;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much of each order has been filled, by the fills that were told. Owned by one thread. */
public final class Filled {
    private static final int REMEMBERED = 20_000;

    private record Order(Instrument instrument, long id) {}

    private final Map<Order, BigDecimal> sums = new LinkedHashMap<>();

    /** What is filled of the order of a fill, this one included; zero for other events. */
    public BigDecimal after(AccountEvent event) {
        if (!(event instanceof Fill fill)) {
            return BigDecimal.ZERO;
        }
        Order order = new Order(fill.instrument(), fill.orderId());
        BigDecimal sum = sums.merge(order, fill.quantity(), BigDecimal::add);
        if (sums.size() > REMEMBERED) {
            sums.remove(sums.keySet().iterator().next());
        }
        return sum;
    }
}
