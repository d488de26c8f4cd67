package dev.fathom.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.fault.FaultScript.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {
    @Test
    void everyLineIsOneFault() {
        FaultScript script =
                FaultScript.parse(
                        """
                        # A bad morning.
                        at 5s drop 3 btcusdt
                        every 7s disconnect 1006   # again and again
                        every 1m from 10s mute 500ms btcusdt@trade

                        at 0s malformed types 2
                        at 2s clock-step -3s
                        at 3s stale-snapshot 4s 2 ETHUSDT
                        """);

        assertThat(script.entries())
                .containsExactly(
                        once(5, new Fault.Drop(3, "BTCUSDT")),
                        new Entry(
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(7),
                                new Fault.Disconnect(1006, "")),
                        new Entry(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(60),
                                new Fault.Mute(Duration.ofMillis(500), "btcusdt@trade")),
                        once(0, new Fault.Malformed(Breakage.TYPES, 2, "")),
                        once(2, new Fault.ClockStep(Duration.ofSeconds(-3))),
                        once(3, new Fault.StaleSnapshot(Duration.ofSeconds(4), 2, "ETHUSDT")));
    }

    private static Entry once(int seconds, Fault fault) {
        return new Entry(Duration.ofSeconds(seconds), Duration.ZERO, fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    now drop 3              | expected at or every, got 'now'
                    at                      | expected a time such as 5s at the end of the line
                    at 5 drop 3             | expected a time such as 5s, got '5' (units are ms, s, m, h)
                    at -5s drop 3           | this time cannot be negative: -5s
                    every 0s drop 3         | every 0s would never end: give a longer time
                    at 5s                   | expected a fault at the end of the line
                    at 5s drop              | expected how many at the end of the line
                    at 5s drop 0            | expected how many, such as 3, got '0'
                    at 5s drop 3 BTCUSDT x  | nothing may follow drop here, got 'x'
                    at 5s disconnect 1005   | expected a close code such as 1006, got '1005'
                    at 5s malformed badly 1 | expected truncated or types, got 'badly'
                    at 5s abort a@trade     | expected a symbol such as BTCUSDT, got 'a@trade'
                    """)
    void whatIsWrongIsNamed(String line, String message) {
        assertThatThrownBy(() -> FaultScript.parse("\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fault script, line 2: " + message);
    }

    @Test
    void anUnknownFaultGetsTheListOfThoseThereAre() {
        assertThatThrownBy(() -> FaultScript.parse("at 5s explode"))
                .hasMessageStartingWith(
                        "fault script, line 1: no fault is called 'explode'; there are drop, duplicate,")
                .hasMessageEndingWith("restart-ids, clock-step, expire-key");
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void plansForAccountsReadBack(@ForAll long seed) {
        FaultScript plan = FaultPlan.account(seed, Duration.ofSeconds(60));

        assertThat(FaultScript.parse(plan.text())).isEqualTo(plan);
        assertThat(FaultPlan.account(seed, Duration.ofSeconds(60))).isEqualTo(plan);
        assertThat(plan.entries().stream().map(it -> it.fault().kind()))
                .contains("drop", "duplicate", "disconnect", "expire-key");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void plansMissNoKindAndTheirTextReadsBack(@ForAll long seed) {
        FaultScript plan =
                FaultPlan.all(seed, Duration.ofSeconds(90), List.of("BTCUSDT", "ETHBTC"));
        Set<String> expected = new HashSet<>(Fault.kinds());
        expected.removeAll(Fault.unseenKinds());

        assertThat(plan.entries().stream().map(it -> it.fault().kind()).collect(Collectors.toSet()))
                .isEqualTo(expected);
        assertThat(plan.entries()).allMatch(it -> it.first().compareTo(Duration.ofSeconds(90)) < 0);
        assertThat(FaultScript.parse(plan.text())).isEqualTo(plan);
        assertThat(FaultPlan.all(seed, Duration.ofSeconds(90), List.of("BTCUSDT", "ETHBTC")))
                .isEqualTo(plan);
    }
}
