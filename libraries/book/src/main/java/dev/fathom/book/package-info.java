/** Exact order books and fixed-point decimals. */
@NullMarked
package dev.fathom.book;

import org.jspecify.annotations.NullMarked;
