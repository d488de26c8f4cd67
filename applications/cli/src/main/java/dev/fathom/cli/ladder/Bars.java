package dev.fathom.cli.ladder;

import java.math.BigDecimal;

/** Horizontal bars, to an eighth of a character where the terminal has such. */
final class Bars {
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private Bars() {}

    /**
     * A bar for a part of a whole, at least a trace for what is not zero.
     *
     * @param width characters of the whole
     */
    static String bar(BigDecimal part, BigDecimal whole, int width, boolean unicode) {
        if (part.signum() <= 0 || whole.signum() <= 0 || width <= 0) {
            return "";
        }
        int most = 8 * width;
        BigDecimal share = part.multiply(BigDecimal.valueOf(most));
        int eighths = Math.clamp(share.divideToIntegralValue(whole).longValue(), 1, most);
        int full = eighths / 8;
        return unicode ? "█".repeat(full) + EIGHTHS[eighths % 8] : "#".repeat(Math.max(1, full));
    }
}
