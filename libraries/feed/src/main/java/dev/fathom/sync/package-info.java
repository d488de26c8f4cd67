/**
 * Joining snapshots and updates into books that are exact or known not to be. Pure: no socket, no
 * clock, no thread; whoever owns the connection calls in.
 */
@NullMarked
package dev.fathom.sync;

import org.jspecify.annotations.NullMarked;
