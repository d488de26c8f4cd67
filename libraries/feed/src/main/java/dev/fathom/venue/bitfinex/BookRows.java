package dev.fathom.venue.bitfinex;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.JsonScanner;
import dev.fathom.venue.PriceAndSize;

/**
 * Rows of books: {@code PRICE, COUNT, AMOUNT} of levels or {@code ORDER_ID, PRICE, AMOUNT} of
 * orders. Amounts above zero are bids, below zero asks. A count, or an order's price, of zero
 * removes; the amount then only tells the side. Owned by one thread.
 */
final class BookRows {
    private final PriceAndSize number = new PriceAndSize();

    /** Reads the numbers of a row; the scanner stands before the first one. */
    void row(Chan chan, JsonScanner scanner, DepthMessage message) throws BadTextException {
        if (chan.kind() == Chan.Kind.ORDERS) {
            order(chan.orders(), scanner, message);
        } else {
            level(scanner, message);
        }
    }

    private void level(JsonScanner scanner, DepthMessage message) throws BadTextException {
        scanner.decimal();
        number.price(scanner);
        element(scanner);
        long count = scanner.integer();
        Side side = amount(scanner);
        if (count < 0) {
            throw BadTextException.message("a level of " + count + " orders");
        }
        if (count == 0) {
            number.removeSize();
        }
        number.addTo(message.side(side));
        number.addOrders(message.orders(side), count);
    }

    private void order(Orders orders, JsonScanner scanner, DepthMessage message)
            throws BadTextException {
        long id = scanner.integer();
        element(scanner);
        scanner.decimal();
        number.price(scanner);
        Side side = amount(scanner);
        if (number.isPriceZero()) {
            orders.remove(id, message);
        } else {
            orders.put(id, side, number.exactPrice(), number.exactSize(), message);
        }
    }

    private Side amount(JsonScanner scanner) throws BadTextException {
        element(scanner);
        scanner.decimal();
        number.size(scanner);
        if (number.sign() == 0) {
            throw BadTextException.message("a row with amount zero");
        }
        return number.sign() > 0 ? Side.BID : Side.ASK;
    }

    static void element(JsonScanner scanner) throws BadTextException {
        if (!scanner.nextElement()) {
            throw BadTextException.message("a row with fewer than three numbers");
        }
    }
}
