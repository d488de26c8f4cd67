package dev.fathom.cli.record;

import dev.fathom.cli.common.Failure;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An instrument and the channels of it to record. Immutable.
 *
 * @param instrument whose
 * @param channels each once, in the order named
 */
record Wanted(Instrument instrument, List<Channel> channels) {
    private static final Set<String> QUOTES =
            Set.of(
                    "USDT", "USDC", "FDUSD", "USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "KRW",
                    "TRY", "BRL", "BTC", "XBT", "ETH", "BNB");
    private static final Pattern WITH_QUOTE =
            Pattern.compile(
                    ".+(" + String.join("|", QUOTES) + ")|.*[-_/].*", Pattern.CASE_INSENSITIVE);

    Wanted {
        channels = List.copyOf(new LinkedHashSet<>(channels));
    }

    /**
     * Reads {@code VENUE:SYMBOL} or {@code VENUE:SYMBOL/CHANNEL,CHANNEL}.
     *
     * @param otherwise the channels where none are named
     * @throws Failure naming the text and the form
     */
    static Wanted parse(String text, List<Channel> otherwise) {
        try {
            int slash = text.lastIndexOf('/');
            List<Channel> own =
                    slash < 0 || isOfSymbol(text, slash)
                            ? List.of()
                            : channels(text.substring(slash + 1));
            Instrument instrument =
                    Venues.instrument(own.isEmpty() ? text : text.substring(0, slash));
            List<Channel> channels = own.isEmpty() ? otherwise : own;
            channels.forEach(Venues.named(instrument.venue())::check);
            return new Wanted(instrument, channels);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    // Symbols may have a slash too: in BTC/USD what stands before it has no quote yet.
    private static boolean isOfSymbol(String text, int slash) {
        String before = text.substring(text.indexOf(':') + 1, slash);
        String behind = text.substring(slash + 1).toUpperCase(Locale.ROOT);
        return QUOTES.contains(behind) && !WITH_QUOTE.matcher(before).matches();
    }

    private static List<Channel> channels(String text) {
        return Arrays.stream(text.split(",", -1)).map(Channel::parse).toList();
    }
}
