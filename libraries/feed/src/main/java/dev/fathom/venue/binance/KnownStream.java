package dev.fathom.venue.binance;

import dev.fathom.market.Subscription;
import dev.fathom.venue.PlainText.Literal;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a stream says. Immutable.
 *
 * @param subscription what the stream carries; null if nothing that is followed
 * @param symbol what stands between time and first id in its updates: {@code ,"s":"BTCUSDT","U":};
 *     null if the symbol cannot be written as it is
 */
record KnownStream(@Nullable Subscription subscription, @Nullable Literal symbol) {
    private static final KnownStream NOT_FOLLOWED = new KnownStream(null, null);

    static KnownStream of(Subscription subscription) {
        String symbol = subscription.instrument().symbol();
        boolean plain = symbol.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
        return new KnownStream(
                subscription, plain ? new Literal(",\"s\":\"" + symbol + "\",\"U\":") : null);
    }

    static KnownStream notFollowed() {
        return NOT_FOLLOWED;
    }
}
