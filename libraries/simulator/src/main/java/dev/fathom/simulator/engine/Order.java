package dev.fathom.simulator.engine;

import org.jspecify.annotations.Nullable;

/**
 * A resting order: a link in its level's queue and, unless it has an id, a place in its side's
 * list. Owned by the engine.
 */
final class Order {
    final long id;
    final BookSide side;
    final PriceLevel level;
    long quantity;
    int index;
    @Nullable Order earlier;
    @Nullable Order later;

    Order(long id, BookSide side, PriceLevel level, long quantity) {
        this.id = id;
        this.side = side;
        this.level = level;
        this.quantity = quantity;
    }
}
