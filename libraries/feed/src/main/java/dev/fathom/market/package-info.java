/** What venues say about a market: instruments, levels, snapshots, updates and trades. */
@NullMarked
package dev.fathom.market;

import org.jspecify.annotations.NullMarked;
