package dev.fathom.simulator.account;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/** A venue's private events as text. */
public sealed interface EventText permits SpotEventText, FuturesEventText {
    /**
     * What is told of an event, without the envelope around it.
     *
     * @param nowUs when it is told, microseconds since 1970 UTC
     */
    List<Told> told(AccountEvent event, long nowUs);

    /**
     * Something that is told.
     *
     * @param event its name
     * @param symbol of the order that it is of; empty if it is of none
     * @param text by what makes the unit of a connection of microseconds
     */
    record Told(String event, String symbol, Function<LongUnaryOperator, String> text) {}

    /** What the last event of a subscription says. */
    static String terminated(long time) {
        return "{\"e\":\"eventStreamTerminated\",\"E\":" + time + "}";
    }

    /** What a listen key that has expired is told with. */
    static String listenKeyExpired(String key, long time) {
        return "{\"e\":\"listenKeyExpired\",\"E\":" + time + ",\"listenKey\":\"" + key + "\"}";
    }
}
