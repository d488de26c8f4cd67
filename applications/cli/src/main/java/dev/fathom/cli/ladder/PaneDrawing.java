package dev.fathom.cli.ladder;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.cli.format.StateText;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.sync.SyncState;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws one instrument into a rectangle. */
final class PaneDrawing {
    private static final int HIGH = 20;
    private static final int MIDDLING = 13;
    private static final int TAPE_BELOW = 4;

    private final Pane pane;
    private final BookView view;
    private final Look look;
    private final int width;
    private final int height;
    private final Widths widths;
    private final Columns columns;
    private final List<AttributedString> lines = new ArrayList<>();

    private PaneDrawing(Pane pane, Look look, int width, int height) {
        this.pane = pane;
        this.view = pane.levels();
        this.look = look;
        this.width = width;
        this.height = height;
        this.widths = pane.widths();
        this.columns = Columns.of(widths, !pane.trades().isEmpty(), width);
    }

    /**
     * Exactly {@code height} lines of at most {@code width} characters.
     *
     * @param name how the pane is headed
     */
    static List<AttributedString> draw(
            Pane pane, String name, Optional<Integer> depth, Look look, int width, int height) {
        PaneDrawing drawing = new PaneDrawing(pane, look, width, height);
        drawing.head(name);
        if (pane.book().isLive()) {
            drawing.levels(depth);
        } else {
            drawing.instead();
        }
        return drawing.whole();
    }

    private List<AttributedString> whole() {
        while (lines.size() < height) {
            lines.add(AttributedString.EMPTY);
        }
        return lines.subList(0, height).stream().map(line -> Strip.cut(line, width, look)).toList();
    }

    private void head(String name) {
        SyncState state = pane.book().state();
        AttributedStyle style =
                switch (state) {
                    case SyncState.Joining _ -> look.doubtful();
                    case SyncState.Live _ -> look.good();
                    case SyncState.Lost _ -> look.bad();
                };
        lines.add(
                new AttributedStringBuilder()
                        .append(Strip.cut(name, Math.max(1, width - 9), look), Look.BOLD)
                        .append("  ")
                        .append(StateText.word(state), style)
                        .toAttributedString());
        int factLines = height >= HIGH ? 3 : height >= MIDDLING ? 2 : 1;
        Strip.wrap(Facts.of(pane), width, factLines)
                .forEach(line -> lines.add(new AttributedString(line)));
    }

    /** State and reason where the levels would be: they are shown of live books only. */
    private void instead() {
        lines.add(AttributedString.EMPTY);
        String sentence = StateText.sentence(pane.book().state());
        int start = 0;
        while (start < sentence.length() && lines.size() < height) {
            int end = Math.min(sentence.length(), start + width);
            int blank = end < sentence.length() ? sentence.lastIndexOf(' ', end) : -1;
            end = blank > start ? blank : end;
            lines.add(
                    new AttributedString(sentence.substring(start, end).strip(), look.doubtful()));
            start = end;
        }
        tapeBelow(Math.clamp(height - lines.size() - 1, 0, TAPE_BELOW));
    }

    private void levels(Optional<Integer> depth) {
        if (height >= MIDDLING) {
            lines.add(headings());
        }
        boolean below = columns.tape() == 0 && height >= HIGH && !pane.trades().isEmpty();
        int room = height - lines.size() - 1 - (below ? TAPE_BELOW + 1 : 0);
        int rows = Math.max(1, Math.min(room / 2, depth.orElse(Integer.MAX_VALUE)));
        BigDecimal largest = largest(Side.ASK, rows).max(largest(Side.BID, rows));
        int first = lines.size();
        lines.addAll(side(Side.ASK, rows, largest).reversed());
        lines.add(spread());
        lines.addAll(side(Side.BID, rows, largest));
        if (below) {
            tapeBelow(TAPE_BELOW);
        } else if (columns.tape() > 0) {
            tapeBeside(first);
        }
    }

    private AttributedString headings() {
        StringBuilder text = new StringBuilder();
        text.repeat(' ', Columns.MARK).append(Strip.right("price", columns.price()));
        column(text, "size", columns.size());
        column(text, "total", columns.total());
        if (columns.tape() > 0) {
            text.repeat(' ', columns.levels() - text.length());
            text.repeat(' ', Columns.GAP).append("last trades");
        }
        return new AttributedString(text.toString(), Look.FAINT);
    }

    private static void column(StringBuilder text, String content, int width) {
        if (width > 0) {
            text.repeat(' ', Columns.GAP).append(Strip.right(content, width));
        }
    }

    private BigDecimal largest(Side side, int rows) {
        BigDecimal largest = BigDecimal.ZERO;
        for (int i = 0; i < Math.min(rows, view.levels(side)); i++) {
            largest = largest.max(view.exactSize(side, i));
        }
        return largest;
    }

    /** The best levels, best first, filled up to as many lines. */
    private List<AttributedString> side(Side side, int rows, BigDecimal largest) {
        List<AttributedString> drawn = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < rows; i++) {
            if (i >= view.levels(side)) {
                drawn.add(AttributedString.EMPTY);
                continue;
            }
            total = total.add(view.exactSize(side, i));
            drawn.add(level(side, i, total, largest));
        }
        return drawn;
    }

    private AttributedString level(Side side, int index, BigDecimal total, BigDecimal largest) {
        boolean known = index < view.knownLevels(side);
        AttributedStyle colour = side == Side.BID ? look.bid() : look.ask();
        AttributedStyle price = known ? colour : colour.faint();
        AttributedStyle number = known ? Look.PLAIN : Look.FAINT;
        BigDecimal size = view.exactSize(side, index);
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(known ? " " : "~", Look.FAINT)
                .append(
                        Strip.right(
                                Digits.text(view.exactPrice(side, index), widths.priceDecimals()),
                                columns.price()),
                        price);
        number(line, Digits.text(size, widths.sizeDecimals()), columns.size()).accept(number);
        number(line, Digits.text(total, widths.sizeDecimals()), columns.total()).accept(Look.FAINT);
        if (columns.bar() > 0) {
            line.append("  ").append(Bars.bar(size, largest, columns.bar(), look.unicode()), price);
        }
        return line.toAttributedString();
    }

    private interface Styled {
        void accept(AttributedStyle style);
    }

    private static Styled number(AttributedStringBuilder line, String text, int width) {
        return style -> {
            if (width > 0) {
                line.append("  ").append(Strip.right(text, width), style);
            }
        };
    }

    private AttributedString spread() {
        String text =
                view.spread()
                        .flatMap(spread ->
                                view.mid()
                                        .map(mid ->
                                                " spread %s  mid %s "
                                                        .formatted(shown(spread), shown(mid))))
                        .orElse(" one side is empty ");
        int whole = columns.tape() > 0 ? columns.levels() : width;
        int rest = Math.max(0, whole - text.length() - 2);
        return new AttributedStringBuilder()
                .append(look.rule().repeat(2), Look.FAINT)
                .append(text, Look.BOLD)
                .append(look.rule().repeat(rest), Look.FAINT)
                .toAttributedString();
    }

    private String shown(BigDecimal price) {
        return Digits.text(price, widths.priceDecimals());
    }

    private void tapeBelow(int rows) {
        if (rows > 0 && !pane.trades().isEmpty()) {
            lines.add(Strip.line("last trades", Look.FAINT, width, look));
            pane.trades().stream().limit(rows).forEach(trade -> lines.add(trade(trade)));
        }
    }

    private void tapeBeside(int first) {
        List<Trade> trades = pane.trades();
        for (int i = 0; i < trades.size() && first + i < lines.size(); i++) {
            lines.set(
                    first + i,
                    new AttributedStringBuilder()
                            .append(Strip.fitted(lines.get(first + i), columns.levels()))
                            .append("  ")
                            .append(trade(trades.get(i)))
                            .toAttributedString());
        }
    }

    private AttributedString trade(Trade trade) {
        boolean buy = trade.takerSide() == TakerSide.BUY;
        String price = Digits.text(trade.exactPrice(), widths.priceDecimals());
        String size = Digits.text(trade.exactSize(), widths.sizeDecimals());
        return new AttributedStringBuilder()
                .append(time(trade), Look.FAINT)
                .append("  ")
                .append(Strip.right(price, widths.tapePrice()), buy ? look.bid() : look.ask())
                .append(" ")
                .append(Strip.right((buy ? "+" : "-") + size, widths.tapeSize() + 1))
                .toAttributedString();
    }

    private static String time(Trade trade) {
        long ns = trade.venueTime().isKnown() ? trade.venueTime().toNs() : trade.receivedAtNs();
        return LocalTime.ofInstant(java.time.Instant.EPOCH.plusNanos(ns), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .format(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME);
    }
}
