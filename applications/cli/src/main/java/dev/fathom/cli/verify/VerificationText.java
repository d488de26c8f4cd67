package dev.fathom.cli.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.capture.ClockCheck;
import dev.fathom.capture.Hole;
import dev.fathom.capture.StreamLedger;
import dev.fathom.capture.Verification;
import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Shell;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.venue.Capabilities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;

/** What a verification found, for people and for programs. */
public final class VerificationText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NS_PER_SECOND = 1_000_000_000;

    private VerificationText() {}

    /**
     * Prints it.
     *
     * @return the exit code that says the same
     */
    public static int print(Verification found, boolean json, Shell shell) {
        if (json) {
            shell.out().line(json(found));
        } else {
            lines(found).forEach(shell.out()::line);
        }
        if (!found.wrong().isEmpty()) {
            return ExitCode.FAILED;
        }
        return found.hasHoles() ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private static List<String> lines(Verification found) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d lines in %d segments, %,d bytes"
                        .formatted(
                                found.files().lines(),
                                found.files().segments(),
                                found.files().bytes()));
        found.wrong().forEach(it -> lines.add("WRONG: " + it));
        found.files()
                .unread()
                .forEach((segment, bytes) ->
                        lines.add(
                                "segment %d: the last write was cut off, %d bytes are unread"
                                        .formatted(segment, bytes)));
        if (!found.files().removed().isEmpty()) {
            lines.add(
                    "segments %d to %d were removed on purpose, to keep no more than wanted"
                            .formatted(
                                    found.files().removed().getFirst(),
                                    found.files().removed().getLast()));
        }
        if (found.files().open()) {
            lines.add("the last segment is not sealed: it is being written, or its writer died");
        }
        for (StreamLedger stream : found.streams()) {
            lines.add(stream(stream));
            stream.holes().forEach(it -> lines.add("  " + hole(it)));
        }
        found.snapshots()
                .forEach((instrument, count) ->
                        lines.add("%s: %,d books asked for".formatted(instrument, count)));
        if (found.checksums() > 0 || found.failedChecksums() > 0) {
            lines.add(
                    "%,d checksums verified, %d failed"
                            .formatted(found.checksums(), found.failedChecksums()));
        }
        if (found.frameNumbers() > 0) {
            lines.add("%,d frame numbers verified".formatted(found.frameNumbers()));
        }
        if (found.booksCompared() + found.booksPassedOver() > 0) {
            lines.add(
                    "%,d noted books compared with the replay, %,d passed over"
                            .formatted(found.booksCompared(), found.booksPassedOver()));
        }
        found.losses()
                .forEach((cause, times) ->
                        lines.add(
                                "books lost by %s: %d times"
                                        .formatted(
                                                cause.toLowerCase(Locale.ROOT).replace('_', ' '),
                                                times)));
        lines.addAll(clocks(found.clocks()));
        lines.add("certificate " + found.files().certificate());
        lines.add(verdict(found));
        return lines;
    }

    private static List<String> clocks(List<ClockCheck> checks) {
        List<String> lines = new ArrayList<>();
        checks.stream()
                .map(ClockCheck::venue)
                .distinct()
                .forEach(venue ->
                        lines.add(
                                clock(
                                        venue,
                                        checks.stream()
                                                .filter(it -> it.venue().equals(venue))
                                                .toList())));
        checks.stream()
                .filter(ClockCheck::isFarOff)
                .forEach(it ->
                        lines.add(
                                "WARNING: the clock of %s was %+,d ms from ours at %s"
                                        .formatted(
                                                it.venue(), ms(it.offsetNs()), time(it.atNs()))));
        return lines;
    }

    private static String clock(String venue, List<ClockCheck> checks) {
        LongSummaryStatistics offsets =
                checks.stream().mapToLong(ClockCheck::offsetNs).summaryStatistics();
        return "clock of %s: %+,d to %+,d ms from ours in %d checks, answers within %,d ms"
                .formatted(
                        venue,
                        ms(offsets.getMin()),
                        ms(offsets.getMax()),
                        checks.size(),
                        ms(checks.stream().mapToLong(ClockCheck::roundTripNs).max().orElse(0)) + 1);
    }

    private static long ms(long ns) {
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }

    private static String verdict(Verification found) {
        if (!found.wrong().isEmpty()) {
            return "changed or damaged";
        }
        if (found.hasHoles()) {
            return "complete but for what is named";
        }
        if (found.streams().isEmpty()) {
            return "as it was written; it holds no stream whose completeness can be proven";
        }
        return found.streams().stream().anyMatch(VerificationText::isUnverifiable)
                ? "complete as far as it can be proven"
                : "complete";
    }

    private static String stream(StreamLedger stream) {
        List<StreamLedger.Range> covered = stream.covered();
        String what =
                covered.isEmpty()
                        ? "nothing"
                        : stream.isNumbered()
                                ? "ids %d to %d"
                                        .formatted(
                                                covered.getFirst().first(),
                                                covered.getLast().last())
                                : "%s to %s"
                                        .formatted(
                                                time(covered.getFirst().first()),
                                                time(covered.getLast().last()));
        return "%s: %,d messages, %s%s%s"
                .formatted(
                        stream.stream(),
                        stream.messages(),
                        what,
                        stream.repaired() == 0
                                ? ""
                                : ", %,d filled by requests".formatted(stream.repaired()),
                        isUnverifiable(stream) ? ", unverifiable: no ids" : "");
    }

    // What is imported may lack the ids that the exchange has, or be of one that is no venue here.
    private static boolean isUnverifiable(StreamLedger stream) {
        if (stream.isNumbered() || stream.stream().channel().kind() != Channel.Kind.DEPTH) {
            return false;
        }
        return Venues.all().stream()
                .filter(it -> it.id().equals(stream.stream().instrument().venue()))
                .allMatch(it ->
                        it.bookRules().hasIds()
                                || it.capabilities().sequence() == Capabilities.SequenceKind.NONE);
    }

    private static String hole(Hole hole) {
        String what =
                hole.byTime()
                        ? "%s to %s".formatted(time(hole.first()), time(hole.last()))
                        : hole.first() == hole.last()
                                ? "id " + hole.first()
                                : "ids %d to %d".formatted(hole.first(), hole.last());
        return "%s: %s, %s%s"
                .formatted(
                        word(hole.state()),
                        what,
                        word(hole.cause()),
                        hole.detail().isEmpty() ? "" : " (" + hole.detail() + ")");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String time(long ns) {
        return Instant.ofEpochSecond(ns / NS_PER_SECOND, ns % NS_PER_SECOND).toString();
    }

    private static String json(Verification found) {
        ObjectNode all = JSON.createObjectNode();
        all.put("complete", found.isComplete());
        all.put("verdict", verdict(found));
        all.put("segments", found.files().segments());
        all.put("lines", found.files().lines());
        all.put("bytes", found.files().bytes());
        all.put("open", found.files().open());
        all.put("certificate", found.files().certificate());
        ArrayNode wrong = all.putArray("wrong");
        found.wrong().forEach(wrong::add);
        ArrayNode removed = all.putArray("removed");
        found.files().removed().forEach(removed::add);
        ObjectNode unread = all.putObject("unread");
        found.files().unread().forEach((segment, bytes) -> unread.put(segment.toString(), bytes));
        all.put("checksums", found.checksums());
        all.put("failedChecksums", found.failedChecksums());
        all.put("frameNumbers", found.frameNumbers());
        all.put("booksCompared", found.booksCompared());
        all.put("booksPassedOver", found.booksPassedOver());
        ObjectNode snapshots = all.putObject("snapshots");
        found.snapshots()
                .forEach((instrument, count) -> snapshots.put(instrument.toString(), count));
        ObjectNode losses = all.putObject("booksLost");
        found.losses().forEach(losses::put);
        ArrayNode clocks = all.putArray("clocks");
        found.clocks()
                .forEach(it ->
                        clocks.addObject()
                                .put("venue", it.venue())
                                .put("atNs", it.atNs())
                                .put("offsetNs", it.offsetNs())
                                .put("roundTripNs", it.roundTripNs())
                                .put("stepNs", it.stepNs())
                                .put("farOff", it.isFarOff()));
        ArrayNode streams = all.putArray("streams");
        for (StreamLedger stream : found.streams()) {
            ObjectNode node = streams.addObject().put("stream", stream.stream().toString());
            node.put("messages", stream.messages());
            node.put("by", stream.isNumbered() ? "id" : "ns");
            node.put("filled", stream.repaired());
            node.put("unverifiable", isUnverifiable(stream));
            ArrayNode covered = node.putArray("covered");
            stream.covered().forEach(it -> covered.addArray().add(it.first()).add(it.last()));
            ArrayNode holes = node.putArray("holes");
            stream.holes()
                    .forEach(it ->
                            holes.addObject()
                                    .put("first", it.first())
                                    .put("last", it.last())
                                    .put("by", it.byTime() ? "ns" : "id")
                                    .put("cause", word(it.cause()))
                                    .put("detail", it.detail())
                                    .put("state", word(it.state())));
        }
        return all.toString();
    }
}
