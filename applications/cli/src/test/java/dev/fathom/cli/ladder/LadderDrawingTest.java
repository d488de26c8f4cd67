package dev.fathom.cli.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.cli.format.SampleBooks;
import dev.fathom.feed.Book;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LadderDrawingTest {
    private static final Look LOOK = new Look(true, true);
    private static final List<Trade> TRADES =
            List.of(SampleBooks.trade(2, TakerSide.BUY), SampleBooks.trade(1, TakerSide.SELL));

    @Test
    void asksStandAboveBidsAndTheBestPricesMeet() {
        assertThat(draw(picture(pane(SampleBooks.live(3), List.of())), 46, 14))
                .containsExactly(
                        "binance:LTCBTC  live",
                        "id 160  age 34 ms  known whole  updates 10.1/s",
                        "",
                        "  3.19     3      6  █████████████████████████",
                        "  3.18     2      3  ████████████████▋",
                        "  3.17     1      1  ████████▎",
                        "╌╌ spread 0.01  mid 3.165 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌",
                        "  3.16     1      1  ████████▎",
                        "  3.15     2      3  ████████████████▋",
                        "  3.14     3      6  █████████████████████████",
                        "",
                        "on the way",
                        "up",
                        "q quit  +/- depth  g/G groups");
    }

    @Test
    void aBookThatIsNotLiveShowsItsReasonInsteadOfLevels() {
        Book lost = SampleBooks.lost();
        // Even if levels were at hand they would not be drawn.
        BookView levels = SampleBooks.view(3, new KnownDepth.Complete());
        Pane pane =
                new Pane(
                        lost,
                        levels,
                        Optional.empty(),
                        Widths.of(levels, 10, List.of()),
                        List.of(),
                        0,
                        0);

        List<String> lines = draw(picture(pane), 60, 24);

        assertThat(lines.getFirst()).isEqualTo("binance:LTCBTC  lost");
        assertThat(lines)
                .contains("lost, gap: expected first id 13, got 14; 1 update waits for")
                .anyMatch(line -> line.contains("buffer 1 of 1000, peak 5"));
        assertThat(String.join("\n", lines)).doesNotContain("3.1");
    }

    @Test
    void levelsBeyondTheKnownDepthAreMarked() {
        BookView view = SampleBooks.view(3, new KnownDepth.UpTo(new BigDecimal("3.18")));
        List<String> lines = draw(picture(pane(SampleBooks.live(view), List.of())), 80, 24);

        assertThat(lines).anyMatch(line -> line.startsWith("~ 3.19"));
        assertThat(lines).anyMatch(line -> line.startsWith("  3.18"));
        assertThat(lines).anyMatch(line -> line.contains("known the end to 3.18"));
    }

    @Test
    void tradesStandBesideWhereThereIsRoomAndBelowWhereThereIsNot() {
        Pane pane = pane(SampleBooks.live(3), TRADES);

        assertThat(draw(picture(pane), 80, 24))
                .anyMatch(line -> line.endsWith("19:43:02  3.16245 +12.5"));
        assertThat(draw(picture(pane), 44, 24)).contains("19:43:02  3.16245 +12.5");
        assertThat(draw(picture(pane), 44, 12)).noneMatch(line -> line.contains("+12.5"));
    }

    @Test
    void theDepthLimitsTheLevels() {
        Picture two =
                new Picture(
                        List.of(pane(SampleBooks.live(9), List.of())),
                        0,
                        Optional.of(2),
                        List.of(),
                        List.of(),
                        LOOK);

        assertThat(draw(two, 80, 24).stream().filter(line -> line.contains("█"))).hasSize(4);
    }

    @Test
    void severalInstrumentsStandBesideEachOtherOrAreTurnedOver() {
        Pane pane = pane(SampleBooks.live(3), List.of());
        Picture three =
                new Picture(
                        List.of(pane, pane, pane), 2, Optional.empty(), List.of(), List.of(), LOOK);

        assertThat(draw(three, 200, 24).getFirst())
                .containsSubsequence(
                        "binance:LTCBTC  live", "╎ binance:LTCBTC  live", "╎ ▸ binance:LTCBTC");
        assertThat(draw(three, 80, 24).getFirst()).isEqualTo("binance:LTCBTC (3 of 3)  live");
    }

    @Test
    void withoutColoursNoneAreSent() {
        Picture plain =
                new Picture(
                        List.of(pane(SampleBooks.live(3), TRADES)),
                        0,
                        Optional.empty(),
                        List.of("headline"),
                        List.of(),
                        new Look(false, false));

        for (AttributedString line : LadderDrawing.draw(plain, 80, 24)) {
            assertThat(line.toAnsi(256, AttributedString.ForceMode.None))
                    .doesNotContainPattern("\\e\\[[0-9;]*3[0-9]");
            assertThat(line.chars()).allMatch(character -> character < 128);
        }
    }

    private static Pane pane(Book book, List<Trade> trades) {
        return new Pane(
                book,
                book.levels(),
                Optional.empty(),
                Widths.of(book.levels(), 100, trades),
                trades,
                101,
                20);
    }

    private static Picture picture(Pane pane) {
        return new Picture(
                List.of(pane), 0, Optional.empty(), List.of(), List.of("on the way", "up"), LOOK);
    }

    private static List<String> draw(Picture picture, int columns, int rows) {
        return LadderDrawing.draw(picture, columns, rows).stream()
                .map(line -> line.toString().stripTrailing())
                .toList();
    }
}
