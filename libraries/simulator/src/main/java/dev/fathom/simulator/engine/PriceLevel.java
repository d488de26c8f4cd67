package dev.fathom.simulator.engine;

import org.jspecify.annotations.Nullable;

/** Orders resting at one price, oldest first, and their total quantity. */
final class PriceLevel {
    final long price;
    long quantity;
    @Nullable Order oldest;
    private @Nullable Order newest;

    PriceLevel(long price) {
        this.price = price;
    }

    void append(Order order) {
        order.earlier = newest;
        if (newest == null) {
            oldest = order;
        } else {
            newest.later = order;
        }
        newest = order;
        quantity += order.quantity;
    }

    void remove(Order order) {
        if (order.earlier == null) {
            oldest = order.later;
        } else {
            order.earlier.later = order.later;
        }
        if (order.later == null) {
            newest = order.earlier;
        } else {
            order.later.earlier = order.earlier;
        }
        quantity -= order.quantity;
    }
}
