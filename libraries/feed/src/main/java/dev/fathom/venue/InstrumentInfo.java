package dev.fathom.venue;

import dev.fathom.market.Instrument;

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
        String stepSize) {}
