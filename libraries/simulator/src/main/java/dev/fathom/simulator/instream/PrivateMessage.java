package dev.fathom.simulator.instream;

/**
 * Something the owner of an account is told. Immutable.
 *
 * @param type the venue's word for it, such as {@code ou}
 * @param group what a login asks for to be told it: {@code trading}, {@code wallet}, {@code notify}
 * @param item what of the group it is about, as in {@code tBTCUSD}; empty if about nothing alone
 * @param payload as it is sent
 */
record PrivateMessage(String type, String group, String item, String payload) {
    static PrivateMessage trading(String type, String symbol, String payload) {
        return new PrivateMessage(type, "trading", symbol, payload);
    }

    static PrivateMessage wallet(String asset, String payload) {
        return new PrivateMessage("wu", "wallet", "exchange-" + asset, payload);
    }

    static PrivateMessage notify(String payload) {
        return new PrivateMessage("n", "notify", "", payload);
    }
}
