package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import java.util.Map;

/** A part of the venue's REST about the account. */
interface RestPart {
    /** Whether such a request is for this part; {@code path} is without parameters. */
    boolean serves(String method, String path);

    /** What answers a request that this {@link #serves}. */
    Found find(HttpAsk ask, String path, Map<String, String> parameters);

    /** What a request has found. */
    sealed interface Found {
        /** Something that answers it, at this weight. */
        record Priced(int weight, Answer answer) implements Found {}

        /** Something that was there once. */
        record Gone() implements Found {}
    }

    /** What is told about the account to whoever may know. */
    @FunctionalInterface
    interface Answer {
        String body() throws AccountRefusal;
    }
}
