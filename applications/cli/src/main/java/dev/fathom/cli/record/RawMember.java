package dev.fathom.cli.record;

import dev.fathom.net.Frame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the text of a member in a frame, byte for byte as the venue wrote it. One thread. */
final class RawMember {
    private final JsonScanner scanner = new JsonScanner();

    /** The value of the first member with this name, however deep it lies in objects. */
    Optional<String> find(Frame frame, String name) {
        scanner.reset(frame.array(), frame.offset(), frame.length());
        try {
            return find(name);
        } catch (BadTextException _) {
            // Whoever asks has had it decoded, so this does not come; and if so, there is nothing.
            return Optional.empty();
        }
    }

    private Optional<String> find(String name) throws BadTextException {
        if (scanner.peek() != JsonScanner.Kind.OBJECT) {
            scanner.skipValue();
            return Optional.empty();
        }
        Optional<String> found = Optional.empty();
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (found.isEmpty() && scanner.textIs(name)) {
                scanner.peek();
                int from = scanner.position();
                scanner.skipValue();
                found = Optional.of(text(from, scanner.position()));
            } else if (found.isEmpty()) {
                found = find(name);
            } else {
                scanner.skipValue();
            }
        }
        return found;
    }

    private String text(int from, int to) {
        return new String(scanner.array(), from, to - from, StandardCharsets.UTF_8);
    }
}
