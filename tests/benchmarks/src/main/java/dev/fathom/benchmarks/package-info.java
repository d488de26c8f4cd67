/** Measurements. {@code tests/benchmarks/run} starts them. */
@NullMarked
package dev.fathom.benchmarks;

import org.jspecify.annotations.NullMarked;
