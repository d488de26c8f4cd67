/**
 * One trader's account at the venue: its keys, orders, fills and balances, and the truth of them.
 */
@NullMarked
package dev.fathom.simulator.account;

import org.jspecify.annotations.NullMarked;
