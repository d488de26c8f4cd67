/** Simulated venues whose books begin in the stream. */
@NullMarked
package dev.fathom.simulator.instream;

import org.jspecify.annotations.NullMarked;
