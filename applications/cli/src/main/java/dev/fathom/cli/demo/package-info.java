/**
 * The simulated exchange on the command line, and the proof that books followed there are exact.
 */
@NullMarked
package dev.fathom.cli.demo;

import org.jspecify.annotations.NullMarked;
