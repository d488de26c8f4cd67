/** {@code fathom verify}. */
@NullMarked
package dev.fathom.cli.verify;

import org.jspecify.annotations.NullMarked;
