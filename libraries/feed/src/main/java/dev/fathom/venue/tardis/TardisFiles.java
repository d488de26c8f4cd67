package dev.fathom.venue.tardis;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.BookRules;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Conversation;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.PlainRestLimits;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.Requests;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.StreamLimits;
import dev.fathom.venue.TardisRow;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.Venue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tardis' files as if they were a venue, so that what was imported takes the one way through
 * decoder, synchronisation and book. Instruments keep the exchange and the symbol that the file
 * names. Nothing can be connected to it. Pure.
 */
public final class TardisFiles implements Venue {
    private static final BookRules RULES = BookRules.unproven();

    private static UnsupportedOperationException noVenue() {
        return new UnsupportedOperationException("files of Tardis are no venue to ask");
    }

    @Override
    public String id() {
        return TardisRow.SCHEME;
    }

    @Override
    public String title() {
        return "files of Tardis";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.SequenceKind.NONE,
                Capabilities.Scope.INSTRUMENT,
                Capabilities.SnapshotSource.IN_BAND,
                0,
                Capabilities.UnknownDelete.NORMAL,
                "nothing: the ids of the exchange are not in the file",
                "a missing message");
    }

    @Override
    public List<Endpoints> endpoints() {
        return List.of(
                new Endpoints("files", TardisRow.address("files"), TardisRow.address("files")));
    }

    @Override
    public boolean isHost(String host) {
        return false;
    }

    @Override
    public StreamLimits streamLimits() {
        return new StreamLimits(1, 1, 1, 1, Duration.ofDays(1));
    }

    @Override
    public RestLimits restLimits() {
        return new PlainRestLimits(1, Duration.ZERO);
    }

    @Override
    public Instrument instrument(String symbol) {
        throw noVenue();
    }

    @Override
    public String shortName(Instrument instrument) {
        return instrument.symbol();
    }

    @Override
    public void check(Channel channel) {
        if (channel.kind() != Channel.Kind.DEPTH) {
            throw new IllegalArgumentException(title() + " have no channel " + channel);
        }
    }

    @Override
    public String route(Channel channel) {
        return "";
    }

    @Override
    public boolean subscribesByAddress() {
        return true;
    }

    @Override
    public URI streamUri(Endpoints at, String route, List<Subscription> subscriptions) {
        throw noVenue();
    }

    @Override
    public Conversation converse(URI connection) {
        return new Conversation(new TardisDecoder(), new Silent());
    }

    @Override
    public BookRules bookRules() {
        return RULES;
    }

    @Override
    public Optional<RestRequest> snapshot(Endpoints at, Instrument instrument, int levels) {
        return Optional.empty();
    }

    @Override
    public PolledBooks polledBooks() {
        throw noVenue();
    }

    @Override
    public Optional<RecordedSnapshot> recordedSnapshot(URI request) {
        return Optional.empty();
    }

    @Override
    public Optional<TradeHistory> tradeHistory(Channel channel) {
        return Optional.empty();
    }

    @Override
    public RestRefusal refusal(int status, byte[] body) {
        return new RestRefusal(true, "HTTP " + status);
    }

    @Override
    public RestRequest ping(Endpoints at) {
        throw noVenue();
    }

    @Override
    public RestRequest time(Endpoints at) {
        throw noVenue();
    }

    @Override
    public VenueTime readTime(byte[] body) {
        throw noVenue();
    }

    @Override
    public RestRequest instruments(Endpoints at) {
        throw noVenue();
    }

    @Override
    public List<InstrumentInfo> readInstruments(byte[] body) {
        return List.of();
    }

    /** Nothing is said to a file. */
    private record Silent() implements Requests {
        @Override
        public List<String> opening() {
            return List.of();
        }

        @Override
        public List<String> subscribe(long id, List<Subscription> more) {
            return List.of();
        }

        @Override
        public List<String> unsubscribe(long id, List<Subscription> gone) {
            return List.of();
        }

        @Override
        public Optional<String> list(long id) {
            return Optional.empty();
        }
    }
}
