package dev.fathom.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Faults and when to have them. Immutable.
 *
 * @param entries in any order
 */
public record FaultScript(List<Entry> entries) {
    /** Copies the list. */
    public FaultScript {
        entries = List.copyOf(entries);
    }

    /**
     * One line.
     *
     * @param first time from the start of the script to the first fault
     * @param every time from one to the next; zero: only once
     * @param fault what happens
     */
    public record Entry(Duration first, Duration every, Fault fault) {}

    /** No faults. */
    public static FaultScript none() {
        return new FaultScript(List.of());
    }

    /**
     * Reads a script: one fault a line, {@code at TIME FAULT} or {@code every TIME FAULT}; a hash
     * sign begins a comment.
     *
     * @throws IllegalArgumentException if a line is not understood; the message names it and what
     *     was expected
     */
    public static FaultScript parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                entries.add(FaultLine.parse(line));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "fault script, line " + (i + 1) + ": " + wrong.getMessage(), wrong);
            }
        }
        return new FaultScript(entries);
    }

    /** The script as text that {@link #parse} reads back. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (Entry entry : entries) {
            out.append(FaultLine.text(entry)).append('\n');
        }
        return out.toString();
    }
}
