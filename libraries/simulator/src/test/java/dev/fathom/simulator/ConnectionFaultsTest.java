package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionFaultsTest extends FollowedVenue {
    @Test
    void connectionsAreClosedOrCut() {
        RecordingClient other = RecordingClient.of(venue, "/ws/ethbtc@trade");
        venue.faults().inject(new Fault.Disconnect(1012, "BTCUSDT"));
        assertThat(client.take()).containsExactly("close 1012");
        assertThat(other.take()).isEmpty();
        venue.faults().inject(new Fault.Disconnect(1006, ""));
        assertThat(other.take()).containsExactly("abort");

        RecordingClient third = RecordingClient.of(venue, "/ws/" + DIFFS);
        venue.faults().inject(new Fault.Abort(""));
        loop.pass(30_000);
        assertThat(third.take()).containsExactly("abort");
        assertThat(client.take()).isEmpty();
        assertThat(venue.faults().log().counts())
                .containsEntry("disconnect", 2L)
                .containsEntry("abort", 1L);
    }

    @Test
    void whatHappensToConnectionsWaitsForOne() {
        venue.faults().inject(new Fault.Abort(""));
        Fault again = new Fault.Disconnect(1001, "BTCUSDT");
        venue.faults().inject(again);
        loop.pass(5_000);
        assertThat(venue.faults().waiting()).containsExactly(again);

        RecordingClient next = RecordingClient.of(venue, "/ws/" + DIFFS);
        loop.pass(10);
        assertThat(next.take()).containsExactly("close 1001");
        assertThat(venue.faults().waiting()).isEmpty();
        assertThat(venue.faults().log().ended()).hasSize(2).allMatch(FaultLog.Ended::tookEffect);
    }

    @Test
    void aHalfOpenConnectionIsDeadUntilItIsCut() {
        venue.faults().inject(new Fault.HalfOpen(Duration.ofSeconds(30), ""));
        client.venue().onPing(new byte[] {'x'});
        client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
        client.venue().onClose(1000, "");
        RecordingClient other = RecordingClient.of(venue, "/ws/" + DIFFS);
        loop.pass(29_999);
        assertThat(client.take()).isEmpty();
        assertThat(other.take()).hasSizeGreaterThan(290);
        loop.pass(1);

        assertThat(client.take()).containsExactly("abort");
        assertThat(venue.faults().log().ended()).hasSize(1).allMatch(FaultLog.Ended::tookEffect);
    }

    @Test
    void shutdownIsToldInBothShapesThenDone() {
        RecordingClient combined = RecordingClient.of(venue, "/stream?streams=nosuch@trade");
        loop.pass(0);
        client.take();
        venue.faults().inject(new Fault.Shutdown(Duration.ofMillis(40)));
        assertThat(client.take()).containsExactly("{\"e\":\"serverShutdown\",\"E\":1772323201050}");
        assertThat(combined.take())
                .containsExactly(
                        "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1772323201050}}");
        loop.pass(40);

        assertThat(client.take()).containsExactly("close 1001 Server shutdown");
    }

    @Test
    void newConnectionsAreRefusedForAWhile() {
        venue.faults().inject(new Fault.Refuse(Duration.ofSeconds(1)));
        assertThat(venue.connect("/ws", "203.0.113.1", new RecordingClient()))
                .isInstanceOfSatisfying(
                        Handshake.Refused.class, it -> assertThat(it.status()).isEqualTo(503));
        loop.pass(1_000);

        assertThat(venue.connect("/ws", "203.0.113.1", new RecordingClient()))
                .isInstanceOf(Handshake.Accepted.class);
    }
}
