package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.system.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of others, as captures: the same books, and proof from then on. */
@Tag("long")
class ImportTest {
    private static final Set<String> VENUES =
            Set.of(
                    "binance-spot",
                    "binance-us",
                    "binance-usdm",
                    "binance-coinm",
                    "bitfinex",
                    "kraken",
                    "upbit");

    @TempDir private Path folder;

    @Test
    void everyRecordingBecomesACaptureWithTheSameBooks() throws Exception {
        JsonNode expected = Captures.expected();
        List<String> compared = new ArrayList<>();
        for (String file : new TreeSet<>(expected.propertyStream().map(e -> e.getKey()).toList())) {
            if (VENUES.contains(file.substring(0, file.indexOf('/')))) {
                Path raw = folder.resolve("raw" + compared.size());
                Cli imported =
                        Cli.run("import", Captures.file(file).toString(), "--to", "raw:" + raw);
                assertThat(imported.code()).as(imported.err()).isZero();
                Cli replay = Cli.run("replay", raw.toString(), "--digest");
                assertThat(Captures.json(replay.out())).as(file).isEqualTo(expected.get(file));
                JsonNode verified =
                        Captures.json(Cli.run("verify", raw.toString(), "--json").out());
                assertThat(verified.get("wrong")).as(file).isEmpty();
                assertThat(verified.get("failedChecksums").asInt()).as(file).isZero();
                compared.add(file);
            }
        }
        assertThat(compared).hasSizeGreaterThanOrEqualTo(22);
    }
}
