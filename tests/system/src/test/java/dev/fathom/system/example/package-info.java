/** The programs that the README shows, compiled; a test keeps the two alike. */
@NullMarked
package dev.fathom.system.example;

import org.jspecify.annotations.NullMarked;
