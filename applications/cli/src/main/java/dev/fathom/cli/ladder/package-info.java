/** The live ladder: drawing is pure, one class holds the terminal. */
@NullMarked
package dev.fathom.cli.ladder;

import org.jspecify.annotations.NullMarked;
