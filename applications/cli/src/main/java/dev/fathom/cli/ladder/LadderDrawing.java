package dev.fathom.cli.ladder;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Draws a picture: from what is to be shown and the size of the screen to lines of styled text. */
final class LadderDrawing {
    private static final int NARROWEST_PANE = 48;
    private static final int HIGH = 20;
    private static final int MIDDLING = 13;
    private static final int LOW = 8;
    private static final String KEYS = "q quit  +/- depth  g/G groups";
    private static final String KEYS_OF_SEVERAL = "q quit  tab next  +/- depth  g/G groups";

    private LadderDrawing() {}

    /** Exactly {@code rows} lines of at most {@code columns} characters. */
    static List<AttributedString> draw(Picture picture, int columns, int rows) {
        List<AttributedString> foot = foot(picture, columns, rows);
        List<AttributedString> lines = new ArrayList<>();
        for (String headline : picture.headlines()) {
            if (rows >= LOW) {
                lines.add(Strip.line(headline, Look.BOLD, columns, picture.look()));
            }
        }
        lines.addAll(body(picture, columns, Math.max(1, rows - foot.size() - lines.size())));
        lines.addAll(foot);
        return lines.subList(0, Math.min(rows, lines.size()));
    }

    private static List<AttributedString> body(Picture picture, int columns, int rows) {
        Look look = picture.look();
        int all = picture.panes().size();
        int shown = Math.clamp((columns + 3) / (NARROWEST_PANE + 3), 1, all);
        int first = Math.clamp((long) picture.selected() - shown / 2, 0, all - shown);
        int width = (columns - (shown - 1) * look.divider().length()) / shown;
        List<List<AttributedString>> drawn = new ArrayList<>();
        for (int i = first; i < first + shown; i++) {
            Pane pane = picture.panes().get(i);
            drawn.add(
                    PaneDrawing.draw(
                            pane, name(picture, i, shown), picture.depth(), look, width, rows));
        }
        if (shown == 1) {
            return drawn.getFirst();
        }
        List<AttributedString> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            for (int i = 0; i < shown; i++) {
                line.append(i == 0 ? "" : look.divider(), Look.FAINT)
                        .append(Strip.fitted(drawn.get(i).get(row), width));
            }
            lines.add(line.toAttributedString());
        }
        return lines;
    }

    private static String name(Picture picture, int index, int shown) {
        int all = picture.panes().size();
        String instrument = picture.panes().get(index).book().instrument().toString();
        if (all == 1) {
            return instrument;
        }
        String place = shown < all ? " (%d of %d)".formatted(index + 1, all) : "";
        boolean pointed = shown > 1 && index == picture.selected();
        return (pointed ? picture.look().pointer() : "") + instrument + place;
    }

    private static List<AttributedString> foot(Picture picture, int columns, int rows) {
        List<AttributedString> foot = new ArrayList<>();
        int statusLines = rows >= HIGH ? 3 : rows >= MIDDLING ? 2 : rows >= LOW ? 1 : 0;
        List<String> status = picture.status();
        int from = Math.max(0, status.size() - statusLines);
        for (String line : status.subList(from, status.size())) {
            foot.add(Strip.line(line, Look.FAINT, columns, picture.look()));
        }
        if (rows >= LOW) {
            String keys = picture.panes().size() > 1 ? KEYS_OF_SEVERAL : KEYS;
            foot.add(Strip.line(keys, Look.FAINT, columns, picture.look()));
        }
        return foot;
    }
}
