package dev.fathom.cli.serving;

import dev.fathom.capture.RawLine;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the lines of one venue of a capture, and its notes, apart. Owned by one thread at a time.
 */
final class VenueReader {
    private final int collectors;
    private final VenueLines lines;
    private final Set<Long> open = new HashSet<>();
    private final Set<Long> endingWithTheRun = new HashSet<>();

    /**
     * A reader.
     *
     * @param collectors how many collectors' records the capture holds
     */
    VenueReader(int collectors, VenueLines lines) {
        this.collectors = collectors;
        this.lines = lines;
    }

    void line(RawLine line) throws IOException {
        long connection = line.connection();
        switch (line.kind()) {
            case OPENED -> {
                ended(connection, false);
                open.add(connection);
                lines.opened(connection, URI.create(line.text()));
            }
            case OUT -> {
                if (open.contains(connection)) {
                    lines.sent(connection, line.text());
                }
            }
            case IN -> {
                if (open.contains(connection)) {
                    lines.came(connection, line);
                }
            }
            case CLOSED -> closed(line);
            case ANSWERED -> RecordedAnswer.of(line).ifPresent(lines::answered);
            case NOTE -> run(line);
            case ASKED -> {
                // Brings nothing.
            }
        }
    }

    private void closed(RawLine line) {
        if (line.endsRun()) {
            endingWithTheRun.add(line.connection());
        }
        if (!line.asksForEnd()) {
            ended(line.connection(), endingWithTheRun.contains(line.connection()));
        }
    }

    private void ended(long connection, boolean withTheRun) {
        endingWithTheRun.remove(connection);
        if (open.remove(connection)) {
            lines.ended(connection, withTheRun);
        }
    }

    // A process of a collector goes on with the recording, over connections of its own.
    private void run(RawLine line) throws IOException {
        if (line.beginsRun()) {
            List<Long> gone =
                    open.stream().filter(it -> (it - line.connection()) % collectors == 0).toList();
            gone.forEach(it -> ended(it, false));
            lines.began();
        }
    }
}
