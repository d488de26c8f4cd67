/**
 * What a venue is to the rest: its decoder, its sequence rule, its addresses and what it can prove.
 * Pure: no socket, no clock, no thread.
 */
@NullMarked
package dev.fathom.venue;

import org.jspecify.annotations.NullMarked;
