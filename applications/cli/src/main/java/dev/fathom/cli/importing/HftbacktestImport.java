package dev.fathom.cli.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.capture.Capture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.RawLine.Kind;
import dev.fathom.capture.Retention;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.ProgramVersion;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.replay.LineFile;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lines of hftbacktest's collectors: a receive time in nanoseconds and what came, frames and
 * answers with a snapshot alike. Owned by one thread.
 */
final class HftbacktestImport implements FileImport {
    private static final String FORM = "hftbacktest";
    private static final String UNPROVEN =
            "when connections began and ended: only ids tell what is missing";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What a look at all lines tells. */
    private static final class Found {
        private final Set<String> symbols = new TreeSet<>();
        private final Set<String> venues = new TreeSet<>();
        private boolean snapshots;
    }

    @FunctionalInterface
    private interface Messages {
        void message(long atNs, JsonNode json, byte[] text)
                throws IOException, InterruptedException;
    }

    private final Path file;
    private final Optional<Venue> said;
    private long lines;
    private boolean torn;

    /**
     * An import.
     *
     * @param said whose traffic it is; empty where the messages are to tell
     */
    HftbacktestImport(Path file, Optional<Venue> said) {
        this.file = file;
        this.said = said;
    }

    @Override
    public String into(Path folder, Shell shell) throws IOException, InterruptedException {
        // All of it is looked at before anything is written.
        Found found = new Found();
        read((_, json, _) -> look(json, found));
        Venue venue = said.orElseGet(() -> deduced(found));
        Endpoints at = venue.endpoints().getFirst();
        Optional<Instrument> whose =
                found.snapshots ? Optional.of(whoseSnapshots(venue, found)) : Optional.empty();
        byte[] address = at.webSocket().toString().getBytes(StandardCharsets.UTF_8);
        boolean[] begun = new boolean[1];
        try (Capture capture =
                Capture.open(
                        folder,
                        ProgramVersion.text() + ", imported from " + file.getFileName(),
                        Map.of(venue.id(), Arrays.asList(at.webSocket().toString())),
                        Retention.ALL,
                        shell::tell)) {
            read((atNs, json, text) -> {
                if (!begun[0]) {
                    begun[0] = true;
                    capture.putWaiting(ImportNote.of(atNs, FORM, file, UNPROVEN));
                    capture.putWaiting(new RawLine(atNs, atNs, 1, Kind.OPENED, address));
                }
                capture.putWaiting(
                        isSnapshot(json) && whose.isPresent()
                                ? snapshot(venue, at, whose.get(), atNs, json, text)
                                : new RawLine(atNs, atNs, 1, Kind.IN, text));
            });
        }
        return "%,d lines of %s imported%s; not proven: %s"
                .formatted(
                        lines,
                        venue.title(),
                        torn ? ", the last one had no end and was left out" : "",
                        UNPROVEN);
    }

    private static RawLine snapshot(
            Venue venue, Endpoints at, Instrument whose, long atNs, JsonNode json, byte[] text) {
        int levels = Math.max(json.path("bids").size(), json.path("asks").size());
        String start =
                "200 " + venue.snapshot(at, whose, Math.max(1, levels)).orElseThrow().uri() + " ";
        byte[] head = start.getBytes(StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOf(head, head.length + text.length);
        System.arraycopy(text, 0, payload, head.length, text.length);
        return new RawLine(atNs, atNs, 0, Kind.ANSWERED, payload);
    }

    // Partial books in the stream look alike, but stand inside of "data".
    private static boolean isSnapshot(JsonNode json) {
        return json.has("lastUpdateId") && json.has("bids") && json.has("asks");
    }

    private static void look(JsonNode json, Found found) {
        if (isSnapshot(json)) {
            found.snapshots = true;
            return;
        }
        JsonNode data = json.has("data") ? json.path("data") : json;
        String symbol = data.path("s").asText();
        if (!symbol.isEmpty()) {
            found.symbols.add(symbol.toUpperCase(Locale.ROOT));
        }
        market(data).ifPresent(found.venues::add);
    }

    // Updates of the futures name their predecessor, those of COIN-M the pair too; trades of the
    // spot market have a member without a meaning.
    private static Optional<String> market(JsonNode data) {
        return switch (data.path("e").asText()) {
            case "depthUpdate" ->
                    Optional.of(
                            !data.has("pu")
                                    ? "binance"
                                    : data.has("ps") ? "binance-delivery" : "binance-futures");
            case "trade", "aggTrade" -> data.has("M") ? Optional.of("binance") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Venue deduced(Found found) {
        if (found.venues.size() == 1) {
            return Venues.named(found.venues.iterator().next());
        }
        throw Failure.usage(
                found.venues.isEmpty()
                        ? file
                                + " does not tell whose traffic it holds: say it with --venue, such"
                                + " as --venue binance-futures"
                        : file
                                + " holds traffic of "
                                + String.join(" and ", found.venues)
                                + ": say with --venue which it is");
    }

    private Instrument whoseSnapshots(Venue venue, Found found) {
        String name = String.valueOf(file.getFileName());
        String symbol =
                found.symbols.size() == 1
                        ? found.symbols.iterator().next()
                        : name.replaceFirst("_?\\d{8}\\..*|\\..*", "");
        try {
            Instrument instrument = venue.instrument(symbol);
            if (venue.snapshot(venue.endpoints().getFirst(), instrument, 1).isPresent()) {
                return instrument;
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(
                    "%s does not tell whose snapshots it holds, call it SYMBOL_YYYYMMDD: %s"
                            .formatted(file, e.getMessage()));
        }
        throw Failure.usage(
                "%s holds snapshots, and %s gives none beside its stream"
                        .formatted(file, venue.title()));
    }

    private void read(Messages told) throws IOException, InterruptedException {
        lines = 0;
        torn = false;
        try (LineFile from = LineFile.open(file)) {
            for (int length = from.next(); length >= 0; length = from.next()) {
                message(from, length, told);
            }
        }
    }

    private void message(LineFile from, int length, Messages told)
            throws IOException, InterruptedException {
        byte[] array = from.array();
        int digits = 0;
        long atNs = 0;
        while (digits < length && array[digits] >= '0' && array[digits] <= '9' && digits < 19) {
            atNs = atNs * 10 + array[digits++] - '0';
        }
        int begin = digits;
        while (begin < length && array[begin] == ' ') {
            begin++;
        }
        JsonNode json = digits == 0 || begin == digits ? null : json(array, begin, length - begin);
        if (json == null || !json.isContainerNode() || atNs <= 0) {
            if (from.hasEnd()) {
                throw from.bad("no receive time in nanoseconds and JSON behind a blank", null);
            }
            // A collector was killed while it wrote.
            torn = true;
            return;
        }
        lines++;
        told.message(atNs, json, Arrays.copyOfRange(array, begin, length));
    }

    private static @Nullable JsonNode json(byte[] array, int from, int length) throws IOException {
        try {
            return JSON.readTree(array, from, length);
        } catch (JsonProcessingException _) {
            return null;
        }
    }
}
