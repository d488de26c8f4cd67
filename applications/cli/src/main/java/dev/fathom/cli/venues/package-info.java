/** {@code fathom venues} and {@code fathom instruments}. */
@NullMarked
package dev.fathom.cli.venues;

import org.jspecify.annotations.NullMarked;
