/** Faults the simulated venue can be told to have, scripts of them, and random plans. */
@NullMarked
package dev.fathom.simulator.fault;

import org.jspecify.annotations.NullMarked;
