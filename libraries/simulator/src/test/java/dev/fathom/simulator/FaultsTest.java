package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthCursor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest extends FollowedVenue {
    @Test
    void restartedIdsBeginSmallerAndTheBookGoesOn() {
        TruthCursor cursor = truth.cursor();
        TruthBook before = truth.at(truth.lastId());
        long last = before.id();
        venue.faults().inject(new Fault.RestartIds("BTCUSDT"));
        long restarted = truth.lastId();
        assertThat(restarted).isLessThan(last);
        assertThat(truth.at(restarted).bids()).isEqualTo(before.bids());
        assertThat(get("/api/v3/depth?symbol=BTCUSDT").text())
                .startsWith("{\"lastUpdateId\":" + restarted);
        loop.pass(300);

        List<JsonNode> diffs = client.takeJson();
        assertThat(diffs.get(0).path("u").longValue()).isEqualTo(last);
        assertThat(diffs.get(1).path("U").longValue()).isEqualTo(restarted + 1);
        cursor.advanceTo(last);
        cursor.advanceTo(diffs.get(1).path("u").longValue());
        assertThat(cursor.bids()).isEqualTo(truth.at(cursor.id()).bids());

        venue.faults().inject(new Fault.RestartIds("BTCUSDT"));
        assertThat(truth.lastId()).isLessThan(restarted);
    }

    @Test
    void theClockJumpsInEventsAndInTime() {
        venue.faults().inject(new Fault.ClockStep(Duration.ofSeconds(-10)));
        assertThat(get("/api/v3/time").text()).isEqualTo("{\"serverTime\":1772323191050}");
        loop.pass(50);

        assertThat(client.takeJson().getFirst().path("E").longValue())
                .isEqualTo(1_772_323_191_100L);
    }

    @Test
    void faultsOfWhatIsNotThereAreRefused() {
        assertThatThrownBy(() -> venue.faults().inject(new Fault.Drop(1, "NOSUCH")))
                .hasMessage("drop: no symbol or stream NOSUCH here; symbols are BTCUSDT, ETHBTC");
    }

    @Test
    void aScriptPlaysAtItsTimes() {
        venue.faults().play(FaultScript.parse("at 500ms abort\nevery 1s clock-step +1s"));
        loop.pass(499);
        assertThat(client.take()).hasSize(5);
        loop.pass(3_000);

        assertThat(client.take()).containsExactly("abort");
        assertThat(venue.faults().log().counts()).containsEntry("clock-step", 3L);
    }
}
