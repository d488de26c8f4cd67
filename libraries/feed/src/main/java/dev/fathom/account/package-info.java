/**
 * One's own orders, fills and balances: what a private stream tells, the life of each order, and
 * how all of it is compared with the venue's own lists. Knows no socket, clock or thread.
 */
@NullMarked
package dev.fathom.account;

import org.jspecify.annotations.NullMarked;
