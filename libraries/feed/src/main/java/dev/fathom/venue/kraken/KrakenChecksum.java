package dev.fathom.venue.kraken;

import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.sync.BookRules;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * CRC-32 over the best ten asks and then the best ten bids, best first: price and size of each with
 * all decimal places of the pair, without the point and without leading zeros. "Book checksum" in
 * Kraken's guides to the WebSocket interface.
 */
final class KrakenChecksum implements BookRules.Checksum {
    // Without point and leading zeros a fixed-point number is just its digits. A book's scales are
    // the most decimal places seen, which are the pair's.

    /** Levels a side that it covers. */
    static final int LEVELS = 10;

    @Override
    public int of(OrderBook book) {
        StringBuilder text = new StringBuilder(400);
        append(book, Side.ASK, text);
        append(book, Side.BID, text);
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }

    private static void append(OrderBook book, Side side, StringBuilder text) {
        int levels = Math.min(LEVELS, book.levels(side));
        for (int i = 0; i < levels; i++) {
            if (book.isWide()) {
                text.append(book.exactPrice(side, i).unscaledValue());
                text.append(book.exactSize(side, i).unscaledValue());
            } else {
                text.append(book.price(side, i)).append(book.size(side, i));
            }
        }
    }
}
