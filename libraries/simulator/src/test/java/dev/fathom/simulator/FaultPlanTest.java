package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    /** These pass by themselves; somebody who connects or asks in that time may be missing. */
    private static final Set<String> PASSING = Set.of("ban", "refuse", "mute", "delay");

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void aCarefulClientIsNeverMisledAndAlwaysRecovers(@ForAll long seed) {
        Set<String> missing = kindsMissingAfter(seed);
        assertThat(PASSING).containsAll(missing);
    }

    @Test
    void everyKindTakesEffect() {
        assertThat(kindsMissingAfter(3)).isEmpty();
    }

    private static Set<String> kindsMissingAfter(long seed) {
        VirtualLoop loop = new VirtualLoop();
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(seed), loop);
        venue.start();
        List<CarefulClient> clients =
                venue.symbols().stream().map(it -> new CarefulClient(venue, loop, it)).toList();
        loop.pass(2_000);
        venue.faults().play(FaultPlan.all(seed, Duration.ofSeconds(60), venue.symbols()));
        loop.pass(75_000);

        assertThat(venue.faults().waiting()).isEmpty();
        for (CarefulClient client : clients) {
            assertThat(client.isLive()).isTrue();
            assertThat(client.joins).isGreaterThan(5);
            assertThat(client.compared).isGreaterThan(100);
        }
        assertThat(clients.getFirst().id()).isGreaterThan(venue.truth("BTCUSDT").lastId() - 50);
        Set<String> missing = new HashSet<>(Fault.kinds());
        missing.removeAll(Fault.unseenKinds());
        missing.removeAll(venue.faults().log().counts().keySet());
        return missing;
    }

    @Test
    void aWrongLevelMisleadsEvenACarefulClient() {
        VirtualLoop loop = new VirtualLoop();
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(3), loop);
        venue.start();
        CarefulClient client = new CarefulClient(venue, loop, "BTCUSDT");
        loop.pass(2_000);
        assertThat(client.isLive()).isTrue();
        venue.faults().inject(new Fault.WrongLevel("BTCUSDT"));

        assertThatThrownBy(() -> loop.pass(100)).hasMessageStartingWith("the book is wrong at ");
    }
}
