package dev.fathom.feed;

import dev.fathom.market.VenueTime;
import dev.fathom.net.HttpResult;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Asks a venue what belongs to no stream, and waits for the answers. Safe for many threads, but not
 * for loops.
 *
 * @param desk where questions go
 * @param priority beside other requests
 */
record Questions(Venue venue, Endpoints endpoints, RequestDesk desk, Priority priority) {
    private static final long ANSWER_TIMEOUT_S = 60;

    /** An answer, and how long it took since its request left. */
    private record Answered(HttpResult.Answer answer, long tookNs) {}

    /** Asks for the list of instruments. */
    List<InstrumentInfo> instruments() throws IOException {
        RestRequest request = venue.instruments(endpoints);
        HttpResult.Answer answer = ask(request).answer();
        try {
            return venue.readInstruments(answer.body());
        } catch (IOException e) {
            throw new IOException(
                    request.uri() + " gave no list of instruments: " + e.getMessage(), e);
        }
    }

    /** Asks for a sign of life, and then for the time. */
    Reach reach() throws IOException {
        long pingNs = ask(venue.ping(endpoints)).tookNs();
        // The connection is there now, and takes no time of its own.
        Answered answered = ask(venue.time(endpoints));
        VenueTime time = venue.readTime(answered.answer().body());
        long stepNs = venue.clockStep().orElse(Duration.ZERO).toNanos();
        long halfWayNs = answered.answer().receivedAtNs() - answered.tookNs() / 2;
        return new Reach(
                endpoints.rest(),
                pingNs,
                time,
                time.toNs() + stepNs / 2 - halfWayNs,
                answered.tookNs(),
                stepNs);
    }

    private Answered ask(RestRequest request) throws IOException {
        RequestDesk.Timed timed = desk.askAndWait(request, priority, ANSWER_TIMEOUT_S);
        return switch (timed.result()) {
            case HttpResult.Failed(String what) -> throw new IOException(what);
            case HttpResult.Answer answer when answer.status() != 200 ->
                    throw new IOException(
                            request.uri()
                                    + " answered "
                                    + venue.refusal(answer.status(), answer.body()).text());
            case HttpResult.Answer answer ->
                    new Answered(answer, answer.monotonicNs() - timed.sentNs());
        };
    }
}
