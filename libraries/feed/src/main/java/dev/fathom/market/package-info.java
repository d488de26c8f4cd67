/**
 * The vocabulary: instruments, channels and what a venue tells about them. Needs nothing but the
 * order book's numbers; knows no socket, clock or thread.
 */
@NullMarked
package dev.fathom.market;

import org.jspecify.annotations.NullMarked;
