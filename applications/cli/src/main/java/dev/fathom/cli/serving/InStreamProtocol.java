package dev.fathom.cli.serving;

import dev.fathom.book.BookView;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.Refusal;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How a venue whose books begin in the stream says what a replay knows. Immutable. */
interface InStreamProtocol {
    /** The protocol of a venue, if it is one of these. */
    static Optional<InStreamProtocol> of(VenueFormat venue) {
        return switch (venue.id()) {
            case "bitfinex" -> Optional.of(new BitfinexProtocol(venue));
            case "kraken" -> Optional.of(new KrakenProtocol(venue));
            case "upbit" -> Optional.of(new UpbitProtocol(venue));
            default -> Optional.empty();
        };
    }

    /** Whose it is. */
    VenueFormat venue();

    /** What is said on connections. */
    Dialect dialect();

    /** Whether a connection to this address speaks the version that is served. */
    boolean speaks(URI address);

    /** Reads what comes over one connection. */
    Reading reading();

    /** Whether a topic can be offered. */
    boolean offers(Topic topic);

    /** Levels a side to which books can be subscribed. */
    List<Integer> levels();

    /** Why a topic that nobody has recorded cannot be had. */
    Refusal refusal(Topic topic, Collection<Topic> offered);

    /** A part of a book as it is written here. */
    Window window(BookView view, int levels);

    /** The first message to one who has just subscribed to a book. */
    Relayed state(Topic topic, Window now, Relayed last);

    /** The same, where it was recorded as a message that says how the book stands. */
    default Relayed first(Relayed recorded) {
        return recorded;
    }

    /**
     * A message that makes the later of two states of a book out of the earlier one.
     *
     * @param last the message that led to it, or the one after which it stands
     * @return empty if there is nothing to tell
     */
    Optional<Relayed> change(Topic topic, Window before, Window now, Relayed last);

    /** The message to those who had the earlier state of a book whose messages were interrupted. */
    Optional<Relayed> again(Topic topic, Window before, Window now, Relayed last);

    /** The first message to one who has just subscribed to something else than a book. */
    Optional<Relayed> state(Topic topic, Known known);

    /** The answer to a request, made of what is known; empty for requests that are not known. */
    Optional<Answer> get(Query query, Known known);

    /** An answer that is there, or may be there soon. */
    record Answer(Optional<HttpReply> reply) {
        static Answer of(String body) {
            return new Answer(Optional.of(HttpReply.json(200, body)));
        }

        static Answer refusal(int status, String body) {
            return new Answer(Optional.of(HttpReply.json(status, body)));
        }

        /** The answer, once there is one. */
        static Answer of(Optional<String> body) {
            return new Answer(body.map(it -> HttpReply.json(200, it)));
        }
    }
}
