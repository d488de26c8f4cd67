package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.util.List;
import java.util.Set;

/** Says page by page which past orders and fills to ask for. Owned by one thread. */
interface Pages {
    /** How far questions reach back behind what is surely known, milliseconds. */
    long OVERLAP_MS = 60_000;

    /**
     * Begins anew.
     *
     * @param lastGoodMs until when the stream was surely whole, milliseconds since 1970 UTC
     * @param nowMs the time now, by the venue's clock
     * @param instruments those with orders, and those that are to be asked for too
     */
    List<Ask> begin(long lastGoodMs, long nowMs, Set<Instrument> instruments);

    /** What to ask of an instrument that was met. */
    List<Ask> of(Instrument instrument);

    /** What to ask after a page of orders. */
    List<Ask> after(Ask.ManyOrders ask, List<OrderReport> page, boolean isFull);

    /** What to ask after a page of fills. */
    List<Ask> after(Ask.Fills ask, List<Fill> page, boolean isFull);

    /** All that was asked since the beginning is answered. */
    void answered();
}
