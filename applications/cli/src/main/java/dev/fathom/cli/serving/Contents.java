package dev.fathom.cli.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.serving.Held.Digits;
import dev.fathom.market.Instrument;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks a capture through for what it holds of each venue. Owned by one thread. */
final class Contents implements RawCapture.Reader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OF_A_SYMBOL =
            Pattern.compile("[^!@]+@(depth.*|trade|aggTrade|bookTicker)");

    private final CaptureVenues venues;
    private final Map<Long, Connection> connections = new HashMap<>();
    private final Map<String, Found> found = new LinkedHashMap<>();

    private record Connection(Found venue, StreamNames names) {}

    private static final class Found {
        final Venue venue;
        final TreeSet<String> streams = new TreeSet<>();
        final Map<Instrument, Digits> symbols = new TreeMap<>();
        @Nullable String exchangeInfo;

        Found(Venue venue) {
            this.venue = venue;
        }

        void see(String stream) {
            if (streams.add(stream) && OF_A_SYMBOL.matcher(stream).matches()) {
                String symbol = stream.substring(0, stream.indexOf('@')).toUpperCase(Locale.ROOT);
                symbols.putIfAbsent(new Instrument(venue.id(), symbol), Digits.USUAL);
            }
        }
    }

    Contents(CaptureVenues venues) {
        this.venues = venues;
    }

    /** What was found, by the venues' ids. */
    Map<String, Held> held() {
        Map<String, Held> all = new LinkedHashMap<>();
        found.forEach((id, it) ->
                all.put(
                        id,
                        new Held(it.streams, it.symbols, Optional.ofNullable(it.exchangeInfo))));
        return all;
    }

    @Override
    public void line(RawLine line, int segment) {
        switch (line.kind()) {
            case OPENED -> opened(line.connection(), URI.create(line.text()));
            case OUT -> {
                Connection of = connections.get(line.connection());
                if (of != null) {
                    of.names().sent(line.text());
                }
            }
            case IN -> {
                Connection of = connections.get(line.connection());
                if (of != null) {
                    of.names().message(line.text()).ifPresent(it -> of.venue().see(it.stream()));
                }
            }
            case ANSWERED -> RecordedAnswer.of(line).ifPresent(this::answered);
            case CLOSED, ASKED, NOTE -> {
                // Hold nothing of a venue's.
            }
        }
    }

    private void opened(long connection, URI address) {
        venues.at(address)
                .ifPresent(venue ->
                        connections.put(
                                connection,
                                new Connection(found(venue), new StreamNames(address))));
    }

    private Found found(Venue venue) {
        return found.computeIfAbsent(venue.id(), _ -> new Found(venue));
    }

    private void answered(RecordedAnswer answer) {
        Optional<Venue> venue = venues.at(answer.request());
        if (venue.isEmpty()) {
            return;
        }
        Found of = found(venue.get());
        if (answer.isExchangeInfo() && of.exchangeInfo == null) {
            of.exchangeInfo = answer.body();
        }
        venue.get()
                .recordedSnapshot(answer.request())
                .ifPresent(it -> of.symbols.merge(it.instrument(), digits(answer), Contents::more));
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

    /** Reads a whole capture. */
    static Map<String, Held> of(RawCapture capture, CaptureVenues venues) throws IOException {
        Contents contents = new Contents(venues);
        capture.readUntil(Long.MAX_VALUE, contents);
        return contents.held();
    }
}
