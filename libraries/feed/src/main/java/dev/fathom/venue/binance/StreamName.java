package dev.fathom.venue.binance;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import java.util.Locale;
import java.util.Optional;

/** Names of streams, such as {@code btcusdt@depth@100ms}. */
final class StreamName {
    private StreamName() {}

    static String of(Subscription subscription) {
        Channel channel = subscription.channel();
        String pace = channel.everyMs() == 100 ? "@100ms" : "";
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
    static Optional<Subscription> parse(String venue, String name) {
        int at = name.indexOf('@');
        if (at <= 0 || name.substring(0, at).isBlank()) {
            return Optional.empty();
        }
        return channel(name.substring(at + 1))
                .map(channel ->
                        new Subscription(
                                new Instrument(
                                        venue, name.substring(0, at).toUpperCase(Locale.ROOT)),
                                channel));
    }

    private static Optional<Channel> channel(String name) {
        return switch (name) {
            case "depth" -> Optional.of(new Channel(Channel.Kind.DEPTH, 0, 1000));
            case "depth@100ms" -> Optional.of(Channel.DEPTH);
            case "trade" -> Optional.of(Channel.TRADE);
            case "aggTrade" -> Optional.of(Channel.AGG_TRADE);
            case "bookTicker" -> Optional.of(Channel.QUOTE);
            case "depth5", "depth10", "depth20" -> top(name.substring(5), 1000);
            case "depth5@100ms", "depth10@100ms", "depth20@100ms" ->
                    top(name.substring(5, name.indexOf('@')), 100);
            default -> Optional.empty();
        };
    }

    private static Optional<Channel> top(String levels, int everyMs) {
        return Optional.of(new Channel(Channel.Kind.TOP, Integer.parseInt(levels), everyMs));
    }
}
