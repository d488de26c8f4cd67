package dev.fathom.venue.binance;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of a market's streams, such as {@code btcusdt@depth@100ms}. Immutable.
 *
 * @param venue the market's id
 * @param pacesMs paces that there are; the last is that of a stream whose name has none
 */
record StreamName(String venue, List<Integer> pacesMs) {
    private static final Pattern DEPTH = Pattern.compile("depth(5|10|20)?(?:@(\\d{1,4})ms)?");

    StreamName(BinanceMarket market) {
        this(market.id(), market.depthPacesMs());
    }

    String of(Subscription subscription) {
        Channel channel = subscription.channel();
        String pace = channel.everyMs() == pacesMs.getLast() ? "" : "@" + channel.everyMs() + "ms";
        String name =
                switch (channel.kind()) {
                    case DEPTH -> "depth" + pace;
                    case TOP -> "depth" + channel.levels() + pace;
                    case TRADE -> "trade";
                    case AGG_TRADE -> "aggTrade";
                    case QUOTE -> "bookTicker";
                };
        return subscription.instrument().symbol().toLowerCase(Locale.ROOT) + "@" + name;
    }

    /** The subscription that a name stands for; empty for streams that are not followed. */
    Optional<Subscription> parse(String name) {
        int at = name.indexOf('@');
        if (at <= 0 || name.substring(0, at).isBlank()) {
            return Optional.empty();
        }
        Instrument instrument =
                new Instrument(venue, name.substring(0, at).toUpperCase(Locale.ROOT));
        return channel(name.substring(at + 1))
                .map(channel -> new Subscription(instrument, channel));
    }

    private Optional<Channel> channel(String name) {
        return switch (name) {
            case "trade" -> Optional.of(Channel.TRADE);
            case "aggTrade" -> Optional.of(Channel.AGG_TRADE);
            case "bookTicker" -> Optional.of(Channel.QUOTE);
            default -> depth(name);
        };
    }

    private Optional<Channel> depth(String name) {
        Matcher depth = DEPTH.matcher(name);
        if (!depth.matches()) {
            return Optional.empty();
        }
        int everyMs = depth.group(2) == null ? pacesMs.getLast() : Integer.parseInt(depth.group(2));
        // The plain pace is never written.
        if (!pacesMs.contains(everyMs)
                || (depth.group(2) != null && everyMs == pacesMs.getLast())) {
            return Optional.empty();
        }
        return Optional.of(
                depth.group(1) == null
                        ? new Channel(Channel.Kind.DEPTH, 0, everyMs)
                        : new Channel(Channel.Kind.TOP, Integer.parseInt(depth.group(1)), everyMs));
    }
}
