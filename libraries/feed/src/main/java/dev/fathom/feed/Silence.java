package dev.fathom.feed;

/**
 * How long a stream has been silent, and whether that is longer than usual for it. Pure: told the
 * time. Owned by one thread.
 */
final class Silence {
    // Twenty usual pauses: on a stream whose pauses are random and independent, one in half a
    // billion is as long.
    private static final int USUAL_PAUSES = 20;
    private static final int TRADES_ARE_RARER = 15;

    private final long firstDataNs;
    private final long shortestNs;
    private final long longestNs;
    private boolean heard;
    private long sinceNs;
    private long lookedAtNs;
    private long usualPauseNs;

    /** The silence of a stream of a book. */
    Silence(FeedTimings timings, long nowNs) {
        this(
                timings.firstData().toNanos(),
                timings.shortestSilence().toNanos(),
                timings.longestSilence().toNanos(),
                nowNs);
    }

    private Silence(long firstDataNs, long shortestNs, long longestNs, long nowNs) {
        this.firstDataNs = firstDataNs;
        this.shortestNs = shortestNs;
        this.longestNs = longestNs;
        this.sinceNs = nowNs;
        this.lookedAtNs = nowNs;
    }

    /** The silence of a stream of trades, which come when people trade. */
    static Silence ofTrades(FeedTimings timings, long nowNs) {
        return new Silence(
                TRADES_ARE_RARER * timings.firstData().toNanos(),
                TRADES_ARE_RARER * timings.shortestSilence().toNanos(),
                TRADES_ARE_RARER * timings.longestSilence().toNanos(),
                nowNs);
    }

    /** The stream begins, perhaps anew: its first message may take longer. */
    void begin(long nowNs) {
        heard = false;
        sinceNs = nowNs;
    }

    /** A message came. */
    void end(long nowNs) {
        if (heard) {
            long pauseNs = nowNs - sinceNs;
            usualPauseNs = usualPauseNs == 0 ? pauseNs : (7 * usualPauseNs + pauseNs) / 8;
        }
        heard = true;
        sinceNs = nowNs;
    }

    /** The silence was looked into. */
    void looked(long nowNs) {
        lookedAtNs = nowNs;
    }

    boolean wasJustLookedInto(long nowNs) {
        return nowNs - lookedAtNs < shortestNs;
    }

    /** True when the stream has been silent for too long since it was last looked into. */
    boolean isSuspicious(long nowNs) {
        long limitNs =
                heard
                        ? Math.clamp(USUAL_PAUSES * usualPauseNs, shortestNs, longestNs)
                        : firstDataNs;
        return nowNs - Math.max(sinceNs, lookedAtNs) >= limitNs;
    }

    long lengthNs(long nowNs) {
        return nowNs - sinceNs;
    }
}
