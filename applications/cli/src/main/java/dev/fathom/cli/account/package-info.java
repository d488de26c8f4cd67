/** {@code fathom account}: one's own orders, fills and balances. */
@NullMarked
package dev.fathom.cli.account;

import org.jspecify.annotations.NullMarked;
