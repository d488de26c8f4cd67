package dev.fathom.cli.serving;

/** The number that orders the messages of a stream of Binance's. */
final class MessageId {
    // Of changes and quotes, of trades, of folded trades, of partial books, of anything else.
    private static final String[] KEYS = {
        "\"u\":", "\"t\":", "\"a\":", "\"lastUpdateId\":", "\"E\":"
    };

    private MessageId() {}

    /** The number; the smallest {@code long} if a message has none. */
    static long of(String data) {
        for (String key : KEYS) {
            int at = data.indexOf(key);
            if (at >= 0) {
                long id = number(data, at + key.length());
                if (id >= 0) {
                    return id;
                }
            }
        }
        return Long.MIN_VALUE;
    }

    private static long number(String data, int from) {
        int to = from;
        while (to < data.length() && Character.isDigit(data.charAt(to)) && to - from < 18) {
            to++;
        }
        return to == from ? -1 : Long.parseLong(data.substring(from, to));
    }
}
