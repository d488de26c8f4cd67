package dev.fathom.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.Traffic;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficArgumentTest {
    private static Traffic of(Optional<Subscription> stream, Traffic.Kind kind, long frames) {
        return new Traffic("kraken", stream, Map.of(kind, new Traffic.Amount(frames, 10 * frames)));
    }

    @Test
    void framesOfNoStreamStandTogetherUnderTheirVenue() {
        Subscription book = new Subscription(new Instrument("kraken", "BTC/USD"), Channel.DEPTH);

        List<String> rows =
                TrafficArgument.rows(
                        List.of(
                                of(Optional.of(book), Traffic.Kind.CHANGE, 1500),
                                of(Optional.empty(), Traffic.Kind.HEARTBEAT, 200),
                                of(Optional.empty(), Traffic.Kind.HEARTBEAT, 300)));

        assertThat(rows)
                .containsExactly(
                        "kraken                               heartbeat           500 frames"
                                + "            5,000 bytes   25.0 %",
                        "kraken:BTC/USD/depth                 change            1,500 frames"
                                + "           15,000 bytes   75.0 %");
    }
}
