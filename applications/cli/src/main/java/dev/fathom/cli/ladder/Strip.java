package dev.fathom.cli.ladder;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Cuts, pads and wraps text to the width of a screen. All characters here are one cell wide. */
final class Strip {
    private Strip() {}

    /** A text cut to a width. */
    static AttributedString line(String text, AttributedStyle style, int width, Look look) {
        return new AttributedString(cut(text, width, look), style);
    }

    static String cut(String text, int width, Look look) {
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        if (shown.length() <= width) {
            return shown;
        }
        return width < 1 ? "" : shown.substring(0, width - 1) + look.ellipsis();
    }

    /** A line cut to a width, visibly: a number that lost digits must not look like one. */
    static AttributedString cut(AttributedString line, int width, Look look) {
        return line.length() <= width
                ? line
                : new AttributedStringBuilder()
                        .append(line.subSequence(0, width - 1))
                        .append(look.ellipsis())
                        .toAttributedString();
    }

    /** A line of exactly this width. */
    static AttributedString fitted(AttributedString line, int width) {
        if (line.length() > width) {
            return line.subSequence(0, width);
        }
        return new AttributedStringBuilder()
                .append(line)
                .append(" ".repeat(width - line.length()))
                .toAttributedString();
    }

    /** A text moved to the right end of a column. */
    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    /**
     * As many of the parts as fit into so many lines, two blanks apart. The first ones are the most
     * important.
     */
    static List<String> wrap(List<String> parts, int width, int mostLines) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (part.length() > width) {
                continue;
            }
            if (!line.isEmpty() && line.length() + 2 + part.length() > width) {
                if (lines.size() + 1 >= mostLines) {
                    continue;
                }
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : "  ").append(part);
        }
        if (!line.isEmpty() && lines.size() < mostLines) {
            lines.add(line.toString());
        }
        return lines;
    }
}
