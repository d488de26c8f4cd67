package dev.fathom.simulator;

/** Gets the messages of a stream. */
interface Subscriber {
    /** One message. */
    void send(Payload payload);
}
