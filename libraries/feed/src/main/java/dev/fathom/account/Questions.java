package dev.fathom.account;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** What was asked and is not answered yet. Owned by one thread. */
final class Questions {
    private final Consumer<Ask> asks;
    private final Set<Ask> open = new HashSet<>();
    private final Queue<Ask> unsent = new ArrayDeque<>();

    /**
     * No questions yet.
     *
     * @param asks told what to ask
     */
    Questions(Consumer<Ask> asks) {
        this.asks = asks;
    }

    /** Asks this with the next {@link #send}. */
    void put(Ask ask) {
        open.add(ask);
        unsent.add(ask);
    }

    /** Asks what was put. An answer may come at once. */
    void send() {
        Ask next = unsent.poll();
        while (next != null) {
            asks.accept(next);
            next = unsent.poll();
        }
    }

    /** A question is answered, or will not be; false if nobody awaits that. */
    boolean end(Ask ask) {
        return open.remove(ask);
    }

    boolean areAllAnswered() {
        return open.isEmpty();
    }

    /** Answers count no more. */
    void clear() {
        open.clear();
        unsent.clear();
    }
}
