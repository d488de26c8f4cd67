package dev.fathom.venue;

/**
 * Both directions of one connection. Owned by the connection's thread.
 *
 * @param decoder reads what comes
 * @param requests writes what goes; may know what the decoder has read
 */
public record Conversation(Decoder decoder, Requests requests) {}
