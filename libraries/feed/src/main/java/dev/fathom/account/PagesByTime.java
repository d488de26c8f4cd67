package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.util.List;
import java.util.Set;

/**
 * All instruments together, by time. A full page says nothing of what it left out, not even at
 * which end, so its time is asked for again in halves.
 */
final class PagesByTime implements Pages {
    private long cursorMs = Long.MAX_VALUE;
    private long settlingMs = Long.MAX_VALUE;
    private long asBegunMs;

    // The end is a little after now, since the clock here may be behind.
    @Override
    public List<Ask> begin(long lastGoodMs, long nowMs, Set<Instrument> instruments) {
        asBegunMs = nowMs;
        long fromMs = Math.min(lastGoodMs, cursorMs) - OVERLAP_MS;
        long toMs = nowMs + OVERLAP_MS;
        return List.of(
                new Ask.AllOrdersBetween(fromMs, toMs), new Ask.AllFillsBetween(fromMs, toMs));
    }

    @Override
    public List<Ask> of(Instrument instrument) {
        return List.of();
    }

    @Override
    public List<Ask> after(Ask.ManyOrders ask, List<OrderReport> page, boolean isFull) {
        if (!(ask instanceof Ask.AllOrdersBetween(long fromMs, long toMs))) {
            throw notAsked(ask);
        }
        long middleMs = middle(fromMs, toMs);
        return isFull && fromMs < toMs
                ? List.of(
                        new Ask.AllOrdersBetween(fromMs, middleMs),
                        new Ask.AllOrdersBetween(middleMs + 1, toMs))
                : List.of();
    }

    // What is more than a page in one millisecond is missed by its orders, which are asked for
    // then.
    @Override
    public List<Ask> after(Ask.Fills ask, List<Fill> page, boolean isFull) {
        return switch (ask) {
            case Ask.AllFillsBetween(long fromMs, long toMs) when isFull && fromMs < toMs ->
                    List.of(
                            new Ask.AllFillsBetween(fromMs, middle(fromMs, toMs)),
                            new Ask.AllFillsBetween(middle(fromMs, toMs) + 1, toMs));
            case Ask.AllFillsBetween _, Ask.FillsOfOrder _ -> List.of();
            case Ask.FillsFrom _, Ask.FillsBetween _ -> throw notAsked(ask);
        };
    }

    private static long middle(long fromMs, long toMs) {
        return fromMs + (toMs - fromMs) / 2;
    }

    private static IllegalArgumentException notAsked(Ask ask) {
        return new IllegalArgumentException("not asked by time of all: " + ask);
    }

    // One comparison late, as its lists may lag.
    @Override
    public void answered() {
        cursorMs = settlingMs;
        settlingMs = asBegunMs;
    }
}
