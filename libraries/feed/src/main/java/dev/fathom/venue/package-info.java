/** What a venue is: its decoders, sequence rules, addresses and declared capabilities. */
@NullMarked
package dev.fathom.venue;

import org.jspecify.annotations.NullMarked;
