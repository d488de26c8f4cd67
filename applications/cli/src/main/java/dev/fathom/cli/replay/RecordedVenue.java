package dev.fathom.cli.replay;

import dev.fathom.feed.Venues;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells whose traffic a recording holds: by the addresses in it, else by the name of its folder,
 * else by what the user says.
 */
public final class RecordedVenue {
    private static final Map<String, String> FOLDERS =
            Map.of(
                    "binance-spot", "binance",
                    "binance", "binance",
                    "binance-us", "binance-us",
                    "binance-usdm", "binance-futures",
                    "binance-futures", "binance-futures",
                    "binance-coinm", "binance-delivery",
                    "binance-delivery", "binance-delivery",
                    "kraken", "kraken",
                    "bitfinex", "bitfinex",
                    "upbit", "upbit");

    /** Exchanges whose traffic looks like that of a supported one, or is often met. */
    private static final List<Map.Entry<String, String>> OTHERS =
            List.of(
                    Map.entry("eapi", "Binance options"),
                    Map.entry("bitstamp", "Bitstamp"),
                    Map.entry("bybit", "Bybit"),
                    Map.entry("coinbase", "Coinbase"),
                    Map.entry("deribit", "Deribit"),
                    Map.entry("gateio", "Gate"),
                    Map.entry("kucoin", "KuCoin"),
                    Map.entry("okx", "OKX"));

    private RecordedVenue() {}

    /** The recording is of a venue that is not supported, or of nobody knows which. */
    public static final class UnknownVenueException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownVenueException(Path file, String what) {
            super(file + " " + what);
        }
    }

    /**
     * Finds the venue of a recording.
     *
     * @param said the venue's id as the user gives it, for files that do not tell
     * @throws UnknownVenueException naming what the recording is of and what is supported
     * @throws IOException if the file is no recording
     * @throws IllegalArgumentException if the user's venue is none
     */
    public static VenueFormat of(Path file, Optional<String> said)
            throws UnknownVenueException, IOException {
        Optional<VenueFormat> named = said.map(Venues::named);
        Optional<URI> address = firstAddress(file);
        if (address.isPresent()) {
            return at(file, address.get(), named);
        }
        String folder = folder(file);
        String id = FOLDERS.get(folder);
        if (id != null) {
            return Venues.named(id);
        }
        Optional<String> other = other(folder);
        if (other.isPresent()) {
            throw unsupported(file, other.get() + ", by the name of its folder");
        }
        return named.orElseThrow(() ->
                new UnknownVenueException(
                        file,
                        "does not tell whose traffic it holds: say it with --venue ("
                                + supported()
                                + ")"));
    }

    /**
     * Checks that a further address in the recording belongs to its venue.
     *
     * @throws UnknownVenueException if it is another's
     */
    public static void check(Path file, VenueFormat venue, URI address)
            throws UnknownVenueException {
        VenueFormat found = at(file, address, Optional.of(venue));
        if (!found.id().equals(venue.id())) {
            throw new UnknownVenueException(
                    file,
                    "holds traffic of both "
                            + venue.title()
                            + " and "
                            + found.title()
                            + " ("
                            + address.getHost()
                            + "): replay them one by one");
        }
    }

    // Hosts that nobody knows, such as those of a proxy or a simulator, are whose the user says.
    private static VenueFormat at(Path file, URI address, Optional<VenueFormat> otherwise)
            throws UnknownVenueException {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        Optional<String> other = other(host + pathStart(address));
        if (other.isPresent()) {
            throw unsupported(file, other.get() + " (" + host + ")");
        }
        Optional<VenueFormat> known = Venues.at(address);
        if (known.isPresent()) {
            return known.get();
        }
        String id = FOLDERS.get(folder(file));
        if (otherwise.isPresent() || id == null) {
            return otherwise.orElseThrow(() -> unsupported(file, host));
        }
        return Venues.named(id);
    }

    private static String pathStart(URI address) {
        String path = String.valueOf(address.getPath());
        return path.startsWith("/eapi/") ? path : "";
    }

    private static Optional<String> other(String text) {
        return OTHERS.stream()
                .filter(entry -> text.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static UnknownVenueException unsupported(Path file, String what) {
        return new UnknownVenueException(
                file, "holds traffic of " + what + "; supported are " + supported());
    }

    private static String supported() {
        return Venues.all().stream().map(VenueFormat::id).collect(Collectors.joining(", "));
    }

    private static String folder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        Path name = parent == null ? null : parent.getFileName();
        return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    }

    private static Optional<URI> firstAddress(Path file) throws IOException {
        try (Recording recording = Recording.open(file)) {
            Optional<RecordedLine> line = recording.next();
            while (line.isPresent()) {
                if (line.get().address().isPresent()) {
                    return line.get().address();
                }
                line = recording.next();
            }
            return Optional.empty();
        }
    }
}
