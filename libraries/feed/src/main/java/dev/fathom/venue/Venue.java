package dev.fathom.venue;

import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An exchange: its format, addresses, requests and limits. Pure; safe for many threads. */
public interface Venue extends VenueFormat {
    /** How prices are stepped, in a few words. */
    default String priceSteps() {
        return "one step for each instrument, as listed";
    }

    /** What can be set, each with the values that it may have, such as {@code prec: P0, P1}. */
    default List<String> settings() {
        return List.of();
    }

    /**
     * This venue with a setting.
     *
     * @throws IllegalArgumentException naming the setting or value and what there is
     */
    default Venue with(String setting, String value) {
        throw new IllegalArgumentException(
                "%s has no setting '%s'%s"
                        .formatted(
                                id(),
                                setting,
                                settings().isEmpty()
                                        ? ""
                                        : ": there are " + String.join("; ", settings())));
    }

    /** The environments, the usual one first. */
    List<Endpoints> endpoints();

    /** True when a recording of this host name is of this venue. */
    boolean isHost(String host);

    /** Limits of its streams. */
    StreamLimits streamLimits();

    /** Limits of its REST. */
    RestLimits restLimits();

    /**
     * Which of the venue's addresses carries a channel, empty where there is only one: channels of
     * different routes need connections of their own.
     */
    String route(Channel channel);

    /** True where an address can hold subscriptions, so that none has to be sent. */
    boolean subscribesByAddress();

    /**
     * The address that opens a connection on a route, with these subscriptions already in place.
     *
     * @param subscriptions none where addresses hold none
     */
    URI streamUri(Endpoints endpoints, String route, List<Subscription> subscriptions);

    /**
     * How to ask for a snapshot with at least this many levels a side, as far as there are; empty
     * where books begin in the stream.
     */
    Optional<RestRequest> snapshot(Endpoints endpoints, Instrument instrument, int levels);

    /** How books are asked for by those who hold no stream. */
    PolledBooks polledBooks();

    @Override
    default void readSnapshot(
            RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException {
        polledBooks().read(asked, body, receivedAtNs, into);
    }

    @Override
    default URI usualAddress() {
        return endpoints().getFirst().webSocket();
    }

    /** What an answer with an error status means. */
    RestRefusal refusal(int status, byte[] body);

    /** The cheapest request there is: shows that REST answers. */
    RestRequest ping(Endpoints endpoints);

    /**
     * The step of the venue's clock; empty where it has none that can be asked for, and {@link
     * #time} tells of its newest trade.
     */
    default Optional<Duration> clockStep() {
        return Optional.empty();
    }

    /** Where the venue's clock is. */
    RestRequest time(Endpoints endpoints);

    /**
     * Reads the venue's clock.
     *
     * @throws IOException if the text does not tell a time
     */
    VenueTime readTime(byte[] body) throws IOException;

    /** Where the list of instruments is. */
    RestRequest instruments(Endpoints endpoints);

    /**
     * Reads the list of instruments.
     *
     * @throws IOException if the text is not such a list
     */
    List<InstrumentInfo> readInstruments(byte[] body) throws IOException;
}
