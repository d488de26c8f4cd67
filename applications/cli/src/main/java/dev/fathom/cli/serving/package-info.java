/** A recording, offered as the venue that it was recorded from. */
@NullMarked
package dev.fathom.cli.serving;

import org.jspecify.annotations.NullMarked;
