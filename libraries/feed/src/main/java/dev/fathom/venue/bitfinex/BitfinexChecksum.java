package dev.fathom.venue.bitfinex;

import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.sync.BookRules;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * CRC-32 over price and amount of the best 25 levels, bid and ask in turn, ask amounts negative,
 * joined by colons, numbers as the venue writes them. "Websocket checksum" in the documents.
 */
final class BitfinexChecksum implements BookRules.Checksum {
    private static final int LEVELS = 25;

    @Override
    public int of(OrderBook book) {
        StringBuilder text = new StringBuilder(1500);
        for (int i = 0; i < LEVELS; i++) {
            if (i < book.levels(Side.BID)) {
                append(text, book.exactPrice(Side.BID, i), book.exactSize(Side.BID, i));
            }
            if (i < book.levels(Side.ASK)) {
                append(text, book.exactPrice(Side.ASK, i), book.exactSize(Side.ASK, i).negate());
            }
        }
        return crc(text);
    }

    private static void append(StringBuilder text, BigDecimal price, BigDecimal amount) {
        if (!text.isEmpty()) {
            text.append(':');
        }
        NumberText.append(text, price);
        text.append(':');
        NumberText.append(text, amount);
    }

    static int crc(CharSequence text) {
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }
}
