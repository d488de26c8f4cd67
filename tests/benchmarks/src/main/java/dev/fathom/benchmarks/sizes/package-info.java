/** What a change of a level costs as books and processes grow. */
@NullMarked
package dev.fathom.benchmarks.sizes;

import org.jspecify.annotations.NullMarked;
