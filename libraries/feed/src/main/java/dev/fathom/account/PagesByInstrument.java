package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pages of one instrument each, from the last ids that are known; by time where none is. */
final class PagesByInstrument implements Pages {
    private static final long DAY_MS = 24 * 60 * 60 * 1000L;

    /** The newest ids of a moment, by instrument. */
    private record Cursors(Map<Instrument, Long> orders, Map<Instrument, Long> fills) {
        static final Cursors NONE = new Cursors(Map.of(), Map.of());
    }

    private final Orders orders;
    private final Set<Instrument> asked = new HashSet<>();
    private Cursors cursors = Cursors.NONE;
    private Cursors settling = Cursors.NONE;
    private Cursors asBegun = Cursors.NONE;
    private long lastGoodMs;
    private long nowMs;

    PagesByInstrument(Orders orders) {
        this.orders = orders;
    }

    @Override
    public List<Ask> begin(long goodMs, long now, Set<Instrument> instruments) {
        lastGoodMs = goodMs;
        nowMs = now;
        asked.clear();
        asBegun = new Cursors(orders.newestOrders(), orders.newestTrades());
        List<Ask> asks = new ArrayList<>();
        instruments.forEach(it -> asks.addAll(of(it)));
        return asks;
    }

    @Override
    public List<Ask> of(Instrument instrument) {
        if (!asked.add(instrument)) {
            return List.of();
        }
        long fromMs = lastGoodMs - OVERLAP_MS;
        Long order = cursors.orders().get(instrument);
        Long fill = cursors.fills().get(instrument);
        return List.of(
                order != null
                        ? new Ask.OrdersFrom(instrument, order + 1)
                        : orders(instrument, fromMs),
                fill != null ? new Ask.FillsFrom(instrument, fill + 1) : fills(instrument, fromMs));
    }

    private Ask orders(Instrument instrument, long fromMs) {
        return new Ask.OrdersBetween(instrument, fromMs, windowEnd(fromMs));
    }

    private Ask fills(Instrument instrument, long fromMs) {
        return new Ask.FillsBetween(instrument, fromMs, windowEnd(fromMs));
    }

    private long windowEnd(long fromMs) {
        return Math.max(fromMs, Math.min(nowMs, fromMs + DAY_MS));
    }

    @Override
    public List<Ask> after(Ask.ManyOrders ask, List<OrderReport> page, boolean isFull) {
        return switch (ask) {
            case Ask.OrdersFrom it when isFull && !page.isEmpty() ->
                    List.of(following(it.instrument(), page));
            case Ask.OrdersFrom _ -> List.of();
            case Ask.OrdersBetween it -> {
                boolean isBeforeNow = it.toMs() < nowMs;
                if (!page.isEmpty() && (isFull || isBeforeNow)) {
                    yield List.of(following(it.instrument(), page));
                }
                yield isBeforeNow ? List.of(orders(it.instrument(), it.toMs() + 1)) : List.of();
            }
            case Ask.AllOrdersBetween _ -> throw notAsked(ask);
        };
    }

    private static Ask following(Instrument instrument, List<OrderReport> page) {
        return new Ask.OrdersFrom(instrument, page.getLast().state().orderId() + 1);
    }

    @Override
    public List<Ask> after(Ask.Fills ask, List<Fill> page, boolean isFull) {
        boolean isMore = isFull && !page.isEmpty();
        return switch (ask) {
            case Ask.FillsOfOrder it when isMore ->
                    List.of(
                            new Ask.FillsOfOrder(
                                    it.instrument(), it.orderId(), page.getLast().tradeId() + 1));
            case Ask.FillsFrom it when isMore ->
                    List.of(new Ask.FillsFrom(it.instrument(), page.getLast().tradeId() + 1));
            case Ask.FillsBetween it when !page.isEmpty() && (isFull || it.toMs() < nowMs) ->
                    List.of(new Ask.FillsFrom(it.instrument(), page.getLast().tradeId() + 1));
            case Ask.FillsBetween it when it.toMs() < nowMs ->
                    List.of(fills(it.instrument(), it.toMs() + 1));
            case Ask.FillsOfOrder _, Ask.FillsFrom _, Ask.FillsBetween _ -> List.of();
            case Ask.AllFillsBetween _ -> throw notAsked(ask);
        };
    }

    private static IllegalArgumentException notAsked(Ask ask) {
        return new IllegalArgumentException("not asked by instrument: " + ask);
    }

    // One comparison late: what the venue's lists did not have yet is asked for once more.
    @Override
    public void answered() {
        cursors = settling;
        settling = asBegun;
    }
}
