/** Programs that are measured beside other libraries, driving the path that a user has. */
@NullMarked
package dev.fathom.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
