package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void aCarefulClientIsNeverMisledAndAlwaysRecovers(@ForAll long seed) {
        VirtualLoop loop = new VirtualLoop();
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(seed), loop);
        venue.start();
        List<CarefulClient> clients =
                venue.symbols().stream().map(it -> new CarefulClient(venue, loop, it)).toList();
        loop.pass(2_000);
        venue.faults().play(FaultPlan.all(seed, Duration.ofSeconds(60), venue.symbols()));
        loop.pass(75_000);

        List<String> seen = new ArrayList<>(Fault.kinds());
        seen.removeAll(Fault.unseenKinds());
        assertThat(venue.faults().log().counts().keySet())
                .containsExactlyInAnyOrderElementsOf(seen);
        assertThat(venue.faults().waiting()).isEmpty();
        for (CarefulClient client : clients) {
            assertThat(client.isLive()).isTrue();
            assertThat(client.joins).isGreaterThan(5);
            assertThat(client.compared).isGreaterThan(200);
        }
        assertThat(clients.getFirst().id()).isGreaterThan(venue.truth("BTCUSDT").lastId() - 50);
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
