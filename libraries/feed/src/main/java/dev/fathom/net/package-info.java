/** Sockets: WebSocket and HTTP connections that hand out frames as they came. */
@NullMarked
package dev.fathom.net;

import org.jspecify.annotations.NullMarked;
