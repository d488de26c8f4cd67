/**
 * A simulated exchange in Binance's spot protocol, with seeded order flow, a readable truth and
 * faults on demand.
 *
 * <p>Shares no code with what it is used to test.
 */
@NullMarked
package dev.fathom.simulator;

import org.jspecify.annotations.NullMarked;
