package dev.fathom.venue;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Where the eight columns of one row of Tardis' {@code incremental_book_L2} are. Owned by one
 * thread, used again.
 */
public final class TardisRow {
    /** The columns, as the first line of a file names them. */
    public static final String HEADER =
            "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount";

    /** Begins the address of an imported file: {@code tardis://EXCHANGE}. */
    public static final String SCHEME = "tardis";

    private static final int COLUMNS = 8;
    private static final int LONGEST_TIME = 18;

    private final int[] starts = new int[COLUMNS + 1];
    private byte[] array = new byte[0];

    /** The address under which the rows of an exchange are recorded. */
    public static URI address(String exchange) {
        return URI.create(SCHEME + "://" + exchange);
    }

    /**
     * Takes a row apart. Prices and amounts are not looked at.
     *
     * @throws BadTextException naming what is wrong with its columns
     */
    public void read(byte[] bytes, int from, int to) throws BadTextException {
        array = bytes;
        int column = 1;
        starts[0] = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == ' ') {
                throw BadTextException.message("a blank in a row");
            }
            if (bytes[i] == ',') {
                if (column == COLUMNS) {
                    throw columns(column + 1);
                }
                starts[column++] = i + 1;
            }
        }
        if (column != COLUMNS) {
            throw columns(column);
        }
        starts[COLUMNS] = to + 1;
        if (exchange().isBlank() || symbol().isBlank()) {
            throw BadTextException.message("a row without exchange or symbol");
        }
        time(2, "timestamp");
        time(3, "local_timestamp");
        isSnapshot();
        isBid();
        if (!isName(0)) {
            throw BadTextException.message("'" + exchange() + "' is no exchange");
        }
    }

    private boolean isName(int column) {
        return text(column).matches("[A-Za-z0-9.-]{1,40}");
    }

    private static BadTextException columns(int found) {
        return BadTextException.message(
                (found > COLUMNS
                                ? "more than " + COLUMNS
                                : found + " columns instead of " + COLUMNS)
                        + ": "
                        + HEADER);
    }

    private int length(int column) {
        return starts[column + 1] - 1 - starts[column];
    }

    private String text(int column) {
        return new String(array, starts[column], length(column), StandardCharsets.UTF_8);
    }

    /** The exchange, as the file names it. */
    public String exchange() {
        return text(0);
    }

    /** The symbol, as the file names it. */
    public String symbol() {
        return text(1);
    }

    /** When the exchange sent it, microseconds since 1970 UTC. */
    public long timestamp() throws BadTextException {
        return time(2, "timestamp");
    }

    /** When it was received, microseconds since 1970 UTC. */
    public long localTimestamp() throws BadTextException {
        return time(3, "local_timestamp");
    }

    /** True for a row of a whole book. */
    public boolean isSnapshot() throws BadTextException {
        return either(4, "is_snapshot", "true", "false");
    }

    /** True for a bid. */
    public boolean isBid() throws BadTextException {
        return either(5, "side", "bid", "ask");
    }

    private boolean either(int column, String name, String yes, String no) throws BadTextException {
        String text = text(column);
        if (!text.equals(yes) && !text.equals(no)) {
            throw BadTextException.message(
                    "%s must be %s or %s, got '%s'".formatted(name, yes, no, text));
        }
        return text.equals(yes);
    }

    private long time(int column, String name) throws BadTextException {
        long value = 0;
        int length = length(column);
        boolean digits = length > 0 && length <= LONGEST_TIME;
        for (int i = 0; digits && i < length; i++) {
            int digit = array[starts[column] + i] - '0';
            digits = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        if (!digits) {
            throw BadTextException.message(
                    "%s must be microseconds, got '%s'".formatted(name, text(column)));
        }
        return value;
    }

    /** Where the row is. */
    public byte[] array() {
        return array;
    }

    /** Where the price begins. */
    public int priceStart() {
        return starts[6];
    }

    /** How long it is. */
    public int priceLength() {
        return length(6);
    }

    /** Where the amount begins. */
    public int amountStart() {
        return starts[7];
    }

    /** How long it is. */
    public int amountLength() {
        return length(7);
    }
}
