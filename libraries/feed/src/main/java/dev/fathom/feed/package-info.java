/**
 * Feeds that run: connections, snapshot requests, liveness and resynchronisation around the pure
 * core. {@link dev.fathom.feed.Feed} is the way in.
 */
@NullMarked
package dev.fathom.feed;

import org.jspecify.annotations.NullMarked;
