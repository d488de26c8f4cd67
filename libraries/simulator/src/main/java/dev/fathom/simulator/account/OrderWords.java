package dev.fathom.simulator.account;

/**
 * A venue's words for orders that it does not take.
 *
 * @param closed the market is closed
 * @param price a price is off its grid or out of its bounds
 * @param value an order is worth too little
 * @param quantity a quantity is off its grid or out of its bounds
 * @param duplicate an open order has this name already
 * @param wouldTrade it was only to rest
 * @param noFunds there is not enough for it
 */
record OrderWords(
        Word closed,
        Word price,
        Word value,
        Word quantity,
        Word duplicate,
        Word wouldTrade,
        Word noFunds) {
    /** Those of spot. */
    static final OrderWords SPOT =
            new OrderWords(
                    new Word(-2010, "Market is closed."),
                    new Word(-1013, "Filter failure: PRICE_FILTER"),
                    new Word(-1013, "Filter failure: NOTIONAL"),
                    new Word(-1013, "Filter failure: LOT_SIZE"),
                    new Word(-2010, "Duplicate order sent."),
                    new Word(-2010, "Order would immediately match and take."),
                    new Word(-2010, "Account has insufficient balance for requested action."));

    /** Those of futures. */
    static final OrderWords FUTURES =
            new OrderWords(
                    new Word(-4108, "This contract is currently in delivering or closed."),
                    new Word(-4014, "Price not increased by tick size."),
                    new Word(-4164, "Order's notional must be no smaller than the least one."),
                    new Word(-4023, "Qty not increased by step size."),
                    new Word(-4116, "ClientOrderId is duplicated."),
                    new Word(
                            -5022,
                            "Due to the order could not be executed as maker, the Post Only order"
                                    + " will be rejected."),
                    new Word(-2019, "Margin is insufficient."));

    /** A number and a text. */
    record Word(int code, String text) {
        AccountRefusal refusal() {
            return new AccountRefusal(code, text);
        }
    }
}
