package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.Venues;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Levels;
import dev.fathom.market.Trade;
import dev.fathom.market.VenueTime;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames of each venue as its pages write them, and what they mean. In {@code frames/VENUE}, a file
 * for each connection: a line that begins with {@code @} is its address, one with {@code >} a
 * frame, those with {@code =} behind it what it tells.
 */
class FramesTest {
    static Stream<Path> files() throws IOException, URISyntaxException {
        URI folder = Objects.requireNonNull(FramesTest.class.getResource("/frames")).toURI();
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFrameTellsWhatItMeans(Path file) throws IOException {
        Venue venue = Venues.named(folder(file));
        List<String> lines = Files.readAllLines(file);
        DecodedLog log = new DecodedLog(venue, lines.getFirst().substring(2));
        List<String> actual = new ArrayList<>(List.of(lines.getFirst()));
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("> ")) {
                actual.add(line);
                log.decode(line.substring(2)).forEach(it -> actual.add("= " + text(it)));
            } else if (!line.startsWith("= ")) {
                actual.add(line);
            }
        }

        assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", lines));
        assertThat(actual).anyMatch(it -> it.startsWith("= "));
    }

    private static String folder(Path file) {
        return Objects.requireNonNull(Objects.requireNonNull(file.getParent()).getFileName())
                .toString();
    }

    private static String text(Object told) {
        return switch (told) {
            case BookUpdate it ->
                    "change of %s%s%s, bids%s, asks%s"
                            .formatted(
                                    it.instrument(),
                                    ids(it.firstId(), it.lastId()),
                                    time(it.venueTime()),
                                    levels(it.bids()),
                                    levels(it.asks()));
            case BookSnapshot it -> state(it);
            case DecodedLog.Top(BookSnapshot levels) -> "top, " + state(levels);
            case DecodedLog.Checksum it ->
                    "checksum of %s: %d".formatted(it.instrument(), it.value());
            case DecodedLog.FrameNumber it -> "frame number " + it.number();
            case DecodedLog.Heartbeat it -> "heartbeat of " + it.subscription();
            case DecodedLog.Other _ -> "nothing that is followed";
            case Trade it ->
                    "trade %d of %s, %s %s at %s%s"
                            .formatted(
                                    it.id(),
                                    it.instrument(),
                                    it.takerSide(),
                                    it.sizeText(),
                                    it.priceText(),
                                    time(it.venueTime()));
            case AggregateTrade it ->
                    "aggregate %d of %s, trades %d to %d, %s %s at %s%s"
                            .formatted(
                                    it.id(),
                                    it.instrument(),
                                    it.firstTradeId(),
                                    it.lastTradeId(),
                                    it.takerSide(),
                                    it.sizeText(),
                                    it.priceText(),
                                    time(it.venueTime()));
            case BestQuote it ->
                    "quote of %s, bid %s, ask %s".formatted(it.instrument(), it.bid(), it.ask());
            case ControlReply it ->
                    it.error().map(error -> "refusal: " + error).orElse("taken")
                            + (it.about().isEmpty() ? "" : ", about " + it.about());
            case VenueNotice it -> "notice " + it.kind() + ": " + it.text();
            case BadFrame it -> "bad frame: " + it.what();
            default -> throw new IllegalStateException("unexpected: " + told);
        };
    }

    private static String state(BookSnapshot it) {
        return "state of %s%s%s, bids%s, asks%s"
                .formatted(
                        it.instrument(),
                        ids(it.lastId(), it.lastId()),
                        time(it.venueTime()),
                        levels(it.bids()),
                        levels(it.asks()));
    }

    private static String ids(long first, long last) {
        if (last == DepthMessage.UNNUMBERED) {
            return "";
        }
        return first == last ? ", id " + last : ", ids " + first + " to " + last;
    }

    private static String time(VenueTime time) {
        return time.isKnown() ? ", time " + time.value() : "";
    }

    private static String levels(Levels levels) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < levels.count(); i++) {
            text.append(' ').append(levels.sizeText(i)).append('@').append(levels.priceText(i));
        }
        return text.isEmpty() ? " none" : text.toString();
    }
}
