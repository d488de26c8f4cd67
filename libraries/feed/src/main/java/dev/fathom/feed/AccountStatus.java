package dev.fathom.feed;

import dev.fathom.market.Instrument;
import java.time.Instant;

/**
 * Something that happened on the way to an account. Immutable. {@link #text()} is a line for
 * people; no part shows a secret.
 */
public sealed interface AccountStatus {
    /** One line for people. */
    String text();

    /**
     * Everything that happens is told from now on.
     *
     * @param connectionId the connection that brings it
     * @param moved whether it took over from another one without a pause
     */
    record Live(long connectionId, boolean moved) implements AccountStatus {
        @Override
        public String text() {
            return moved ? "live by a new connection" : "live";
        }
    }

    /**
     * What happens is not told at present; it will be found by requests.
     *
     * @param cause why
     * @param retryInMs when it is tried again
     */
    record Lost(String cause, long retryInMs) implements AccountStatus {
        @Override
        public String text() {
            return "not live: %s; again in %.1f s".formatted(cause, retryInMs / 1000.0);
        }
    }

    /**
     * A connection that was to take over could not be had; the old one goes on.
     *
     * @param cause why
     * @param retryInMs when it is tried again
     */
    record NotMoved(String cause, long retryInMs) implements AccountStatus {
        @Override
        public String text() {
            return "no new connection yet: %s; again in %.1f s"
                    .formatted(cause, retryInMs / 1000.0);
        }
    }

    /**
     * The venue does not give this account out; nothing is tried any more.
     *
     * @param why in the venue's words
     */
    record Refused(String why) implements AccountStatus {
        @Override
        public String text() {
            return "refused: " + why;
        }
    }

    /**
     * A comparison with the venue's own lists came to its end.
     *
     * @param agrees whether nothing contradicts them
     * @param openOrders how many orders are open
     * @param fillsFound fills that only the lists told
     */
    record Compared(boolean agrees, int openOrders, long fillsFound) implements AccountStatus {
        @Override
        public String text() {
            return "%s the venue's lists: %d open order%s%s"
                    .formatted(
                            agrees ? "agrees with" : "differs from",
                            openOrders,
                            openOrders == 1 ? "" : "s",
                            fillsFound == 0 ? "" : ", fills found only there: " + fillsFound);
        }
    }

    /**
     * A comparison could not be brought to its end.
     *
     * @param cause what failed last
     * @param retryInMs when it is tried again
     */
    record NotCompared(String cause, long retryInMs) implements AccountStatus {
        @Override
        public String text() {
            return "not compared with the venue's lists: %s; again in %.1f s"
                    .formatted(cause, retryInMs / 1000.0);
        }
    }

    /**
     * Nothing of an instrument can be compared, since the venue does not know it, or not any more.
     * Told once.
     *
     * @param why in the venue's words
     */
    record NoInstrument(Instrument instrument, String why) implements AccountStatus {
        @Override
        public String text() {
            return "%s is not known at the venue, nothing of it is compared: %s"
                    .formatted(instrument, why);
        }
    }

    /**
     * Requests wait because the venue said so.
     *
     * @param why in words
     * @param waitMs how long
     */
    record RequestsWait(String why, long waitMs) implements AccountStatus {
        @Override
        public String text() {
            return "no requests for %.1f s: %s".formatted(waitMs / 1000.0, why);
        }
    }

    /**
     * The clock here is far from the venue's. Requests carry the venue's time.
     *
     * @param aheadMs by how much the venue's is ahead
     */
    record ClockDiffers(long aheadMs) implements AccountStatus {
        @Override
        public String text() {
            return "the clock here is %.3f s %s the venue's: requests carry the venue's time"
                    .formatted(Math.abs(aheadMs) / 1000.0, aheadMs > 0 ? "behind" : "ahead of");
        }
    }

    /**
     * A frame could not be read; what it told is looked for in the venue's lists.
     *
     * @param what why
     */
    record BadFrame(String what) implements AccountStatus {
        @Override
        public String text() {
            return "a frame that cannot be read: " + what;
        }
    }

    /**
     * Frames did not come; what they told is looked for in the venue's lists.
     *
     * @param what which
     */
    record FramesMissing(String what) implements AccountStatus {
        @Override
        public String text() {
            return "lost on the way: " + what;
        }
    }

    /**
     * What opens the stream was prolonged, or replaced by a new one.
     *
     * @param untilMs how long it lives now, by the venue's clock, milliseconds since 1970 UTC
     */
    record GrantKept(long untilMs) implements AccountStatus {
        @Override
        public String text() {
            return "the stream's key was prolonged until " + Instant.ofEpochMilli(untilMs);
        }
    }
}
