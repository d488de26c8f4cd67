package dev.fathom.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of time, kept apart and in order. Immutable. */
record Spans(List<Span> list) {
    static final Spans NONE = new Spans(List.of());

    /** From one instant up to, not including, another; nanoseconds. */
    record Span(long fromNs, long toNs) {
        long lengthNs() {
            return Math.max(0, toNs - fromNs);
        }
    }

    /** The time that any of these covers. */
    static Spans of(List<Span> any) {
        List<Span> sorted = new ArrayList<>(any);
        sorted.sort(Comparator.comparingLong(Span::fromNs));
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            if (span.lengthNs() == 0) {
                continue;
            }
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && span.fromNs() <= last.toNs()) {
                merged.removeLast();
                merged.add(new Span(last.fromNs(), Math.max(last.toNs(), span.toNs())));
            } else {
                merged.add(span);
            }
        }
        return new Spans(List.copyOf(merged));
    }

    /** The time of these that lies in none of the others. */
    Spans without(Spans others) {
        List<Span> left = new ArrayList<>();
        for (Span span : list) {
            long fromNs = span.fromNs();
            for (Span other : others.list()) {
                if (other.toNs() > fromNs && other.fromNs() < span.toNs()) {
                    left.add(new Span(fromNs, other.fromNs()));
                    fromNs = other.toNs();
                }
            }
            left.add(new Span(fromNs, span.toNs()));
        }
        return of(left);
    }

    long lengthNs() {
        return list.stream().mapToLong(Span::lengthNs).sum();
    }
}
