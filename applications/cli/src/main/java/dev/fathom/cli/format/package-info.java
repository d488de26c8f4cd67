/** Books and trades as text, as a table and as JSON, in the venue's digits. */
@NullMarked
package dev.fathom.cli.format;

import org.jspecify.annotations.NullMarked;
