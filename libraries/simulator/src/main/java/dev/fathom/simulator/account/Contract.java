package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a quantity of an instrument is worth in the asset that it is paid in. Immutable. As in
 * "contract specifications" of Binance's futures: USD-M is linear, COIN-M inverse.
 */
sealed interface Contract {
    /** That of an instrument. */
    static Contract of(InstrumentSpec instrument) {
        return instrument
                .contractSize()
                .<Contract>map(size -> new Inverse(size))
                .orElseGet(Linear::new);
    }

    /** What a trade costs, cut to eight decimals. */
    BigDecimal worth(BigDecimal price, BigDecimal quantity);

    /** What must be set aside for such a trade: never less than it will cost. */
    BigDecimal reserve(BigDecimal price, BigDecimal quantity);

    /** What fills cost, added up so finely that their average price can be had from it. */
    BigDecimal fineWorth(BigDecimal price, BigDecimal quantity);

    /** The average price of fills that have cost so much, as {@link #fineWorth} has it. */
    BigDecimal average(BigDecimal fineWorth, BigDecimal quantity);

    /** The average price of what is held and what is bought to it, rounded to eight decimals. */
    BigDecimal entry(BigDecimal held, BigDecimal entry, BigDecimal more, BigDecimal price);

    /** What it brings to close what was bought at one price at another, cut to eight decimals. */
    BigDecimal profit(BigDecimal entry, BigDecimal price, BigDecimal closed);

    /** A quantity of the base asset, paid in the quote asset. */
    record Linear() implements Contract {
        @Override
        public BigDecimal worth(BigDecimal price, BigDecimal quantity) {
            return Money.quote(price, quantity);
        }

        @Override
        public BigDecimal reserve(BigDecimal price, BigDecimal quantity) {
            return Money.reserve(price, quantity);
        }

        @Override
        public BigDecimal fineWorth(BigDecimal price, BigDecimal quantity) {
            return worth(price, quantity);
        }

        @Override
        public BigDecimal average(BigDecimal fineWorth, BigDecimal quantity) {
            return fineWorth.divide(quantity, Money.SCALE, RoundingMode.HALF_UP);
        }

        @Override
        public BigDecimal entry(
                BigDecimal held, BigDecimal entry, BigDecimal more, BigDecimal price) {
            return held.multiply(entry)
                    .add(more.multiply(price))
                    .divide(held.add(more), Money.SCALE, RoundingMode.HALF_UP);
        }

        @Override
        public BigDecimal profit(BigDecimal entry, BigDecimal price, BigDecimal closed) {
            return price.subtract(entry).multiply(closed).setScale(Money.SCALE, RoundingMode.DOWN);
        }
    }

    /**
     * A number of contracts, each of so much of the quote asset, paid in the base asset.
     *
     * @param size what one is worth in the quote asset
     */
    record Inverse(BigDecimal size) implements Contract {
        private static final int FINE = 16;

        private BigDecimal base(
                BigDecimal price, BigDecimal quantity, int scale, RoundingMode mode) {
            return quantity.multiply(size).divide(price, scale, mode);
        }

        @Override
        public BigDecimal worth(BigDecimal price, BigDecimal quantity) {
            return base(price, quantity, Money.SCALE, RoundingMode.DOWN);
        }

        @Override
        public BigDecimal reserve(BigDecimal price, BigDecimal quantity) {
            return base(price, quantity, Money.SCALE, RoundingMode.UP);
        }

        @Override
        public BigDecimal fineWorth(BigDecimal price, BigDecimal quantity) {
            return base(price, quantity, FINE, RoundingMode.DOWN);
        }

        @Override
        public BigDecimal average(BigDecimal fineWorth, BigDecimal quantity) {
            return base(fineWorth, quantity, Money.SCALE, RoundingMode.HALF_UP);
        }

        // The mean of prices at which each dollar buys is the harmonic one.
        @Override
        public BigDecimal entry(
                BigDecimal held, BigDecimal entry, BigDecimal more, BigDecimal price) {
            return held.add(more)
                    .multiply(entry)
                    .multiply(price)
                    .divide(
                            held.multiply(price).add(more.multiply(entry)),
                            Money.SCALE,
                            RoundingMode.HALF_UP);
        }

        @Override
        public BigDecimal profit(BigDecimal entry, BigDecimal price, BigDecimal closed) {
            return closed.multiply(size)
                    .multiply(price.subtract(entry))
                    .divide(entry.multiply(price), Money.SCALE, RoundingMode.DOWN);
        }
    }
}
