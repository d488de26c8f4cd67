package dev.fathom.venue;

/**
 * Why a venue refused a request. Immutable.
 *
 * @param permanent true when asking again is useless: the instrument does not exist
 * @param text one line with the venue's code and words
 */
public record RestRefusal(boolean permanent, String text) {}
