package dev.fathom.feed;

import dev.fathom.market.Instrument;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.TardisRow;
import dev.fathom.venue.Venue;
import dev.fathom.venue.VenueFormat;
import dev.fathom.venue.binance.BinanceAccountVenue;
import dev.fathom.venue.binance.BinanceVenue;
import dev.fathom.venue.bitfinex.BitfinexAccountVenue;
import dev.fathom.venue.bitfinex.BitfinexVenue;
import dev.fathom.venue.kraken.KrakenVenue;
import dev.fathom.venue.tardis.TardisFiles;
import dev.fathom.venue.upbit.UpbitVenue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The venues that Fathom knows; the only place that names concrete ones. */
public final class Venues {
    private static final List<Venue> ALL =
            List.of(
                    BinanceVenue.spot(),
                    BinanceVenue.us(),
                    BinanceVenue.usdM(),
                    BinanceVenue.coinM(),
                    new BitfinexVenue(),
                    new UpbitVenue(),
                    new KrakenVenue());

    private static final List<AccountVenue> ACCOUNTS =
            List.of(
                    BinanceAccountVenue.spot(),
                    BinanceAccountVenue.us(),
                    BinanceAccountVenue.margin(),
                    BinanceAccountVenue.usdM(),
                    BinanceAccountVenue.coinM(),
                    new BitfinexAccountVenue());

    private static final VenueFormat TARDIS = new TardisFiles();

    private Venues() {}

    /** All of them. */
    public static List<Venue> all() {
        return ALL;
    }

    /**
     * The venue with this id, in any case.
     *
     * @throws IllegalArgumentException naming the id and those that are known
     */
    public static Venue named(String id) {
        String wanted = id.trim().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(v -> v.id().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown venue '"
                                        + id
                                        + "': known are "
                                        + ALL.stream()
                                                .map(Venue::id)
                                                .collect(Collectors.joining(", "))));
    }

    /** The kinds of account that can be followed. */
    public static List<AccountVenue> accounts() {
        return ACCOUNTS;
    }

    /**
     * The kind of account with this id, in any case.
     *
     * @throws IllegalArgumentException naming the id and those that are known
     */
    public static AccountVenue account(String id) {
        String wanted = id.trim().toLowerCase(Locale.ROOT);
        return ACCOUNTS.stream()
                .filter(it -> it.id().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no accounts of '%s': there are those of %s"
                                        .formatted(
                                                id,
                                                ACCOUNTS.stream()
                                                        .map(AccountVenue::id)
                                                        .collect(Collectors.joining(", ")))));
    }

    /** The format of what comes from an address: that of a venue, or of an imported file. */
    public static Optional<VenueFormat> at(URI address) {
        if (TardisRow.SCHEME.equals(address.getScheme())) {
            return Optional.of(TARDIS);
        }
        String host = address.getHost();
        return host == null
                ? Optional.empty()
                : ALL.stream().filter(v -> v.isHost(host)).<VenueFormat>map(v -> v).findFirst();
    }

    /**
     * Reads {@code venue:symbol}, in any case, the symbol in the venue's form or as {@code
     * BASE-QUOTE}.
     *
     * @throws IllegalArgumentException naming the text and the form
     */
    public static Instrument instrument(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no instrument: write VENUE:SYMBOL, such as binance:BTCUSDT");
        }
        return named(text.substring(0, colon)).instrument(text.substring(colon + 1));
    }
}
