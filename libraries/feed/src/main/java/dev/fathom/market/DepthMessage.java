package dev.fathom.market;

import dev.fathom.book.Side;

/**
 * One depth message as its decoder has just read it, in arrays that the next message uses again:
 * valid only during the call that hands it over. Owned by the connection's thread; {@link
 * #toUpdate()} and {@link #toSnapshot()} make immutable events of it.
 */
public final class DepthMessage {
    // This is what keeps the way from frame to book free of garbage: an event is made only where
    // somebody keeps it (the join buffer, a listener that asks for events).

    /** What the levels of a message stand for. */
    public enum Kind {
        /** Changed levels, absolute sizes. */
        UPDATE,
        /** A whole book, or as many levels of it as were asked for. */
        SNAPSHOT,
        /** The same as the stream gives it by itself: what follows goes on from there. */
        STATE,
        /** The best few levels, replacing those of the message before. */
        TOP,
        /** No levels: the venue's checksum over the book as it is now. */
        CHECKSUM
    }

    /** The id of messages that carry none: the book numbers them as they come. */
    public static final long UNNUMBERED = Long.MIN_VALUE;

    private static final long NO_CHECKSUM = Long.MIN_VALUE;

    private final LevelList bids = new LevelList();
    private final LevelList asks = new LevelList();
    private final LevelList bidOrders = new LevelList();
    private final LevelList askOrders = new LevelList();
    private Instrument instrument;
    private Kind kind = Kind.UPDATE;
    private int levelLimit;
    private long firstId;
    private long lastId;
    private long venueTime;
    private long receivedAtNs;
    private long checksum = NO_CHECKSUM;

    /** A message about nothing yet. */
    public DepthMessage(Instrument instrument) {
        this.instrument = instrument;
    }

    /** Empties both sides, to be filled by {@link #side}. */
    public void clearLevels() {
        bids.clear();
        asks.clear();
        if (hasOrders()) {
            bidOrders.clear();
            askOrders.clear();
        }
    }

    /**
     * Says what the levels are.
     *
     * @param levelLimit the levels a side that were asked for or subscribed to; 0 where the updates
     *     of a book have no bound
     * @param firstId first venue sequence number covered, {@link #UNNUMBERED} if there is none
     * @param lastId last one
     * @param venueTime units since 1970 UTC as sent, 0 for none
     */
    public void describe(
            Instrument instrument,
            Kind kind,
            int levelLimit,
            long firstId,
            long lastId,
            long venueTime,
            long receivedAtNs) {
        this.instrument = instrument;
        this.kind = kind;
        this.levelLimit = levelLimit;
        this.firstId = firstId;
        this.lastId = lastId;
        this.venueTime = venueTime;
        this.receivedAtNs = receivedAtNs;
        this.checksum = NO_CHECKSUM;
    }

    /** Adds the venue's checksum over the book after this message, its 32 bits in any form. */
    public void checksum(long bits) {
        checksum = bits & 0xFFFF_FFFFL;
    }

    /** True if the venue sent a checksum. */
    public boolean hasChecksum() {
        return checksum != NO_CHECKSUM;
    }

    /** The venue's checksum, its 32 bits as an {@code int}. */
    public int checksum() {
        return (int) checksum;
    }

    /** Gives a message that carries no id the next one of its book. */
    public void number(long id) {
        firstId = id;
        lastId = id;
    }

    /** Copies a kept event back, so that it takes the same way as a fresh message. */
    public void set(DepthEvent event) {
        clearLevels();
        bids.addAll(event.bids());
        asks.addAll(event.asks());
        switch (event) {
            case BookSnapshot s ->
                    describe(
                            s.instrument(),
                            s.inStream() ? Kind.STATE : Kind.SNAPSHOT,
                            s.levelLimit(),
                            s.lastId(),
                            s.lastId(),
                            s.venueTime().value(),
                            s.receivedAtNs());
            case BookUpdate u ->
                    describe(
                            u.instrument(),
                            Kind.UPDATE,
                            0,
                            u.firstId(),
                            u.lastId(),
                            u.venueTime().value(),
                            u.receivedAtNs());
        }
    }

    /** Whose book. */
    public Instrument instrument() {
        return instrument;
    }

    /** What the levels stand for. */
    public Kind kind() {
        return kind;
    }

    /** Levels a side that were asked for or subscribed to; 0 for a book without a bound. */
    public int levelLimit() {
        return levelLimit;
    }

    /** First venue sequence number covered. */
    public long firstId() {
        return firstId;
    }

    /** Last venue sequence number covered. */
    public long lastId() {
        return lastId;
    }

    /** The venue's time. */
    public VenueTime venueTime() {
        return VenueTime.of(venueTime);
    }

    /** The venue's time as sent, units since 1970 UTC; 0 for none. */
    public long rawVenueTime() {
        return venueTime;
    }

    /** When the bytes arrived here, nanoseconds since 1970 UTC. */
    public long receivedAtNs() {
        return receivedAtNs;
    }

    /** The levels of one side. */
    public LevelList side(Side side) {
        return side == Side.BID ? bids : asks;
    }

    /**
     * The same prices with the number of orders in place of the size, to be filled where the venue
     * tells it.
     */
    public LevelList orders(Side side) {
        return side == Side.BID ? bidOrders : askOrders;
    }

    /** True if the venue told how many orders the levels have. */
    public boolean hasOrders() {
        return bidOrders.count() + askOrders.count() > 0;
    }

    /** The most decimal places of a price on either side. */
    public int priceScale() {
        return Math.max(bids.priceScale(), asks.priceScale());
    }

    /** The most decimal places of a size on either side. */
    public int sizeScale() {
        return Math.max(bids.sizeScale(), asks.sizeScale());
    }

    /** An immutable update; for messages of kind {@link Kind#UPDATE}. */
    public BookUpdate toUpdate() {
        return new BookUpdate(
                instrument,
                firstId,
                lastId,
                venueTime(),
                receivedAtNs,
                bids.toLevels(),
                asks.toLevels());
    }

    /** An immutable snapshot; for messages of the other kinds. */
    public BookSnapshot toSnapshot() {
        return new BookSnapshot(
                instrument,
                lastId,
                levelLimit,
                kind != Kind.SNAPSHOT,
                venueTime(),
                receivedAtNs,
                bids.toLevels(),
                asks.toLevels());
    }
}
