package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts with eight decimals, as the venue keeps them. */
final class Money {
    static final int SCALE = 8;
    static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

    private Money() {}

    static BigDecimal ofUnits(long units) {
        return BigDecimal.valueOf(units, SCALE);
    }

    /** More of an instrument than its account is going to need. */
    static BigDecimal plenty(InstrumentSpec instrument) {
        return instrument.typicalSize().multiply(BigDecimal.valueOf(1_000));
    }

    /** The price in the middle of a book; that of one side where the other is empty. */
    static BigDecimal middle(TradingPlace place) {
        long start = InstrumentSpec.units(place.instrument().startPrice());
        long bid = place.engine().best(BookSide.BID).orElse(0);
        long ask = place.engine().best(BookSide.ASK).orElse(bid == 0 ? start : bid);
        return ofUnits(bid == 0 ? ask : (bid + ask) / 2);
    }

    /** What a trade costs: the product cut to eight decimals. */
    static BigDecimal quote(BigDecimal price, BigDecimal quantity) {
        return price.multiply(quantity).setScale(SCALE, RoundingMode.DOWN);
    }

    /** What must be set aside for such a trade: never less than it will cost. */
    static BigDecimal reserve(BigDecimal price, BigDecimal quantity) {
        return price.multiply(quantity).setScale(SCALE, RoundingMode.UP);
    }

    /** Cut to eight decimals. */
    static BigDecimal cut(BigDecimal amount) {
        return amount.setScale(SCALE, RoundingMode.DOWN);
    }

    static BigDecimal commission(BigDecimal received, BigDecimal rate) {
        return received.multiply(rate).setScale(SCALE, RoundingMode.HALF_UP);
    }
}
