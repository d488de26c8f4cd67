package dev.fathom.market;

/**
 * One channel of one instrument. Immutable.
 *
 * @param instrument what
 * @param channel which of its data
 */
public record Subscription(Instrument instrument, Channel channel) {
    /** {@code venue:SYMBOL/channel}. */
    @Override
    public String toString() {
        return instrument + "/" + channel;
    }
}
