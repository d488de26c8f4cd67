package dev.fathom.venue.tardis;

import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.sync.BookRules;
import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Conversation;
import dev.fathom.venue.Requests;
import dev.fathom.venue.TardisRow;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The format of Tardis' files, so that what was imported takes the one way through decoder,
 * synchronisation and book. Instruments keep the exchange and the symbol that the file names. Pure.
 */
public final class TardisFiles implements VenueFormat {
    private static final BookRules RULES = BookRules.unproven();

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
    public Instrument instrument(String symbol) {
        throw new IllegalArgumentException(
                title() + " name the instruments of other venues, not " + symbol);
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
    public Conversation converse(URI connection) {
        return new Conversation(new TardisDecoder(), new Silent());
    }

    @Override
    public URI usualAddress() {
        return TardisRow.address("files");
    }

    @Override
    public void readSnapshot(
            RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException {
        throw new IOException(title() + " hold no answers");
    }

    @Override
    public BookRules bookRules() {
        return RULES;
    }

    @Override
    public Optional<RecordedSnapshot> recordedSnapshot(URI request) {
        return Optional.empty();
    }

    @Override
    public Optional<TradeHistory> tradeHistory(Channel channel) {
        return Optional.empty();
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
