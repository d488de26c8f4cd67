package dev.fathom.simulator.instream;

/**
 * A subscription of one connection. Immutable.
 *
 * @param channel the venue's number for it on this connection; 0 where it has none
 * @param state whether what is known already is wanted
 * @param changes whether what comes later is wanted
 */
record Wish(Topic topic, long channel, boolean state, boolean changes) {}
