package dev.fathom.simulator.instream;

/**
 * Why a topic cannot be had. Immutable.
 *
 * @param code the venue's number for it, where it has one
 * @param text in a few words
 */
public record Refusal(int code, String text) {}
