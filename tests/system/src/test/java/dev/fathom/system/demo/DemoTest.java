package dev.fathom.system.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.system.Cli;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo over real sockets: every book equal to the exchange's own at every id. */
class DemoTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyBookEqualsTheTruth() throws IOException {
        Cli demo = Cli.run("demo", "--seconds", "6", "--json", "--seed", "11");

        JsonNode report = report(demo);
        assertThat(demo.code()).isZero();
        assertThat(report.get("instruments").asInt()).isEqualTo(14);
        assertThat(report.get("different").asInt()).isZero();
        assertThat(report.get("compared").asLong()).isEqualTo(report.get("updates").asLong());
        assertThat(report.get("compared_per_instrument").propertyStream().toList())
                .hasSize(14)
                .allMatch(count -> count.getValue().asInt() > 5);
        assertThat(report.get("faults").isEmpty()).isTrue();
        assertThat(demo.err()).isEmpty();
    }

    @Test
    @Tag("long")
    void everyBookComesBackEqualAfterFaults() throws IOException {
        Cli demo = Cli.run("demo", "--seconds", "20", "--json", "--faults", "--seed", "12");

        JsonNode report = report(demo);
        assertThat(demo.code()).isZero();
        assertThat(report.get("different").asInt()).isZero();
        assertThat(report.get("resyncs").asInt()).isPositive();
        assertThat(report.get("longest_recovery_ms").asInt()).isLessThan(10_000);
        assertThat(report.get("faults").propertyStream().toList())
                .hasSize(18)
                .filteredOn(count -> count.getValue().asInt() > 0)
                .hasSizeGreaterThan(12);
    }

    @Test
    void aSymbolThatIsNotTradedIsNamed() {
        Cli demo = Cli.run("demo", "--symbols", "BTCUSDT,NOPE", "--seconds", "1");

        assertThat(demo.code()).isEqualTo(2);
        assertThat(demo.out()).isEmpty();
        assertThat(demo.err()).contains("'NOPE'").contains("BTCUSDT, ETHUSDT").hasLineCount(1);
    }

    private static JsonNode report(Cli demo) throws IOException {
        assertThat(demo.out()).hasLineCount(1);
        return JSON.readTree(demo.out());
    }
}
