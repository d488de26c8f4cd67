/** Joins snapshots and updates into live books; judges order and finds gaps. */
@NullMarked
package dev.fathom.sync;

import org.jspecify.annotations.NullMarked;
