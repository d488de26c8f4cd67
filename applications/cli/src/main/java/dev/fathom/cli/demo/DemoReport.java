package dev.fathom.cli.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a demo has seen. Immutable.
 *
 * @param instruments books followed
 * @param updates states of live books that were told
 * @param resyncs how often a lost book became live again
 * @param compared whole books compared with the truth of the same id or time; where a venue tells
 *     the best levels only, those
 * @param partlyCompared books compared as far as they were known, which was not wholly
 * @param different books of either kind that differed from the truth
 * @param firstDifference what differed first
 * @param liveShare the part of the books' time in which they were live, outside outages and from
 *     each book's first join on
 * @param firstLiveMs the time from the start until every book had been live
 * @param longestRecoveryMs the longest time from a fault's end until every book was live again
 * @param faults effects by kind of fault
 * @param comparedPerInstrument whole books compared, by instrument
 */
record DemoReport(
        int instruments,
        long updates,
        long resyncs,
        long compared,
        long partlyCompared,
        long different,
        Optional<String> firstDifference,
        double liveShare,
        long firstLiveMs,
        long longestRecoveryMs,
        SortedMap<String, Long> faults,
        SortedMap<String, Long> comparedPerInstrument) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Rounded down: 0.99996 is not 1. */
    private BigDecimal roundedShare() {
        return BigDecimal.valueOf(liveShare).setScale(4, RoundingMode.DOWN);
    }

    /** One line for programs. */
    String json() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("instruments", instruments);
            json.writeNumberField("updates", updates);
            json.writeNumberField("resyncs", resyncs);
            json.writeNumberField("compared", compared);
            json.writeNumberField("different", different);
            json.writeNumberField("live_share", roundedShare());
            write(json, "faults", faults);
            json.writeNumberField("compared_partly", partlyCompared);
            json.writeNumberField("first_live_ms", firstLiveMs);
            json.writeNumberField("longest_recovery_ms", longestRecoveryMs);
            write(json, "compared_per_instrument", comparedPerInstrument);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, String name, Map<String, Long> numbers)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> entry : numbers.entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** One line for people. */
    String text() {
        return "%d books, %,d updates, %,d whole books compared with the exchange's own, %d different, "
                        .formatted(instruments, updates, compared, different)
                + "%d resyncs, %s live".formatted(resyncs, percent())
                + misbehaviour();
    }

    /** Two short lines for people. */
    List<String> headlines(int liveNow) {
        return List.of(
                "demo: %d of %d books live  %,d compared with the exchange's own: %d different"
                        .formatted(liveNow, instruments, compared, different),
                "%,d updates, %d resyncs, %s live%s"
                        .formatted(updates, resyncs, percent(), misbehaviour()));
    }

    private String percent() {
        return roundedShare().movePointRight(2).toPlainString() + " %";
    }

    private String misbehaviour() {
        long effects = faults.values().stream().mapToLong(Long::longValue).sum();
        return effects == 0
                ? ""
                : ", %d faults, longest recovery %d ms".formatted(effects, longestRecoveryMs);
    }
}
