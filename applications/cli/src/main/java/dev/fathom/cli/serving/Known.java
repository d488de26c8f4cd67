package dev.fathom.cli.serving;

import dev.fathom.feed.Book;
import dev.fathom.market.Trade;
import dev.fathom.simulator.instream.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is known of a venue at one place of a recording. Owned by one thread at a time. */
interface Known {
    /** The clock of the recording, nanoseconds since 1970 UTC. */
    long nowNs();

    /** The symbols that were recorded, in order. */
    Collection<String> symbols();

    /** The book of a symbol, if there is a live one. */
    Optional<Book> book(String symbol, int levels);

    /** The trades of a symbol that have happened so far, oldest first. */
    List<Trade> trades(String symbol);

    /** The newest message of a topic. */
    Optional<String> newest(Topic topic);
}
