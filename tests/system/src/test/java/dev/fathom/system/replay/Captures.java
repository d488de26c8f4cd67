package dev.fathom.system.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.cli.replay.RecordedVenue;
import dev.fathom.cli.replay.Recording;
import dev.fathom.cli.replay.Replay;
import dev.fathom.feed.FeedListener;
import dev.fathom.sync.CrossedBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The recordings of real traffic that tests are given by the variable FATHOM_CAPTURES. */
final class Captures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Captures() {}

    /** Their folder; a test that asks is skipped where there is none. */
    static Path folder() {
        String name = System.getenv("FATHOM_CAPTURES");
        assumeTrue(
                name != null && Files.isDirectory(Path.of(name)),
                "no recordings: set FATHOM_CAPTURES to their folder");
        return Path.of(String.valueOf(name));
    }

    static Path file(String name) {
        return folder().resolve(name);
    }

    /** What an independent rebuild made of them, by file name. */
    static JsonNode expected() throws IOException {
        return JSON.readTree(folder().resolve("EXPECTED.json").toFile());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** Called before a line is played. */
    @FunctionalInterface
    interface BeforeLine {
        void line(RecordedLine line, Replay replay) throws IOException;
    }

    static Replay play(String name, FeedListener listener) throws Exception {
        return play(name, listener, (_, _) -> {});
    }

    static Replay play(String name, FeedListener listener, BeforeLine before) throws Exception {
        Path file = file(name);
        Replay replay =
                new Replay(
                        file,
                        RecordedVenue.of(file, Optional.empty()),
                        CrossedBook.IS_LOST,
                        listener);
        try (Recording recording = Recording.open(file)) {
            Optional<RecordedLine> line = recording.next();
            while (line.isPresent()) {
                before.line(line.get(), replay);
                replay.play(line.get());
                line = recording.next();
            }
        }
        return replay;
    }
}
