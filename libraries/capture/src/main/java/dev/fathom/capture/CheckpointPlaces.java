package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The checkpoints that a manifest names. Immutable.
 *
 * @param byRun those of each process by itself, which knows nothing of those before it
 */
record CheckpointPlaces(List<List<CheckpointPlace>> byRun) {
    CheckpointPlaces {
        byRun = byRun.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a manifest.
     *
     * @param isThere whether the segment with a number is still there
     * @throws BadCaptureException if a line cannot be read
     */
    static CheckpointPlaces read(List<JsonNode> manifest, IntPredicate isThere)
            throws BadCaptureException {
        List<List<CheckpointPlace>> byRun = new ArrayList<>();
        byRun.add(new ArrayList<>());
        List<String> books = List.of();
        for (JsonNode line : manifest) {
            if (Notes.is(Notes.RUN, line)) {
                byRun.add(new ArrayList<>());
            }
            if (!Notes.is(Checkpoint.WHAT, line)) {
                continue;
            }
            books = line.has("books") ? names(line.path("books")) : books;
            int segment = line.path("segment").asInt();
            if (isThere.test(segment)) {
                byRun.getLast()
                        .add(
                                new CheckpointPlace(
                                        segment,
                                        line.path("at").asLong(),
                                        Chain.parse(line.path("chain").asText()),
                                        line.path("untilNs").asLong(),
                                        books));
            }
        }
        return new CheckpointPlaces(byRun);
    }

    private static List<String> names(JsonNode books) {
        List<String> names = new ArrayList<>();
        books.forEach(it -> names.add(it.asText()));
        return List.copyOf(names);
    }

    /** All of them, first to last. */
    List<CheckpointPlace> all() {
        return byRun.stream().flatMap(List::stream).toList();
    }

    /** See {@link RawCapture#placeBefore}. */
    Optional<CheckpointPlace> before(long fromNs, Duration settled) {
        for (List<CheckpointPlace> places : byRun.reversed()) {
            Set<String> books = new HashSet<>();
            places.forEach(it -> books.addAll(it.books()));
            Optional<CheckpointPlace> last =
                    places.reversed().stream()
                            .filter(it -> it.untilNs() + settled.toNanos() <= fromNs)
                            .filter(it -> it.books().containsAll(books))
                            .findFirst();
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }
}
