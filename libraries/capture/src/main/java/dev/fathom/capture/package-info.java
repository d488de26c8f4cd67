/** Raw capture, its files, and what can be proven about them. */
@NullMarked
package dev.fathom.capture;

import org.jspecify.annotations.NullMarked;
