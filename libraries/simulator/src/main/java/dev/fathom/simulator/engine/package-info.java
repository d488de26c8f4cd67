/** A price-time matching engine and the seeded order flow that drives it. */
@NullMarked
package dev.fathom.simulator.engine;

import org.jspecify.annotations.NullMarked;
