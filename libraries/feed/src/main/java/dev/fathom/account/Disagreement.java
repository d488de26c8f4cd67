package dev.fathom.account;

/**
 * Two things that the venue said and that cannot both be true. Immutable.
 *
 * @param subject what they are about, such as {@code order 7 of BTCUSDT}
 * @param here what is held here
 * @param venue what the venue says instead
 */
public record Disagreement(String subject, String here, String venue) {
    /** One line for people. */
    @Override
    public String toString() {
        return subject + ": here " + here + ", at the venue " + venue;
    }
}
