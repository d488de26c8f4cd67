package dev.fathom.simulator;

/**
 * What a message is about, as far as somebody may want only some. Immutable.
 *
 * @param event the name of a private event; empty for market data
 * @param symbol the symbol of its order; empty where it concerns no single one
 */
record Topic(String event, String symbol) {
    /** Market data, which is chosen by streams. */
    static final Topic MARKET = new Topic("", "");
}
