package dev.fathom.cli.ladder;

/** Horizontal bars, to an eighth of a character where the terminal has such. */
final class Bars {
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final int ENOUGH_BITS = 40;

    private Bars() {}

    /**
     * A bar for a part of a whole, at least a trace for what is not zero.
     *
     * @param width characters of the whole
     */
    static String bar(long part, long whole, int width, boolean unicode) {
        if (part <= 0 || whole <= 0 || width <= 0) {
            return "";
        }
        // The product stays within a long.
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(whole) - ENOUGH_BITS);
        long eighths = Math.clamp((part >> shift) * 8 * width / (whole >> shift), 1, 8L * width);
        int full = (int) (eighths / 8);
        return unicode
                ? "█".repeat(full) + EIGHTHS[(int) (eighths % 8)]
                : "#".repeat(Math.max(1, full));
    }
}
