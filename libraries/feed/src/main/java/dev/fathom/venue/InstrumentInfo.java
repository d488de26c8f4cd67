package dev.fathom.venue;

import dev.fathom.market.Instrument;
import java.util.regex.Pattern;

/**
 * An instrument as the venue lists it. Immutable.
 *
 * @param instrument its name
 * @param base what is traded
 * @param quote what it is paid in
 * @param status the venue's word, such as {@code TRADING}
 * @param tickSize smallest price step, in the venue's digits; empty if it names none
 * @param stepSize smallest size step, in the venue's digits; empty if it names none
 */
public record InstrumentInfo(
        Instrument instrument,
        String base,
        String quote,
        String status,
        String tickSize,
        String stepSize) {
    // The words of all venues for something that can be traded.
    private static final Pattern TRADED = Pattern.compile("(?i)TRADING|online|WARNING");

    /** True while it can be traded: its book may change. */
    public boolean isTraded() {
        return TRADED.matcher(status).matches();
    }
}
