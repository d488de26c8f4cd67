package dev.fathom.venue;

import dev.fathom.market.Instrument;
import java.util.Optional;

/**
 * A frame that could not be understood. Immutable.
 *
 * @param instrument whose it was, as far as the frame tells
 * @param depth true if it was, or may have been, part of that instrument's book
 * @param number true if the text was sound but a number in it cannot be held exactly
 * @param what what is wrong, with the byte
 */
public record BadFrame(
        Optional<Instrument> instrument, boolean depth, boolean number, String what) {}
