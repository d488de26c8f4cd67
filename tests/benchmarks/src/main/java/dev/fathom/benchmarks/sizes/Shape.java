package dev.fathom.benchmarks.sizes;

/** Which prices a side of bids has: the price of each place on its grid, rising with the place. */
enum Shape {
    /** Every place a tick of 0.01, at eight decimals, as Binance sends. */
    TICKS("ticks of 0.01") {
        @Override
        long price(long place) {
            return (place + 1) * 1_000_000;
        }
    },
    /** Every place the last decimal: no two prices share a factor. */
    UNITS("ticks of 0.00000001") {
        @Override
        long price(long place) {
            return place + 1;
        }
    },
    /** Five significant digits over many decades, as Bitfinex has. */
    FIVE_DIGITS("five significant digits") {
        @Override
        long price(long place) {
            // From one place to the next 300 of the numbers that there are: a thousand levels reach
            // over six decades. The best place is 2,000,000.
            long at = 540_000 - (2_000_000 - place) * 300;
            long decade = 1;
            for (long i = at / 90_000; i > 0; i--) {
                decade *= 10;
            }
            return (10_000 + at % 90_000) * decade;
        }
    },
    /** Dense near the best price, then far apart down to nothing. */
    FAR("a tenth far away") {
        @Override
        long price(long place) {
            return place > DENSE_FROM
                    ? (DENSE_FROM * 10_000 + place - DENSE_FROM) * 1_000_000
                    : (place + 1) * 10_000 * 1_000_000;
        }
    };

    /** Places below this one are far apart in {@link #FAR}. */
    static final long DENSE_FROM = 1_000_000;

    final String text;

    Shape(String text) {
        this.text = text;
    }

    abstract long price(long place);
}
