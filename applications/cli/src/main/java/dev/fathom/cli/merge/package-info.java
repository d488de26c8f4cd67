/** {@code fathom merge}. */
@NullMarked
package dev.fathom.cli.merge;

import org.jspecify.annotations.NullMarked;
