package dev.fathom.simulator.instream;

import java.util.Set;

/**
 * What can be subscribed at a venue whose books begin in the stream. Immutable.
 *
 * @param channel in the venue's word, such as {@code book} or {@code trades}
 * @param symbol as on the wire
 * @param form what else tells books of a symbol apart, such as {@code P0 F0}; empty for others
 * @param levels a side of a book; 0 for others
 */
public record Topic(String channel, String symbol, String form, int levels) {
    private static final Set<String> BOOKS = Set.of("book", "orderbook");

    /** Of something else than a book. */
    public static Topic of(String channel, String symbol) {
        return new Topic(channel, symbol, "", 0);
    }

    /** Whether it is of a book. */
    public boolean isBook() {
        return BOOKS.contains(channel);
    }

    /** The same of a book of so many levels a side. */
    public Topic with(int levelsPerSide) {
        return new Topic(channel, symbol, form, levelsPerSide);
    }

    /** Channel, symbol and what tells books apart: {@code book:BTC/USD:100}. */
    @Override
    public String toString() {
        return channel
                + ":"
                + symbol
                + (form.isEmpty() ? "" : ":" + form.replace(' ', ':'))
                + (levels == 0 ? "" : ":" + levels);
    }
}
