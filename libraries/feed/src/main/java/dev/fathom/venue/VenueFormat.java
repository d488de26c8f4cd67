package dev.fathom.venue;

import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.sync.BookRules;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * How a venue writes, and what that promises: all that is needed to read a recording of it. Pure;
 * safe for many threads.
 */
public interface VenueFormat {
    /** The id in lower case, such as {@code binance}. */
    String id();

    /** The name that people use, such as {@code Binance spot}. */
    String title();

    /** What can be proven here. */
    Capabilities capabilities();

    /**
     * The instrument that a user means by a symbol: the venue's own form or {@code BASE-QUOTE}, in
     * any case.
     *
     * @throws IllegalArgumentException naming the text and the forms that are known
     */
    Instrument instrument(String symbol);

    /**
     * The name that people use beside the venue's: base and quote in one, in upper case, such as
     * {@code BTCUSD}.
     */
    String shortName(Instrument instrument);

    /**
     * Checks that the venue has this channel.
     *
     * @throws IllegalArgumentException naming the channel and what there is
     */
    void check(Channel channel);

    /** What is said on a connection to this address. */
    Conversation converse(URI connection);

    /** The address that stands for that of a connection where none was recorded. */
    URI usualAddress();

    /** What the messages of its books promise. */
    BookRules bookRules();

    /** The instrument and level limit of a recorded snapshot request; empty for other addresses. */
    Optional<RecordedSnapshot> recordedSnapshot(URI request);

    /**
     * Reads the answer to a request for a book, of venues whose books have no ids.
     *
     * @param into becomes the snapshot, with its id and time where the answer tells them
     * @throws IOException if the text is no book
     */
    void readSnapshot(RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException;

    /** How past trades of a channel are asked for; empty for channels without trades. */
    Optional<TradeHistory> tradeHistory(Channel channel);

    /**
     * What a recorded snapshot request asked for.
     *
     * @param instrument whose book
     * @param levels levels a side that the answer holds at most
     * @param form of its rows where the venue has several, in the venue's word; else empty
     */
    record RecordedSnapshot(Instrument instrument, int levels, String form) {
        /** Of a venue with one form. */
        public RecordedSnapshot(Instrument instrument, int levels) {
            this(instrument, levels, "");
        }
    }
}
