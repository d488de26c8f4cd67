package dev.fathom.cli.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.serving.Held.Digits;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.BinanceProtocol;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks through what a capture holds in one of Binance's protocols. Owned by one thread. */
final class BinanceContents implements VenueContents, VenueLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OF_A_SYMBOL =
            Pattern.compile("[^!@]+@(depth.*|trade|aggTrade|bookTicker)");

    private final VenueFormat venue;
    private final BinanceProtocol protocol;
    private final CaptureVenues venues;
    private final VenueReader reader;
    private final Map<Long, StreamNames> connections = new HashMap<>();
    private final TreeSet<String> streams = new TreeSet<>();
    private final Map<Instrument, Digits> symbols = new TreeMap<>();
    private @Nullable String exchangeInfo;

    BinanceContents(VenueFormat venue, BinanceProtocol protocol, CaptureVenues venues) {
        this.venue = venue;
        this.protocol = protocol;
        this.venues = venues;
        reader = new VenueReader(venues.collectors(), this);
    }

    @Override
    public void line(RawLine line) throws IOException {
        reader.line(line);
    }

    @Override
    public Optional<Offer> offer(SyncLimits limits, Runnable demanded) {
        Held held = new Held(streams, symbols, Optional.ofNullable(exchangeInfo));
        return Optional.of(new BinanceOffer(venue.id(), protocol, held, venues, limits, demanded));
    }

    @Override
    public void opened(long connection, URI address) {
        connections.put(connection, new StreamNames(address));
    }

    @Override
    public void sent(long connection, String text) {
        names(connection).ifPresent(it -> it.sent(text));
    }

    @Override
    public void came(long connection, RawLine line) {
        names(connection).flatMap(it -> it.message(line.text())).ifPresent(it -> see(it.stream()));
    }

    private Optional<StreamNames> names(long connection) {
        return Optional.ofNullable(connections.get(connection));
    }

    private void see(String stream) {
        if (streams.add(stream) && OF_A_SYMBOL.matcher(stream).matches()) {
            String symbol = stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT);
            symbols.putIfAbsent(new Instrument(venue.id(), symbol), Digits.USUAL);
        }
    }

    @Override
    public void ended(long connection, boolean withTheRun) {
        connections.remove(connection);
    }

    @Override
    public void began() {
        // What was found stays found.
    }

    @Override
    public void answered(RecordedAnswer answer) {
        if (answer.isExchangeInfo() && exchangeInfo == null) {
            exchangeInfo = answer.body();
        }
        venue.recordedSnapshot(answer.request())
                .ifPresent(it ->
                        symbols.merge(it.instrument(), digits(answer), BinanceContents::more));
    }

    private static Digits more(Digits one, Digits other) {
        if (one.equals(Digits.USUAL) || other.equals(Digits.USUAL)) {
            return one.equals(Digits.USUAL) ? other : one;
        }
        return new Digits(Math.max(one.price(), other.price()), Math.max(one.size(), other.size()));
    }

    private static Digits digits(RecordedAnswer answer) {
        int price = 0;
        int size = 0;
        try {
            JsonNode depth = JSON.readTree(answer.body());
            for (JsonNode side : new JsonNode[] {depth.path("bids"), depth.path("asks")}) {
                for (JsonNode level : side) {
                    price = Math.max(price, places(level.path(0).asText()));
                    size = Math.max(size, places(level.path(1).asText()));
                }
            }
        } catch (JsonProcessingException | NumberFormatException _) {
            return Digits.USUAL;
        }
        return new Digits(price, size);
    }

    private static int places(String number) {
        return Math.max(0, new BigDecimal(number).stripTrailingZeros().scale());
    }
}
