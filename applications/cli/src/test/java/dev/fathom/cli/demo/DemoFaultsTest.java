package dev.fathom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoFaultsTest {
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    @Test
    void everySeedHasEveryKindThatIdsReveal() {
        for (long seed = 0; seed < 50; seed++) {
            FaultScript script = DemoFaults.script(seed, LENGTH, SYMBOLS);

            assertThat(
                            script.entries().stream()
                                    .map(e -> e.fault().kind())
                                    .collect(Collectors.toSet()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(DemoFaults.kinds());
            assertThat(script.entries())
                    .as("seed %d", seed)
                    .allMatch(e -> e.first().compareTo(LENGTH) < 0);
        }
    }

    @Test
    void oneSeedIsOneScript() {
        assertThat(DemoFaults.script(7, LENGTH, SYMBOLS))
                .isEqualTo(DemoFaults.script(7, LENGTH, SYMBOLS))
                .isNotEqualTo(DemoFaults.script(8, LENGTH, SYMBOLS));
    }

    @Test
    void whatNoIdRevealsIsNoPartOfTheProof() {
        assertThat(Fault.kinds()).contains("wrong-level", "omit-net-zero");
        assertThat(DemoFaults.kinds())
                .hasSize(Fault.kinds().size() - 2)
                .doesNotContain("wrong-level", "omit-net-zero");
    }
}
