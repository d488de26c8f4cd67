/** Recordings of exchange traffic, played through the path that live frames take. */
@NullMarked
package dev.fathom.cli.replay;

import org.jspecify.annotations.NullMarked;
