package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.sync.AuditResult;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.TradeHole;
import dev.fathom.venue.InstrumentInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened on the way from the venue. Immutable. {@link #text()} is a line for
 * people, {@code toString()} names every part.
 */
public sealed interface FeedStatus {
    /** Whose book it concerns; empty when it concerns a connection or the venue. */
    default Optional<Instrument> about() {
        return Optional.empty();
    }

    /** One line for people. */
    String text();

    /** Something about one instrument. */
    sealed interface OfInstrument extends FeedStatus {
        /** Which one. */
        Instrument instrument();

        @Override
        default Optional<Instrument> about() {
            return Optional.of(instrument());
        }
    }

    /** A connection is open. */
    record Connected(String venue, long connectionId, URI uri, int streams) implements FeedStatus {
        @Override
        public String text() {
            return "%s: connected to %s with %d stream%s"
                    .formatted(venue, uri.getAuthority(), streams, streams == 1 ? "" : "s");
        }
    }

    /** A connection ended, or could not be opened. */
    record Disconnected(String venue, long connectionId, String cause, long retryInMs)
            implements FeedStatus {
        @Override
        public String text() {
            return "%s: disconnected, %s; trying again in %d ms".formatted(venue, cause, retryInMs);
        }
    }

    /** A second connection is being opened to take over. */
    record Moving(String venue, long connectionId, String reason) implements FeedStatus {
        @Override
        public String text() {
            return "%s: moving to a new connection: %s".formatted(venue, reason);
        }
    }

    /** The second connection has taken over. */
    record Moved(String venue, long fromConnectionId, long toConnectionId) implements FeedStatus {
        @Override
        public String text() {
            return "%s: moved to connection %d".formatted(venue, toConnectionId);
        }
    }

    /**
     * A snapshot arrived.
     *
     * @param liveId the id of the live book that it will be compared with; 0 when it is to join
     */
    record SnapshotTaken(Instrument instrument, long lastId, int levels, long liveId)
            implements OfInstrument {
        @Override
        public String text() {
            return "%s: snapshot at id %d with %d levels%s"
                    .formatted(
                            instrument,
                            lastId,
                            levels,
                            liveId == 0 ? "" : ", to compare with the book at id " + liveId);
        }
    }

    /** A snapshot arrived from which no book could be joined. */
    record SnapshotUnfit(Instrument instrument, String why) implements OfInstrument {
        @Override
        public String text() {
            return "%s: the snapshot does not join, %s".formatted(instrument, why);
        }
    }

    /** A snapshot did not arrive. */
    record SnapshotFailed(Instrument instrument, String what, long retryInMs)
            implements OfInstrument {
        @Override
        public String text() {
            return "%s: no snapshot, %s; asking again in %d ms"
                    .formatted(instrument, what, retryInMs);
        }
    }

    /**
     * A book became live.
     *
     * @param book the instrument, and the channel that the book is kept from
     * @param again true when it had been live before
     */
    record BookLive(Subscription book, long lastId, boolean again) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return book.instrument();
        }

        @Override
        public String text() {
            return "%s: %s at id %d".formatted(name(book), again ? "resynced" : "live", lastId);
        }
    }

    /**
     * A book is not to be trusted any more.
     *
     * @param book the instrument, and the channel that the book was kept from
     */
    record BookLost(Subscription book, LostReason reason) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return book.instrument();
        }

        @Override
        public String text() {
            return "%s: lost, %s".formatted(name(book), reason);
        }
    }

    /**
     * A live book became crossed, or is so no longer, where that is no reason to lose it.
     *
     * @param book the instrument, and the channel that the book is kept from
     */
    record BookCrossed(Subscription book, boolean crossed, String prices) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return book.instrument();
        }

        @Override
        public String text() {
            return "%s: %s, %s".formatted(name(book), crossed ? "crossed" : "uncrossed", prices);
        }
    }

    // The whole book is what people mean by an instrument's book.
    private static String name(Subscription book) {
        return book.channel().kind() == Channel.Kind.DEPTH
                ? book.instrument().toString()
                : book.toString();
    }

    /** A live book was compared with a fresh snapshot. */
    record Audited(Instrument instrument, AuditResult result) implements OfInstrument {
        @Override
        public String text() {
            return switch (result) {
                case AuditResult.Equal(long lastId, int levels) ->
                        "%s: compared with the venue at id %d, %d levels equal"
                                .formatted(instrument, lastId, levels);
                case AuditResult.Different different ->
                        "%s: differs from the venue: %s".formatted(instrument, different);
            };
        }
    }

    /** Trades are missing, or may be; those that come wait until the venue was asked for them. */
    record TradesMissing(Subscription trades, String why) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return trades.instrument();
        }

        @Override
        public String text() {
            return "%s: trades may be missing, %s".formatted(trades, why);
        }
    }

    /**
     * The venue was asked for missing trades.
     *
     * @param filled how many it gave; they are told with source {@code REST}
     * @param verdict what is known now
     * @param detail what stays missing, or why; empty unless open
     */
    record TradesFound(Subscription trades, int filled, TradeHole.Verdict verdict, String detail)
            implements OfInstrument {
        @Override
        public Instrument instrument() {
            return trades.instrument();
        }

        @Override
        public String text() {
            String found = "%s: %d missing trades found".formatted(trades, filled);
            return switch (verdict) {
                case CLOSED -> found + ", none is missing by their ids";
                case COVERED -> found + ", all that the venue lists";
                case OPEN -> found + "; " + detail;
            };
        }
    }

    /** A poll was not answered, or with what cannot be used. */
    record PollFailed(Subscription polled, String what, long retryInMs) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return polled.instrument();
        }

        @Override
        public String text() {
            return "%s: no answer to a poll, %s; asking again in %d ms"
                    .formatted(polled, what, retryInMs);
        }
    }

    /** It was time for a poll while the one before was not yet answered. */
    record PollMissed(Subscription polled) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return polled.instrument();
        }

        @Override
        public String text() {
            return polled + ": a poll was left out, the one before was not answered yet";
        }
    }

    /** The venue lists an instrument that it did not list before. */
    record Listed(InstrumentInfo info) implements FeedStatus {
        @Override
        public String text() {
            return "%s: listed, %s".formatted(info.instrument(), info.status());
        }
    }

    /** The venue does not list an instrument any more. */
    record Delisted(InstrumentInfo info) implements FeedStatus {
        @Override
        public String text() {
            return info.instrument() + ": not listed any more";
        }
    }

    /** The venue lists a followed instrument differently: it is halted, or its steps are others. */
    record InstrumentChanged(InstrumentInfo before, InstrumentInfo after) implements OfInstrument {
        @Override
        public Instrument instrument() {
            return after.instrument();
        }

        @Override
        public String text() {
            List<String> changes = new ArrayList<>();
            note(changes, "status", before.status(), after.status());
            note(changes, "price step", before.tickSize(), after.tickSize());
            note(changes, "size step", before.stepSize(), after.stepSize());
            return after.instrument() + ": " + String.join(", ", changes);
        }

        private static void note(List<String> changes, String what, String from, String to) {
            if (!from.equals(to)) {
                changes.add("%s %s, was %s".formatted(what, to, from));
            }
        }
    }

    /** The venue does not know the instrument, or refuses the channel. Nothing more will come. */
    record Refused(Instrument instrument, String what) implements OfInstrument {
        @Override
        public String text() {
            return "%s: refused by the venue, %s".formatted(instrument, what);
        }
    }

    /** Requests to the venue must wait. */
    record RequestsWait(String venue, String why, long forMs) implements FeedStatus {
        @Override
        public String text() {
            return "%s: requests wait %d ms, %s".formatted(venue, forMs, why);
        }
    }

    /**
     * A frame that could not be understood; counted, and fatal to a book only if it was part of it.
     */
    record BadFrame(String venue, Optional<Instrument> instrument, String what)
            implements FeedStatus {
        @Override
        public Optional<Instrument> about() {
            return instrument;
        }

        @Override
        public String text() {
            return "%s: bad frame, %s"
                    .formatted(instrument.map(Instrument::toString).orElse(venue), what);
        }
    }
}
