package dev.fathom.cli.common;

import dev.fathom.feed.Feed;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads instruments from arguments, of which some may be patterns such as {@code binance:*USDT}.
 */
public final class InstrumentPattern {
    private InstrumentPattern() {}

    /** True when one of them has {@code *} or {@code ?} in it. */
    public static boolean isAmong(List<String> texts) {
        return texts.stream().anyMatch(InstrumentPattern::is);
    }

    private static boolean is(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /**
     * Reads all, each once; patterns select from what their venues list as traded.
     *
     * @throws Failure naming what cannot be read or selects nothing
     * @throws IOException if a venue gives no list
     */
    public static List<Instrument> readAll(List<String> texts, Feed feed) throws IOException {
        Set<Instrument> read = new LinkedHashSet<>();
        for (String text : texts) {
            if (is(text)) {
                read.addAll(select(text, feed));
            } else {
                read.add(InstrumentArgument.read(text));
            }
        }
        return new ArrayList<>(read);
    }

    private static List<Instrument> select(String text, Feed feed) throws IOException {
        int colon = text.indexOf(':');
        if (colon <= 0 || is(text.substring(0, colon))) {
            throw Failure.usage(
                    "'" + text + "' names no venue: write VENUE:PATTERN, such as binance:*USDT");
        }
        Venue venue;
        try {
            venue = Venues.named(text.substring(0, colon));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
        Pattern pattern = pattern(text.substring(colon + 1));
        List<Instrument> selected =
                feed.instruments(venue.id()).stream()
                        .filter(InstrumentInfo::isTraded)
                        .map(InstrumentInfo::instrument)
                        .filter(it ->
                                pattern.matcher(it.symbol().toUpperCase(Locale.ROOT)).matches()
                                        || pattern.matcher(venue.shortName(it)).matches())
                        .sorted()
                        .toList();
        if (selected.isEmpty()) {
            throw Failure.of(
                    "'"
                            + text
                            + "' selects nothing that is traded at "
                            + venue.title()
                            + ": see `fathom instruments "
                            + venue.id()
                            + "`");
        }
        return selected;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toUpperCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
