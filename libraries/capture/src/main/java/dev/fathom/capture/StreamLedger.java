package dev.fathom.capture;

import dev.fathom.market.Subscription;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * What one stream of a capture covers, whichever connections brought it, and what of the rest the
 * venue's own list had. Owned by one thread.
 */
public abstract sealed class StreamLedger permits IdLedger, TimeLedger {
    /** A range, both ends included: of ids, or of nanoseconds since 1970 UTC. */
    public record Range(long first, long last) {}

    private final Subscription stream;
    private final boolean repairable;
    private long messages;

    StreamLedger(Subscription stream, boolean repairable) {
        this.stream = stream;
        this.repairable = repairable;
    }

    /** Whose. */
    public final Subscription stream() {
        return stream;
    }

    /** Messages that the stream brought. */
    public final long messages() {
        return messages;
    }

    /** True where ids tell what is missing, false where only times do. */
    public abstract boolean isNumbered();

    /** Rows of the venue's lists that the stream had not brought. */
    public abstract long repaired();

    /** What is covered, in order. */
    public abstract List<Range> covered();

    /** What is or was missing, in order; neighbours of one cause and state as one. */
    public abstract List<Hole> holes();

    /** Whether the venue keeps a list of what the stream tells. */
    final boolean isRepairable() {
        return repairable;
    }

    final void count() {
        messages++;
    }

    /** After this instant, messages of these connections may be missing. */
    abstract void interrupt(LongPredicate connections, Hole.Cause why, String detail, long atNs);

    /** The record ends: what was interrupted did not come back. */
    abstract void end(long atNs);

    /** This connection ends, and another one had taken over before. */
    abstract void moved(long connection);
}
