package dev.fathom.simulator;

/**
 * What of the account a listen key or a subscription means. At the venue these are accounts of
 * their own; here they are views of one.
 */
sealed interface AccountPart {
    /** The account of spot, or that of the futures. */
    record Main() implements AccountPart {}

    /** Cross margin. */
    record Cross() implements AccountPart {}

    /** The isolated margin of one symbol: orders of that symbol alone. */
    record Isolated(String symbol) implements AccountPart {}

    /** Whether a message belongs to it. */
    default boolean holds(Topic topic) {
        return switch (this) {
            case Main _, Cross _ -> true;
            case Isolated it -> topic.symbol().isEmpty() || topic.symbol().equals(it.symbol());
        };
    }
}
