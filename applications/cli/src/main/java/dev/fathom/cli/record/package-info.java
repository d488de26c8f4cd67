/** {@code fathom record}: what venues send, written to files as it arrives. */
@NullMarked
package dev.fathom.cli.record;

import org.jspecify.annotations.NullMarked;
