package dev.fathom.simulator.account;

/**
 * How many rows a list shows.
 *
 * @param usual where no number is asked for
 * @param most whatever number is asked for
 */
record Page(int usual, int most) {
    /** That of most lists. */
    static final Page LONG = new Page(500, 1000);
}
