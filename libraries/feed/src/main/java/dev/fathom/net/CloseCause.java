package dev.fathom.net;

/** Why a WebSocket connection is over. Immutable. */
public sealed interface CloseCause {
    /** One line for people. */
    default String words() {
        return switch (this) {
            case ByVenue(int code, String reason) ->
                    "closed by the venue with " + code + (reason.isBlank() ? "" : " " + reason);
            case ByUs(int code, String reason) -> "closed " + code + " " + reason;
            case Failed(String what) -> what;
        };
    }

    /**
     * The venue began the closing handshake.
     *
     * @param code its close code; 1005 if it sent none
     * @param reason its words, perhaps empty
     */
    record ByVenue(int code, String reason) implements CloseCause {}

    /**
     * This side began the closing handshake, answered or not.
     *
     * @param code the close code sent
     * @param reason the words sent
     */
    record ByUs(int code, String reason) implements CloseCause {}

    /**
     * It broke, or never opened: refused, TLS, handshake status, reset, message too big, protocol
     * error.
     *
     * @param what one line that names the address and the cause
     */
    record Failed(String what) implements CloseCause {}
}
