package dev.fathom.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamMergeTest {
    private final StreamMerge<String> merge = StreamMerge.byNumber();
    private final List<String> out = new ArrayList<>();

    private void take(long connection, long id) {
        merge.take(connection, "{\"e\":\"depthUpdate\",\"u\":" + id + "}", out::add);
    }

    private List<Long> ids() {
        return out.stream().map(MessageId::of).toList();
    }

    @Test
    void aSuccessorThatIsFasterLeavesNoHole() {
        take(1, 10);
        take(2, 11);
        take(1, 11);
        take(2, 12);
        take(2, 13);
        merge.closed(1, out::add);
        take(2, 14);

        assertThat(ids()).containsExactly(10L, 11L, 12L, 13L, 14L);
    }

    @Test
    void aSuccessorThatIsSlowerRepeatsNothing() {
        take(1, 10);
        take(2, 10);
        take(1, 11);
        take(1, 12);
        merge.closed(1, out::add);
        take(2, 11);
        take(2, 12);
        take(2, 13);

        assertThat(ids()).containsExactly(10L, 11L, 12L, 13L);
    }

    @Test
    void idsThatBeganAnewBetweenConnectionsAreKept() {
        take(1, 5000);
        merge.closed(1, out::add);
        take(2, 7);

        assertThat(ids()).containsExactly(5000L, 7L);
    }

    @Test
    void aConnectionThatFellSilentIsLeft() {
        take(1, 1);
        for (long id = 2; id <= 300; id++) {
            take(2, id);
        }

        assertThat(ids()).hasSize(300).isSorted();
    }

    @Test
    void eachKindOfMessageHasItsNumber() {
        assertThat(MessageId.of("{\"e\":\"trade\",\"E\":9,\"s\":\"X\",\"t\":123,\"p\":\"1\"}"))
                .isEqualTo(123);
        assertThat(MessageId.of("{\"e\":\"aggTrade\",\"E\":9,\"s\":\"X\",\"a\":45}")).isEqualTo(45);
        assertThat(MessageId.of("{\"lastUpdateId\":160,\"bids\":[],\"asks\":[]}")).isEqualTo(160);
        assertThat(MessageId.of("{\"e\":\"kline\",\"E\":9,\"s\":\"X\"}")).isEqualTo(9);
        assertThat(MessageId.of("[]")).isEqualTo(Long.MIN_VALUE);
    }
}
