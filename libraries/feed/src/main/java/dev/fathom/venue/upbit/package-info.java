/** Upbit, whose every message is a whole book. */
@NullMarked
package dev.fathom.venue.upbit;

import org.jspecify.annotations.NullMarked;
