package dev.fathom.system.simulation;

import dev.fathom.book.Decimals;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.simulator.truth.IdRing;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthAggregate;
import dev.fathom.simulator.truth.TruthCursor;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Compares tops, quotes and trades of one instrument with the truth as they come. */
final class EventCheck {
    private final Truth truth;
    private final boolean inOrder;
    private final BookCheck tops;
    private final TreeSet<Long> told = new TreeSet<>();
    private TruthCursor quotes;
    private long lastTradeId;
    private long lastAggregateId;
    private long filled;
    private long compared;

    /**
     * A check.
     *
     * @param inOrder whether trades are told in the order of their ids, or only each once
     */
    EventCheck(Truth truth, boolean inOrder) {
        this.inOrder = inOrder;
        this.truth = truth;
        this.tops = new BookCheck(truth);
        this.quotes = truth.cursor();
    }

    void top(LiveBook book) {
        tops.check(book.view(book.channel().levels()));
    }

    void quote(BestQuote quote) {
        try {
            quotes.advanceTo(quote.updateId());
        } catch (IllegalArgumentException ahead) {
            quotes = truth.cursor();
            quotes.advanceTo(quote.updateId());
        }
        require(
                isLevel(
                                quotes.bids().firstEntry(),
                                quote.bid().exactPrice(),
                                quote.bid().exactSize())
                        && isLevel(
                                quotes.asks().firstEntry(),
                                quote.ask().exactPrice(),
                                quote.ask().exactSize()),
                quote);
    }

    private static boolean isLevel(
            Map.Entry<BigDecimal, BigDecimal> level, BigDecimal price, BigDecimal size) {
        return level.getKey().compareTo(price) == 0 && level.getValue().compareTo(size) == 0;
    }

    void trade(Trade trade) {
        TruthTrade expected = truth.trades().at(trade.id()).orElseThrow(() -> wrong(trade));
        require(
                (lastTradeId == 0 || !inOrder || trade.id() == lastTradeId + 1)
                        && told.add(trade.id())
                        && Decimals.of(expected.price(), trade.priceScale()) == trade.price()
                        && Decimals.of(expected.quantity(), trade.sizeScale()) == trade.size()
                        && expected.buyerIsMaker() == (trade.takerSide() == TakerSide.SELL),
                trade);
        lastTradeId = Math.max(lastTradeId, trade.id());
        filled += trade.source() == TradeSource.REST ? 1 : 0;
    }

    void aggregate(AggregateTrade trade) {
        TruthAggregate expected = truth.aggregates().at(trade.id()).orElseThrow(() -> wrong(trade));
        require(
                (lastAggregateId == 0 || trade.id() == lastAggregateId + 1)
                        && expected.firstTradeId() == trade.firstTradeId()
                        && expected.lastTradeId() == trade.lastTradeId()
                        && Decimals.of(expected.price(), trade.priceScale()) == trade.price()
                        && Decimals.of(expected.quantity(), trade.sizeScale()) == trade.size(),
                trade);
        lastAggregateId = trade.id();
        filled += trade.source() == TradeSource.REST ? 1 : 0;
    }

    /** Requires that the record of trades has everything that happened before a time. */
    void requireTradesUntil(long us) {
        if (told.last() - told.first() + 1 != told.size()) {
            throw new AssertionError(
                    "told are %d trades from %d to %d"
                            .formatted(told.size(), told.first(), told.last()));
        }
        requireTold(truth.trades(), lastTradeId, TruthTrade::timeUs, us, "trade");
        requireTold(truth.aggregates(), lastAggregateId, TruthAggregate::timeUs, us, "aggregate");
    }

    private static <T> void requireTold(
            IdRing<T> all, long lastId, ToLongFunction<T> time, long us, String what) {
        all.at(lastId + 1)
                .filter(next -> time.applyAsLong(next) < us)
                .ifPresent(next -> {
                    throw new AssertionError(
                            "the last " + what + " told is " + lastId + ", not " + next);
                });
    }

    /** Trades that requests brought. */
    long filled() {
        return filled;
    }

    // An error, since the feed would log an exception of its listener and go on.
    private static AssertionError wrong(Object event) {
        return new AssertionError("not what happened: " + event);
    }

    private void require(boolean holds, Object event) {
        if (!holds) {
            throw wrong(event);
        }
        compared++;
    }

    long compared() {
        return compared + tops.compared();
    }
}
