package dev.fathom.cli.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.BookView;
import dev.fathom.cli.format.SampleBooks;
import dev.fathom.feed.Book;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jline.utils.AttributedString;

class LadderDrawingPropertyTest {
    private static final List<Trade> TRADES =
            List.of(SampleBooks.trade(2, TakerSide.BUY), SampleBooks.trade(1, TakerSide.SELL));

    @Property(tries = 300)
    void aPictureAlwaysFitsItsScreen(
            @ForAll @IntRange(min = 1, max = 250) int columns,
            @ForAll @IntRange(min = 1, max = 80) int rows,
            @ForAll @IntRange(min = 1, max = 4) int panes,
            @ForAll @IntRange(min = 0, max = 50) int levels,
            @ForAll @IntRange(min = 0, max = 15) int group,
            @ForAll boolean isLive) {
        Book book = isLive ? SampleBooks.live(levels) : SampleBooks.lost();
        Optional<BigDecimal> step = GroupSteps.step(group, 2);
        BookView view = step.map(book.levels()::groupedBy).orElse(book.levels());
        Pane pane = new Pane(book, view, step, Widths.of(view, rows, TRADES), TRADES, 5, 5);
        Picture picture =
                new Picture(
                        Collections.nCopies(panes, pane),
                        panes - 1,
                        Optional.empty(),
                        List.of("headline"),
                        List.of("a", "b".repeat(300), "c\u001b[2Jd"),
                        new Look(true, true));

        List<AttributedString> lines = LadderDrawing.draw(picture, columns, rows);

        assertThat(lines).hasSize(rows);
        assertThat(lines).allMatch(line -> line.length() <= columns);
        assertThat(lines).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }
}
