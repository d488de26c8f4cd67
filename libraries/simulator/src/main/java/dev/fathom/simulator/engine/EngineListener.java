package dev.fathom.simulator.engine;

/**
 * Told what the engine did, in order, while it does it. Prices and quantities are in units of
 * 10^-8.
 *
 * <p>The engine's book already shows a change when it is told. One incoming order that trades at a
 * level gives its fills, then their sum, then the change of that level; then the next level; last,
 * what of it rests.
 */
public interface EngineListener {
    /** A level's total quantity went from {@code before} to {@code after}; zero means no level. */
    void level(BookSide side, long price, long before, long after);

    /**
     * A resting order was hit for {@code quantity} by an incoming order of {@code taker}'s side.
     */
    void fill(BookSide taker, long price, long quantity);

    /**
     * The fill just told was one of the order with this id, as the resting side or as the incoming
     * one. Told for the resting side first.
     */
    default void traded(long id, boolean maker) {
        // Where no order has an id, there is nothing to be told.
    }

    /** An incoming order traded {@code quantity} in {@code fills} fills at one price. */
    void swept(BookSide taker, long price, long quantity, int fills);
}
