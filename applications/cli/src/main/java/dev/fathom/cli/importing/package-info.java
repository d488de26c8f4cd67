/** {@code fathom import}. */
@NullMarked
package dev.fathom.cli.importing;

import org.jspecify.annotations.NullMarked;
