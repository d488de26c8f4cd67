/** What every command of {@code fathom} shares: its surroundings, its end, options for feeds. */
@NullMarked
package dev.fathom.cli.common;

import org.jspecify.annotations.NullMarked;
