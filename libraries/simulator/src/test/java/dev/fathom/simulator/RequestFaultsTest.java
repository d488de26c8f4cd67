package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFaultsTest extends FollowedVenue {
    @Test
    void aStaleSnapshotIsTheTruthOfSomeTimeAgo() {
        loop.pass(5_000);
        long then = truth.lastId();
        loop.pass(3_000);
        venue.faults().inject(new Fault.StaleSnapshot(Duration.ofSeconds(3), 1, ""));
        FollowedBook stale = snapshot();
        FollowedBook fresh = snapshot();

        assertThat(stale.id).isBetween(then - 100, then);
        assertThat(stale.equals(truth.at(stale.id))).isTrue();
        assertThat(fresh.id).isEqualTo(truth.lastId());
    }

    @Test
    void aSlowSnapshotIsOldWhenItComes() {
        venue.faults().inject(new Fault.SlowSnapshot(Duration.ofSeconds(2), 1, "BTCUSDT"));
        long then = truth.lastId();
        List<HttpReply> replies = new ArrayList<>();
        venue.get("/api/v3/depth?symbol=BTCUSDT", "203.0.113.1", replies::add);
        loop.pass(1_999);
        assertThat(replies).isEmpty();
        loop.pass(1);

        assertThat(replies.getFirst().text()).startsWith("{\"lastUpdateId\":" + then + ",");
    }

    @Test
    void requestsAreRefusedThenBanned() {
        venue.faults().inject(new Fault.TooManyRequests(Duration.ofSeconds(7), 2));
        for (int i = 0; i < 2; i++) {
            HttpReply refused = get("/api/v3/time");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsEntry("Retry-After", "7");
        }
        assertThat(get("/api/v3/time").status()).isEqualTo(200);

        venue.faults().inject(new Fault.Ban(Duration.ofSeconds(90)));
        loop.pass(500);
        HttpReply banned = get("/api/v3/time");
        assertThat(banned.status()).isEqualTo(418);
        assertThat(banned.headers()).containsEntry("Retry-After", "90");
        loop.pass(89_500);
        assertThat(get("/api/v3/time").status()).isEqualTo(200);
        assertThat(venue.faults().log().counts())
                .containsEntry("too-many-requests", 2L)
                .containsEntry("ban", 1L);
    }
}
