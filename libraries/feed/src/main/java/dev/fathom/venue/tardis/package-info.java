/** Files of Tardis: books of many exchanges as rows of CSV. */
@NullMarked
package dev.fathom.venue.tardis;

import org.jspecify.annotations.NullMarked;
