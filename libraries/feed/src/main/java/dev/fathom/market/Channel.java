package dev.fathom.market;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one subscribes to of an instrument. Immutable.
 *
 * @param kind which data
 * @param levels for {@link Kind#TOP} the levels a side, otherwise 0
 * @param everyMs the pace in milliseconds for {@link Kind#DEPTH} and {@link Kind#TOP}; 0 where the
 *     venue sends each event at once
 */
public record Channel(Kind kind, int levels, int everyMs) {
    /** The kinds of data. */
    public enum Kind {
        /** Changes of the whole book, joined with a snapshot. */
        DEPTH,
        /** The best few levels, whole in every message. */
        TOP,
        /** Every trade. */
        TRADE,
        /** Trades of one taker order at one price, folded into one. */
        AGG_TRADE,
        /** Best bid and ask at each change. */
        QUOTE
    }

    private static final Pattern DEPTH_NAME = Pattern.compile("depth(\\d{0,9})(?:@(\\d{1,9})ms)?");

    /** The whole book at the venue's faster pace. */
    public static final Channel DEPTH = new Channel(Kind.DEPTH, 0, 100);

    /** Every trade. */
    public static final Channel TRADE = new Channel(Kind.TRADE, 0, 0);

    /** Folded trades. */
    public static final Channel AGG_TRADE = new Channel(Kind.AGG_TRADE, 0, 0);

    /** Best bid and ask. */
    public static final Channel QUOTE = new Channel(Kind.QUOTE, 0, 0);

    /** Checks the combination. */
    public Channel {
        if ((kind == Kind.TOP) != (levels > 0) || levels < 0 || everyMs < 0) {
            throw new IllegalArgumentException(
                    "no such channel: " + kind + " with " + levels + " levels every " + everyMs);
        }
    }

    /** The best {@code levels} levels a side, every 100 ms. */
    public static Channel top(int levels) {
        return new Channel(Kind.TOP, levels, 100);
    }

    /** True for the channels that make a book. */
    public boolean isBook() {
        return kind == Kind.DEPTH || kind == Kind.TOP;
    }

    /**
     * Reads {@code book}, {@code depth}, {@code depth@1000ms}, {@code depth5}, {@code
     * depth20@1000ms}, {@code trade}, {@code aggTrade}, {@code quote} or {@code bookTicker}, in any
     * case.
     *
     * @throws IllegalArgumentException naming the text and the forms that are known
     */
    public static Channel parse(String text) {
        String name = text.trim().toLowerCase(Locale.ROOT);
        switch (name) {
            case "book":
                return DEPTH;
            case "trade", "trades":
                return TRADE;
            case "aggtrade":
                return AGG_TRADE;
            case "quote", "bookticker":
                return QUOTE;
            default:
                break;
        }
        Matcher depth = DEPTH_NAME.matcher(name);
        if (!depth.matches()) {
            throw new IllegalArgumentException(
                    "unknown channel '"
                            + text
                            + "': use depth, depth5, depth10, depth20 (each with @1000ms if wanted),"
                            + " trade, aggTrade or bookTicker");
        }
        int everyMs = depth.group(2) == null ? 100 : Integer.parseInt(depth.group(2));
        return depth.group(1).isEmpty()
                ? new Channel(Kind.DEPTH, 0, everyMs)
                : new Channel(Kind.TOP, Integer.parseInt(depth.group(1)), everyMs);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        String pace = everyMs == 100 || everyMs == 0 ? "" : "@" + everyMs + "ms";
        return switch (kind) {
            case DEPTH -> "depth" + pace;
            case TOP -> "depth" + levels + pace;
            case TRADE -> "trade";
            case AGG_TRADE -> "aggTrade";
            case QUOTE -> "bookTicker";
        };
    }
}
