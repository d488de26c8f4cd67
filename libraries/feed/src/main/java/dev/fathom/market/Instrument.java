package dev.fathom.market;

/**
 * Something traded at one venue. Immutable.
 *
 * @param venue the venue's id in lower case, such as {@code binance}
 * @param symbol the symbol in the venue's own form, such as {@code BTCUSDT}
 */
public record Instrument(String venue, String symbol) implements Comparable<Instrument> {
    /** Checks that both parts are there. */
    public Instrument {
        if (venue.isBlank() || symbol.isBlank()) {
            throw new IllegalArgumentException(
                    "an instrument needs a venue and a symbol, got '" + venue + ":" + symbol + "'");
        }
    }

    @Override
    public int compareTo(Instrument other) {
        int byVenue = venue.compareTo(other.venue);
        return byVenue != 0 ? byVenue : symbol.compareTo(other.symbol);
    }

    /** {@code venue:SYMBOL}, the form that the command line takes. */
    @Override
    public String toString() {
        return venue + ":" + symbol;
    }
}
