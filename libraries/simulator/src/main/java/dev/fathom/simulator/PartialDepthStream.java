package dev.fathom.simulator;

/** A stream of the best few levels: at each tick all of them, if the book changed at all. */
final class PartialDepthStream extends Stream {
    final Speed speed;
    private final Market market;
    private final int levels;
    private final VenueClock clock;
    private long sentId = -1;

    PartialDepthStream(
            String name,
            Speed speed,
            Market market,
            int levels,
            VenueClock clock,
            ArmedFaults faults) {
        super(name, market.symbol(), faults);
        this.speed = speed;
        this.market = market;
        this.levels = levels;
        this.clock = clock;
    }

    /** The time to send has come. */
    void tick() {
        long id = market.truth().lastId();
        if (isSilent() || id == sentId) {
            return;
        }
        String text = market.partialDepth(levels, sentId, WireTime.MILLISECOND.of(clock.us()));
        sentId = id;
        publish(new Payload(name, _ -> text));
    }
}
