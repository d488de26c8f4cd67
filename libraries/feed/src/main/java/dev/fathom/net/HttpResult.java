package dev.fathom.net;

import java.util.Map;

/** The outcome of one request. */
public sealed interface HttpResult {
    /**
     * The server answered, whatever the status.
     *
     * @param status the HTTP status
     * @param headers header fields by lower-case name; the values of a repeated field joined by
     *     {@code ", "}
     * @param body the body, decompressed; owned by the receiver
     * @param receivedAtNs wall clock when the answer was complete, nanoseconds since 1970 UTC
     * @param monotonicNs monotonic clock at the same moment, nanoseconds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Answer(
            int status,
            Map<String, String> headers,
            byte[] body,
            long receivedAtNs,
            long monotonicNs)
            implements HttpResult {
        /** Keeps a copy of the headers. */
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * No answer, or not a whole one.
     *
     * @param what one line that names the address and the cause
     */
    record Failed(String what) implements HttpResult {}
}
