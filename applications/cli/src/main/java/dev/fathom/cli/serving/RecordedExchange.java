package dev.fathom.cli.serving;

import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawLine;
import dev.fathom.feed.Book;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One venue of a capture as it stands between two lines: its clock, its books and trades, and what
 * it has answered. Owned by one thread at a time.
 */
final class RecordedExchange {
    private static final int ANSWERS = 200;

    private final String venue;
    private final TradeTape tape;
    private final CaptureReplay books;
    private final VenueReader reader;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private long nowNs;

    /**
     * Before the first line.
     *
     * @param listed trades that only answers brought, which the venue knew before the recorder did
     * @param lines told what each line says, once books and trades stand behind it
     */
    RecordedExchange(
            String venue,
            CaptureVenues venues,
            SyncLimits limits,
            List<Trade> listed,
            VenueLines lines) {
        this.venue = venue;
        tape = new TradeTape(listed);
        books = new CaptureReplay(venues, limits, tape);
        reader = new VenueReader(venues.collectors(), lines);
    }

    /** The recording begins at this time, nanoseconds since 1970 UTC. */
    void begins(long ns) {
        nowNs = ns;
    }

    /** The time of the last line, nanoseconds since 1970 UTC. */
    long nowNs() {
        return nowNs;
    }

    /** Goes over one line of this venue's, or a note. */
    void play(RawLine line) throws IOException {
        nowNs = line.receivedAtNs();
        books.line(line, 0);
        reader.line(line);
    }

    /** Nothing more comes: trades that awaited missing ones are on the tape as well. */
    void ends() {
        books.end();
    }

    /** The trades so far. */
    TradeTape tape() {
        return tape;
    }

    /** A live book as it stands now. */
    Optional<Book> book(String symbol, int levels) {
        return books.replays().stream()
                .flatMap(it -> it.book(new Instrument(venue, symbol), levels).stream())
                .filter(Book::isLive)
                .findFirst();
    }

    /** Keeps an answer for those who ask the same. */
    void remember(RecordedAnswer answer) {
        answers.put(answer.target(), answer.body());
        if (answers.size() > ANSWERS) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    /** What was answered to the same request. */
    Optional<String> answerTo(String target) {
        return Optional.ofNullable(answers.get(target));
    }
}
