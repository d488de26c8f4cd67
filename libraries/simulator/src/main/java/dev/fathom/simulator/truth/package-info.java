/** What the simulated venue's books and trades really are, readable at every update id. */
@NullMarked
package dev.fathom.simulator.truth;

import org.jspecify.annotations.NullMarked;
