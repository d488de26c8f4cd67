/** Binance: spot and futures. */
@NullMarked
package dev.fathom.venue.binance;

import org.jspecify.annotations.NullMarked;
