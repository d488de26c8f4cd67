/** {@code fathom watch}: books and trades as they come. */
@NullMarked
package dev.fathom.cli.watch;

import org.jspecify.annotations.NullMarked;
