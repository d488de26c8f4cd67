/**
 * Tests of the order book. Tables of cases are JUnit's, properties over random cases are jqwik's.
 *
 * <p>A property that fails prints its seed, the sample and the shrunk sample. To run the same cases
 * again, put the seed into the property: {@code @Property(seed = "-4126534905541512353")}.
 */
@NullMarked
package dev.fathom.book;

import org.jspecify.annotations.NullMarked;
