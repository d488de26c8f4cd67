package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandbyTest {
    private final Standby standby = new Standby(VenueTexts.BTC);
    private final List<String> drained = new ArrayList<>();

    private void add(long firstId, long lastId) {
        standby.add(VenueTexts.decodedUpdate(firstId, lastId, "100.5@2", "101@" + lastId));
    }

    private void drain() {
        standby.drain(m -> drained.add(m.firstId() + "-" + m.lastId()));
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "11, true", "20, true"})
    void continuesABookThatReachesItsFirstUpdate(long bookId, boolean continues) {
        add(11, 12);
        add(13, 15);

        assertThat(standby.continues(bookId)).isEqualTo(continues);
    }

    @Test
    void nothingContinuesNothing() {
        assertThat(standby.continues(0)).isFalse();
        assertThat(standby.continues(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void handsOutEachUpdateOnceOldestFirst() {
        add(11, 12);
        add(13, 15);
        drain();
        drain();

        assertThat(drained).containsExactly("11-12", "13-15");
        assertThat(standby.continues(12)).isFalse();
    }

    @Test
    void handsOutWholeUpdates() {
        add(11, 12);
        standby.drain(m ->
                assertThat(m.toUpdate())
                        .isEqualTo(
                                VenueTexts.decodedUpdate(11, 12, "100.5@2", "101@12").toUpdate()));
        assertThat(standby.continues(11)).isFalse();
    }

    @Test
    void clearedIsForgotten() {
        add(11, 12);
        standby.clear();
        drain();

        assertThat(drained).isEmpty();
    }

    @Test
    void theOldestMakeWay() {
        for (int id = 1; id <= 4097; id++) {
            add(id, id);
        }
        assertThat(standby.continues(0)).isFalse();
        assertThat(standby.continues(1)).isTrue();
        drain();

        assertThat(drained).hasSize(4096).startsWith("2-2").endsWith("4097-4097");
    }
}
