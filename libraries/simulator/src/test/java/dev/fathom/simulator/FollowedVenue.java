package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.truth.Truth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A started venue and a client of its BTCUSDT diffs, to have faults with. */
abstract class FollowedVenue {
    static final String DIFFS = "btcusdt@depth@100ms";

    final VirtualLoop loop = new VirtualLoop();
    final BinanceSimulator venue = new BinanceSimulator(Worlds.small(21), loop);
    final Truth truth = venue.truth("BTCUSDT");
    RecordingClient client = new RecordingClient();

    @BeforeEach
    void followTheDiffs() {
        venue.start();
        client = RecordingClient.of(venue, "/ws/" + DIFFS);
        loop.pass(1_050);
        assertThat(client.take()).hasSize(10);
    }

    /** Effects of one kind of fault so far. */
    long count(String kind) {
        return venue.faults().log().count(kind);
    }

    /** The answer to a GET that is answered at once. */
    HttpReply get(String target) {
        List<HttpReply> replies = new ArrayList<>();
        venue.get(target, "203.0.113.1", replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    /** A book from a snapshot of now. */
    FollowedBook snapshot() {
        String text = get("/api/v3/depth?symbol=BTCUSDT&limit=5000").text();
        return FollowedBook.of(RecordingClient.json(text));
    }
}
