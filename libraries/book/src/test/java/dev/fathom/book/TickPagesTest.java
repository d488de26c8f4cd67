package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TickPagesTest {
    @Property(tries = 50_000)
    void everyMultipleOfTheStepInTheWindowHasItsPlaceAndNothingElseHas(
            @ForAll long seed, @ForAll boolean descending) {
        Random random = new Random(seed);
        long step = 1 + (random.nextLong() >>> (1 + random.nextInt(63)));
        long most = Long.MAX_VALUE / step;
        long best = (random.nextLong() >>> (1 + random.nextInt(63))) % most;
        TickPages pages = new TickPages(descending);
        pages.begin(step, best * step, 64);
        int away = random.nextInt(2 * 64 * 64) - 64 * 64;
        long tick = Math.clamp(best + away, 0, most);
        long price = tick * step;
        long better = descending ? best - tick : tick - best;
        boolean inside = better >= -64 * 64 / 4 * 3 && better < 64 * 64 / 4;

        int place = pages.place(price);

        assertThat(place >= 0).isEqualTo(inside);
        if (inside) {
            assertThat(pages.price(place)).isEqualTo(price);
            assertThat(place - pages.place(best * step)).isEqualTo((int) better);
        }
        if (step > 1) {
            assertThat(pages.place(price + 1)).isEqualTo(-1);
            assertThat(pages.place(price - 1)).isEqualTo(-1);
        }
        assertThat(pages.place(-price - 1)).isEqualTo(-1);
        assertThat(pages.place(random.nextLong() | Long.MIN_VALUE)).isEqualTo(-1);
    }

    /** Levels come and go at ever new prices; the room for them does not grow with that. */
    @Test
    void blocksWithoutLevelsAreUsedAgain() {
        TickPages pages = new TickPages(false);
        pages.begin(1, 1_000_000, TickPages.MOST_PAGES);
        for (int round = 0; round < 10; round++) {
            for (int place = 0; place < 64 * TickPages.MOST_PAGES; place += 16) {
                pages.set(place, 7);
                assertThat(pages.size(place)).isEqualTo(7);
                pages.set(place, 0);
                assertThat(pages.size(place)).isZero();
            }
        }
        assertThat(pages.count()).isZero();
        assertThat(pages.best()).isEqualTo(-1);
        assertThat(pages.room()).isLessThan(100);
    }
}
