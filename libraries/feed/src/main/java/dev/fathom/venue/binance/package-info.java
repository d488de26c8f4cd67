/** Binance spot and Binance.US, which speak one protocol. */
@NullMarked
package dev.fathom.venue.binance;

import org.jspecify.annotations.NullMarked;
