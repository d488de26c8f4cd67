/** Kraken spot, versions 2 and 1 of its streams. */
@NullMarked
package dev.fathom.venue.kraken;

import org.jspecify.annotations.NullMarked;
