package dev.fathom.capture;

import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FrameReplay;
import dev.fathom.net.Frame;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the lines of a capture through the decoders, synchronisation and books of a live feed,
 * several venues side by side. Owned by one thread.
 */
public final class CaptureReplay implements RawCapture.Reader {
    /** An answer taken apart. */
    record Answer(Venue venue, URI request, byte[] body) {}

    private final CaptureVenues venues;
    private final SyncLimits limits;
    private final FeedListener listener;
    private final Map<Long, Venue> connections = new HashMap<>();
    private final Map<String, FrameReplay> replays = new LinkedHashMap<>();

    /** A replay that has seen nothing yet. */
    public CaptureReplay(CaptureVenues venues, SyncLimits limits, FeedListener listener) {
        this.venues = venues;
        this.limits = limits;
        this.listener = listener;
    }

    /** The books, one replay a venue. */
    public Collection<FrameReplay> replays() {
        return replays.values();
    }

    /** The venue of a connection, if it is known. */
    Optional<Venue> venue(long connection) {
        return Optional.ofNullable(connections.get(connection));
    }

    @Override
    public void line(RawLine line, int segment) throws IOException {
        switch (line.kind()) {
            case OPENED -> {
                URI address = URI.create(line.text());
                venues.at(address)
                        .ifPresent(venue -> {
                            connections.put(line.connection(), venue);
                            replay(venue).opened(line.connection(), address);
                        });
            }
            case IN ->
                    venue(line.connection())
                            .ifPresent(it -> replay(it).frame(frame(line, line.payload())));
            case ANSWERED ->
                    answer(line)
                            .ifPresent(it ->
                                    replay(it.venue())
                                            .answer(it.request(), frame(line, it.body())));
            case OUT, CLOSED, ASKED, NOTE -> {
                // Change no book.
            }
        }
    }

    /**
     * Takes a line with an answer apart: {@code 200 http://... body}.
     *
     * @return empty if it is a refusal, or of nobody that is known
     */
    Optional<Answer> answer(RawLine line) throws BadCaptureException {
        byte[] payload = line.payload();
        int first = blank(payload, 0);
        int second = blank(payload, first + 1);
        if (!text(payload, 0, first).equals("200")) {
            return Optional.empty();
        }
        URI request = URI.create(text(payload, first + 1, second));
        byte[] body = Arrays.copyOfRange(payload, second + 1, payload.length);
        return venues.at(request).map(venue -> new Answer(venue, request, body));
    }

    private static String text(byte[] payload, int from, int to) {
        return new String(payload, from, to - from, StandardCharsets.UTF_8);
    }

    private static int blank(byte[] payload, int from) throws BadCaptureException {
        for (int i = from; i < payload.length; i++) {
            if (payload[i] == ' ') {
                return i;
            }
        }
        throw new BadCaptureException("an answer without status, address and body");
    }

    private FrameReplay replay(Venue venue) {
        return replays.computeIfAbsent(venue.id(), _ -> new FrameReplay(venue, limits, listener));
    }

    /** A frame with this payload. */
    static Frame frame(RawLine line, byte[] payload) {
        return Frame.of(
                line.connection(),
                Frame.Direction.IN,
                line.receivedAtNs(),
                line.monotonicNs(),
                payload,
                0,
                payload.length);
    }
}
