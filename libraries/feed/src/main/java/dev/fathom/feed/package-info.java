/** Runs feeds: assembles venues, connections and books for those who listen. */
@NullMarked
package dev.fathom.feed;

import org.jspecify.annotations.NullMarked;
