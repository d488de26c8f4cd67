package dev.fathom.capture;

import java.util.List;

/**
 * Where a checkpoint stands in a capture. Immutable, but for the array, which nobody writes to.
 *
 * @param segment number of its segment
 * @param at bytes of the segment before the block that it begins
 * @param chain hash over all blocks before that one
 * @param untilNs when the latest message before it, since its process began, was received,
 *     nanoseconds since 1970 UTC
 * @param books names of the instruments whose books it has
 */
public record CheckpointPlace(
        int segment, long at, byte[] chain, long untilNs, List<String> books) {}
