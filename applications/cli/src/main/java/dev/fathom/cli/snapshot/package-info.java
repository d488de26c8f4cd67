/** {@code fathom snapshot}. */
@NullMarked
package dev.fathom.cli.snapshot;

import org.jspecify.annotations.NullMarked;
