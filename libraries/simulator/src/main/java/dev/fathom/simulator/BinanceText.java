package dev.fathom.simulator;

import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthAggregate;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * The venue's messages as text. Prices and quantities have eight decimals, as the venue prints
 * them.
 */
final class BinanceText {
    private BinanceText() {}

    static String depthUpdate(String symbol, DepthBatch batch, long time) {
        StringBuilder out = event("depthUpdate", symbol, time);
        out.append(",\"U\":")
                .append(batch.first())
                .append(",\"u\":")
                .append(batch.last())
                .append(",\"b\":");
        touched(out, batch.bids());
        touched(out.append(",\"a\":"), batch.asks());
        return out.append('}').toString();
    }

    /** The form of the futures, whose ids jump and whose updates name their predecessor. */
    static String futuresUpdate(String symbol, String pair, DepthBatch batch, long time) {
        StringBuilder out = new StringBuilder(256);
        long first = batch.first() + (batch.last() - batch.first()) / 2;
        futuresUpdate(out, symbol, pair, first, batch.last(), batch.first() - 1, time);
        touched(out.append(",\"b\":"), batch.bids());
        touched(out.append(",\"a\":"), batch.asks());
        return out.append('}').toString();
    }

    /** Appends such an update up to its levels. */
    static void futuresUpdate(
            StringBuilder out,
            String symbol,
            String pair,
            long first,
            long last,
            long previous,
            long time) {
        out.append("{\"e\":\"depthUpdate\",\"E\":")
                .append(time)
                .append(",\"T\":")
                .append(time)
                .append(",\"s\":\"")
                .append(symbol)
                .append("\",\"ps\":\"")
                .append(pair)
                .append("\",\"st\":")
                .append(pair.equals(symbol) ? 1 : 2)
                .append(",\"U\":")
                .append(first)
                .append(",\"u\":")
                .append(last)
                .append(",\"pu\":")
                .append(previous);
    }

    private static void touched(StringBuilder out, Map<Long, DepthBatch.Touched> levels) {
        out.append('[');
        levels.forEach((price, level) -> level(out, price, level.after()));
        closeList(out);
    }

    /** Appends {@code ["price","quantity"],}. */
    static void level(StringBuilder out, long price, long quantity) {
        out.append("[\"");
        number(out, price);
        out.append("\",\"");
        number(out, quantity);
        out.append("\"],");
    }

    /** Ends a list whose elements each end in a comma. */
    static void closeList(StringBuilder out) {
        int end = out.length() - 1;
        if (out.charAt(end) == ',') {
            out.setCharAt(end, ']');
        } else {
            out.append(']');
        }
    }

    static String bookTicker(
            String symbol, long id, long bid, long bidQuantity, long ask, long askQuantity) {
        StringBuilder out = new StringBuilder(160);
        out.append("{\"u\":").append(id).append(",\"s\":\"").append(symbol).append("\",\"b\":\"");
        number(out, bid);
        number(out.append("\",\"B\":\""), bidQuantity);
        number(out.append("\",\"a\":\""), ask);
        number(out.append("\",\"A\":\""), askQuantity);
        return out.append("\"}").toString();
    }

    static String trade(String symbol, TruthTrade trade, WireTime unit, BinanceProtocol protocol) {
        long time = unit.of(trade.timeUs());
        return event("trade", symbol, time)
                .append(",\"t\":")
                .append(trade.id())
                .append(priceAndQuantity(trade.price(), trade.quantity()))
                .append(",\"T\":")
                .append(time)
                .append(maker(trade.buyerIsMaker()))
                .append(protocol.tradeEnd)
                .append('}')
                .toString();
    }

    static String aggTrade(String symbol, TruthAggregate trade, WireTime unit) {
        return event("aggTrade", symbol, unit.of(trade.timeUs()))
                .append(',')
                .append(aggregate(trade, unit))
                .append('}')
                .toString();
    }

    /** The fields that stream and REST share. */
    static String aggregate(TruthAggregate trade, WireTime unit) {
        return "\"a\":"
                + trade.id()
                + priceAndQuantity(trade.price(), trade.quantity())
                + ",\"f\":"
                + trade.firstTradeId()
                + ",\"l\":"
                + trade.lastTradeId()
                + ",\"T\":"
                + unit.of(trade.timeUs())
                + maker(trade.buyerIsMaker())
                + BinanceProtocol.SPOT.tradeEnd;
    }

    /** A row of the REST lists of trades. */
    static String tradeRow(TruthTrade trade, InstrumentSpec instrument) {
        return "{\"id\":"
                + trade.id()
                + ",\"price\":\""
                + trade.price().toPlainString()
                + "\",\"qty\":\""
                + trade.quantity().toPlainString()
                + (instrument.contractSize().isPresent()
                        ? "\",\"baseQty\":\""
                        : "\",\"quoteQty\":\"")
                + worth(trade, instrument).toPlainString()
                + "\",\"time\":"
                + WireTime.MILLISECOND.of(trade.timeUs())
                + ",\"isBuyerMaker\":"
                + trade.buyerIsMaker()
                + ",\"isBestMatch\":true}";
    }

    private static BigDecimal worth(TruthTrade trade, InstrumentSpec instrument) {
        return instrument
                .contractSize()
                .map(size ->
                        trade.quantity()
                                .multiply(size)
                                .divide(trade.price(), InstrumentSpec.SCALE, RoundingMode.DOWN))
                .orElseGet(() ->
                        trade.price()
                                .multiply(trade.quantity())
                                .setScale(InstrumentSpec.SCALE, RoundingMode.DOWN));
    }

    static String serverShutdown(long time) {
        return "{\"e\":\"serverShutdown\",\"E\":" + time + "}";
    }

    static String error(int code, String message) {
        return "{\"code\":" + code + ",\"msg\":\"" + message + "\"}";
    }

    /** Appends units of 10^-8 with all eight decimals. */
    static void number(StringBuilder out, long units) {
        out.append(units / 100_000_000).append('.');
        long rest = units % 100_000_000;
        for (long digit = 10_000_000; digit > 0; digit /= 10) {
            out.append((char) ('0' + rest / digit % 10));
        }
    }

    private static StringBuilder event(String kind, String symbol, long time) {
        return new StringBuilder(256)
                .append("{\"e\":\"")
                .append(kind)
                .append("\",\"E\":")
                .append(time)
                .append(",\"s\":\"")
                .append(symbol)
                .append('"');
    }

    private static String priceAndQuantity(BigDecimal price, BigDecimal quantity) {
        return ",\"p\":\""
                + price.toPlainString()
                + "\",\"q\":\""
                + quantity.toPlainString()
                + "\"";
    }

    private static String maker(boolean buyerIsMaker) {
        return ",\"m\":" + buyerIsMaker;
    }
}
