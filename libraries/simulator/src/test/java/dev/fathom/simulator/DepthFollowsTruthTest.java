package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.truth.Truth;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepthFollowsTruthTest {
    private final VirtualLoop loop = new VirtualLoop();

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void aBookOfSnapshotAndDiffsEqualsTheTruthAtEveryBoundary(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        follow(new BinanceSimulator(Worlds.small(seed), loop), "@depth@100ms", 5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@depth@100ms", "@depth"})
    void theDefaultMarketsEqualTheTruthAtEveryBoundary(String stream) {
        follow(new BinanceSimulator(SimulatorOptions.of(7), loop), stream, 20_000);
    }

    private void follow(BinanceSimulator venue, String stream, int millis) {
        venue.start();
        String symbol = venue.symbols().getFirst();
        RecordingClient client = RecordingClient.of(venue, "/ws/" + Worlds.lower(symbol) + stream);
        loop.pass(1_234);
        List<HttpReply> replies = new ArrayList<>();
        venue.get("/api/v3/depth?symbol=" + symbol + "&limit=5000", "203.0.113.1", replies::add);
        FollowedBook book = FollowedBook.of(RecordingClient.json(replies.getFirst().text()));
        Truth truth = venue.truth(symbol);
        assertThat(book.equals(truth.at(book.id))).as("snapshot at " + book.id).isTrue();
        loop.pass(millis);

        int applied = 0;
        long expectedFirst = -1;
        for (JsonNode diff : client.takeJson()) {
            if (expectedFirst >= 0) {
                assertThat(diff.path("U").longValue()).isEqualTo(expectedFirst);
            }
            expectedFirst = diff.path("u").longValue() + 1;
            if (book.apply(diff)) {
                applied++;
                assertThat(book.equals(truth.at(book.id))).as("at " + book.id).isTrue();
            }
        }
        assertThat(applied).isGreaterThan(millis / 1200);
    }
}
