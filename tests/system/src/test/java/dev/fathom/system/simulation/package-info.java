/**
 * Feed and simulator in one thread under a virtual clock: a seed decides everything, so that a
 * failure can be run again.
 */
@NullMarked
package dev.fathom.system.simulation;

import org.jspecify.annotations.NullMarked;
