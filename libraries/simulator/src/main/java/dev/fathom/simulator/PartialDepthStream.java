package dev.fathom.simulator;

/** A stream of the best few levels: at each tick all of them, if the book changed at all. */
final class PartialDepthStream extends Stream {
    final Speed speed;
    private final Market market;
    private final int levels;
    private long sentId = -1;

    PartialDepthStream(String name, Speed speed, Market market, int levels, ArmedFaults faults) {
        super(name, market.symbol(), faults);
        this.speed = speed;
        this.market = market;
        this.levels = levels;
    }

    /** The time to send has come. */
    void tick() {
        long id = market.truth().lastId();
        if (isSilent() || id == sentId) {
            return;
        }
        sentId = id;
        String text = market.depth(levels);
        publish(new Payload(name, _ -> text));
    }
}
