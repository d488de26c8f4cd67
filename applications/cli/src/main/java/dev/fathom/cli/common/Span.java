package dev.fathom.cli.common;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --from} and {@code --to}: a part of a recording. */
public final class Span {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = InstantArgument.Converter.class,
            description = {
                "Of a raw: folder: begin here, with the books as they stood then. As",
                "2026-08-01T12:00:00Z or as a number of seconds to nanoseconds since 1970 UTC."
            })
    private @Nullable InstantArgument from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = InstantArgument.Converter.class,
            description = "Of a raw: folder: end here.")
    private @Nullable InstantArgument to;

    /** Whether less than the whole is meant. */
    public boolean isGiven() {
        return from != null || to != null;
    }

    /**
     * Checks that it begins before it ends.
     *
     * @throws Failure if it does not
     */
    public void check() {
        if (from != null && to != null && from.ns() > to.ns()) {
            throw Failure.usage("--from is later than --to");
        }
    }

    /** When it begins, nanoseconds since 1970 UTC; the smallest {@code long} if at the start. */
    public long beginNs() {
        return from == null ? Long.MIN_VALUE : from.ns();
    }

    /** When it ends, nanoseconds since 1970 UTC; the largest {@code long} if it does not. */
    public long endNs() {
        return to == null ? Long.MAX_VALUE : to.ns();
    }

    /** Whether it has not begun at this time, nanoseconds since 1970 UTC. */
    public boolean isAhead(long ns) {
        return from != null && ns < from.ns();
    }

    /** Whether it has ended at this time, nanoseconds since 1970 UTC. */
    public boolean isOver(long ns) {
        return ns > endNs();
    }
}
