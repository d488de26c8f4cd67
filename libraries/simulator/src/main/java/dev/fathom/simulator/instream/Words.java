package dev.fathom.simulator.instream;

import java.util.List;

/** What a venue and one client say to each other. Owned by the venue's loop. */
sealed interface Words permits BitfinexWords, KrakenWords, UpbitWords {
    /** Says what the venue says first. */
    void hello();

    /** Takes what the client says, and answers it. */
    void onText(String text);

    /** Says, once a second, what a venue says that has nothing else to tell. */
    void tick();

    /** The frames of this connection that carry a message of one of its subscriptions. */
    List<String> frames(Wish wish, Relayed message);
}
