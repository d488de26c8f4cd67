/** An exchange in the venues' own protocols, with seeded order flow and scripted faults. */
@NullMarked
package dev.fathom.simulator;

import org.jspecify.annotations.NullMarked;
