package dev.fathom.cli.ladder;

import org.jline.utils.AttributedStyle;

/**
 * What the terminal can show. Immutable.
 *
 * @param colour whether colours may be used; weight is used anyway
 * @param unicode whether it shows more than ASCII
 */
record Look(boolean colour, boolean unicode) {
    static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    static final AttributedStyle BOLD = PLAIN.bold();
    static final AttributedStyle FAINT = PLAIN.faint();

    AttributedStyle bid() {
        return coloured(AttributedStyle.GREEN);
    }

    AttributedStyle ask() {
        return coloured(AttributedStyle.RED);
    }

    AttributedStyle good() {
        return coloured(AttributedStyle.GREEN).bold();
    }

    AttributedStyle doubtful() {
        return coloured(AttributedStyle.YELLOW).bold();
    }

    AttributedStyle bad() {
        return coloured(AttributedStyle.RED).bold();
    }

    private AttributedStyle coloured(int colourNumber) {
        return colour ? PLAIN.foreground(colourNumber) : PLAIN;
    }

    String rule() {
        return unicode ? "╌" : "-";
    }

    String divider() {
        return unicode ? " ╎ " : " | ";
    }

    String pointer() {
        return unicode ? "▸ " : "> ";
    }

    String ellipsis() {
        return unicode ? "…" : ".";
    }
}
