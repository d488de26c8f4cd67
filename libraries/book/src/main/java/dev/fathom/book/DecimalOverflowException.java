package dev.fathom.book;

/**
 * A number that cannot be held exactly as a {@code long} with the wanted number of decimal places:
 * too large, or with more digits after the point.
 */
public final class DecimalOverflowException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final String value;
    private final int scale;

    /**
     * Names the number and the scale that cannot hold it.
     *
     * @param value the number in digits
     * @param scale the wanted decimal places
     */
    public DecimalOverflowException(String value, int scale) {
        super(value + " does not fit a 64-bit number with " + scale + " decimal places");
        this.value = value;
        this.scale = scale;
    }

    /** The number in digits, as it was before the attempt. */
    public String value() {
        return value;
    }

    /** The decimal places that were wanted. */
    public int scale() {
        return scale;
    }
}
