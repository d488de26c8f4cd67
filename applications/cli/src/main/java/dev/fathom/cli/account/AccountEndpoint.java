package dev.fathom.cli.account;

import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.Endpoints;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an account is reached, as an argument says it. */
final class AccountEndpoint {
    private AccountEndpoint() {}

    /**
     * Reads {@code WS,REST}, {@code VENUE=WS,REST} or the name of an environment.
     *
     * @param text null for the usual addresses
     * @throws IllegalArgumentException naming the text and what there is
     */
    static Endpoints of(AccountVenue venue, @Nullable String text) {
        if (text == null) {
            return venue.endpoints().getFirst();
        }
        int equals = text.indexOf('=');
        String where = text.substring(equals + 1).trim();
        if (equals >= 0 && !owners(venue).contains(text.substring(0, equals))) {
            throw new IllegalArgumentException(
                    "'%s' is no endpoint of %s".formatted(text, venue.id()));
        }
        if (where.contains("://")) {
            return Endpoints.parse(where);
        }
        return venue.endpoints().stream()
                .filter(it -> it.name().equalsIgnoreCase(where))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s has no endpoints named '%s': known are %s, or write WS,REST"
                                        .formatted(
                                                venue.id(),
                                                where,
                                                venue.endpoints().stream()
                                                        .map(Endpoints::name)
                                                        .collect(Collectors.joining(", ")))));
    }

    /**
     * Whose keys and addresses are this account's too: margin and futures are Binance's as well.
     */
    static List<String> owners(AccountVenue venue) {
        return List.of("binance-margin", "binance-futures", "binance-delivery").contains(venue.id())
                ? List.of(venue.id(), "binance")
                : List.of(venue.id());
    }
}
