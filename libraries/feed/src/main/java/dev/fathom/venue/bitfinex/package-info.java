/** Bitfinex, versions 2 and 1 of its public streams. */
@NullMarked
package dev.fathom.venue.bitfinex;

import org.jspecify.annotations.NullMarked;
