package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;

/** What it costs to trade at whatever price there is. */
final class Sweep {
    private long left;
    private BigDecimal cost = Money.ZERO;

    private final Contract contract;

    private Sweep(Contract contract, long quantity) {
        this.contract = contract;
        left = quantity;
    }

    /** At least what an order costs, a market order as far as the book goes. */
    static BigDecimal cost(TradingPlace place, OrderTerms terms) {
        Contract contract = Contract.of(place.instrument());
        if (terms.type() != OrderType.MARKET) {
            return contract.reserve(terms.price(), terms.quantity());
        }
        Sweep sweep = new Sweep(contract, InstrumentSpec.units(terms.quantity()));
        BookSide makers = terms.side().opposite();
        place.engine().best(makers, Integer.MAX_VALUE, sweep::take);
        return sweep.cost;
    }

    private void take(long price, long quantity) {
        long taken = Math.min(left, quantity);
        left -= taken;
        cost = cost.add(contract.reserve(Money.ofUnits(price), Money.ofUnits(taken)));
    }
}
