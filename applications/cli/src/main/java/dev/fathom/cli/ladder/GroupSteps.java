package dev.fathom.cli.ladder;

import java.math.BigDecimal;
import java.util.Optional;

/** The price steps that levels can be gathered into: 2, 5, 10, 20, 50, ... of the last digit. */
final class GroupSteps {
    /** How many steps there are; 0 means no gathering. */
    static final int COUNT = 15;

    private static final int[] MANTISSAS = {2, 5, 10};

    private GroupSteps() {}

    /**
     * The step with a number.
     *
     * @param step 0 for none, up to {@link #COUNT}
     * @param decimals decimal places of the instrument's prices that are in use
     */
    static Optional<BigDecimal> step(int step, int decimals) {
        if (step == 0) {
            return Optional.empty();
        }
        int mantissa = MANTISSAS[(step - 1) % MANTISSAS.length];
        int power = (step - 1) / MANTISSAS.length;
        return Optional.of(BigDecimal.valueOf(mantissa).scaleByPowerOfTen(power - decimals));
    }
}
