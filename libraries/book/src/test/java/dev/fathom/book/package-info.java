/**
 * Tests of the order book. Tables of cases are JUnit's, properties over random cases are jqwik's.
 *
 * <p>A property that fails prints its seed, the sample and the shrunk sample. To run the same cases
 * again, put the seed into the property: {@code @Property(seed = "-4126534905541512353")}. The two
 * kinds stand in classes of their own, since the report of a class holds those of one engine only.
 */
@NullMarked
package dev.fathom.book;

import org.jspecify.annotations.NullMarked;
