package dev.fathom.cli.ladder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines for people, while the ladder has the screen. Safe for many threads. */
final class StatusLines {
    private static final int KEPT = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String text) {
        // A stack trace has several lines; the first says enough here.
        lines.addLast(text.lines().findFirst().orElse(""));
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** All that are kept, the newest last. */
    synchronized List<String> all() {
        return new ArrayList<>(lines);
    }
}
