package dev.fathom.simulator;

import java.util.Optional;
import java.util.Set;

/** Where a {@link RelayedBinance} has its answers from. Called on its loop. */
public interface RelayedAnswers {
    /** The symbols that there are. */
    Set<String> symbols();

    /** Somebody wants messages, or asks about a symbol; called each time. */
    void onDemand();

    /** The text of the answer; empty while there is none. */
    Optional<String> answer(Question question);
}
