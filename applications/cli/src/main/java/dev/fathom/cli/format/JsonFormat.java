package dev.fathom.cli.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.Latency;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.JoinBufferStatus;
import dev.fathom.sync.SyncState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * One JSON object a line; {@code type} is {@code book}, {@code trade}, {@code aggTrade} or {@code
 * quote}. The fields are described in {@code docs/formats/watch-json.md}.
 */
public record JsonFormat() implements EventFormat {
    private static final JsonFactory FACTORY = new JsonFactory();

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static String line(String type, Instrument instrument, Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("instrument", instrument.toString());
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    @Override
    public String book(Book book) {
        return line(
                "book",
                book.instrument(),
                json -> {
                    json.writeStringField("state", StateText.word(book.state()));
                    if (book.state() instanceof SyncState.Lost lost) {
                        json.writeStringField("reason", lost.reason().toString());
                    } else {
                        json.writeNullField("reason");
                    }
                    if (book.isLive()) {
                        json.writeNumberField("lastId", book.levels().lastId());
                    } else {
                        json.writeNullField("lastId");
                    }
                    venueTime(json, book.venueTime());
                    json.writeNumberField("receivedAtNs", book.receivedAtNs());
                    json.writeNumberField("ageMs", TimeUnit.NANOSECONDS.toMillis(book.ageNs()));
                    side(json, "bids", book.levels(), Side.BID);
                    side(json, "asks", book.levels(), Side.ASK);
                    orders(json, book.levels());
                    json.writeObjectFieldStart("knownDepth");
                    known(json, "bids", book.levels(), Side.BID);
                    known(json, "asks", book.levels(), Side.ASK);
                    json.writeEndObject();
                    json.writeNumberField("updates", book.updates());
                    json.writeNumberField("resyncs", book.resyncs());
                    buffer(json, book.buffer());
                    latency(json, book.latency());
                });
    }

    private static void side(JsonGenerator json, String name, BookView view, Side side)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < view.levels(side); i++) {
            json.writeStartArray();
            json.writeString(view.priceText(side, i));
            json.writeString(view.sizeText(side, i));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    // Few venues tell.
    private static void orders(JsonGenerator json, BookView view) throws IOException {
        if (view.levels(Side.BID) > 0 && view.orders(Side.BID, 0).isPresent()) {
            json.writeObjectFieldStart("orders");
            for (Side side : Side.values()) {
                json.writeArrayFieldStart(side == Side.BID ? "bids" : "asks");
                for (int i = 0; i < view.levels(side); i++) {
                    json.writeNumber(view.orders(side, i).orElseThrow());
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }

    // A replay has none.
    private static void latency(JsonGenerator json, Latency latency) throws IOException {
        if (latency.count() > 0) {
            json.writeObjectFieldStart("wireToBook");
            json.writeNumberField("count", latency.count());
            json.writeNumberField("p50Ns", latency.p50Ns());
            json.writeNumberField("p99Ns", latency.p99Ns());
            json.writeNumberField("p999Ns", latency.p999Ns());
            json.writeNumberField("maxNs", latency.maxNs());
            json.writeEndObject();
        }
    }

    private static void known(JsonGenerator json, String name, BookView view, Side side)
            throws IOException {
        switch (view.knownDepth(side)) {
            case KnownDepth.Nothing _ -> json.writeNullField(name);
            case KnownDepth.UpTo(BigDecimal price) ->
                    json.writeStringField(name, price.setScale(view.priceScale()).toPlainString());
            case KnownDepth.Complete _ -> json.writeStringField(name, "complete");
        }
    }

    private static void buffer(JsonGenerator json, JoinBufferStatus buffer) throws IOException {
        json.writeObjectFieldStart("buffer");
        json.writeNumberField("updates", buffer.updates());
        json.writeNumberField("levels", buffer.levels());
        json.writeNumberField("peakUpdates", buffer.peakUpdates());
        json.writeNumberField("updateLimit", buffer.updateLimit());
        json.writeNumberField("oldestReceivedAtNs", buffer.oldestReceivedAtNs());
        json.writeEndObject();
    }

    private static void venueTime(JsonGenerator json, VenueTime time) throws IOException {
        if (time.isKnown()) {
            json.writeNumberField("venueTime", time.value());
            json.writeStringField(
                    "venueTimeUnit", time.unit() == TimeUnit.MICROSECONDS ? "us" : "ms");
        } else {
            json.writeNullField("venueTime");
            json.writeNullField("venueTimeUnit");
        }
    }

    @Override
    public String trade(Trade trade) {
        return line(
                "trade",
                trade.instrument(),
                json -> {
                    json.writeNumberField("id", trade.id());
                    executed(json, trade.priceText(), trade.sizeText(), trade.takerSide());
                    venueTime(json, trade.venueTime());
                    json.writeNumberField("receivedAtNs", trade.receivedAtNs());
                    source(json, trade.source());
                });
    }

    @Override
    public String aggregateTrade(AggregateTrade trade) {
        return line(
                "aggTrade",
                trade.instrument(),
                json -> {
                    json.writeNumberField("id", trade.id());
                    json.writeNumberField("firstTradeId", trade.firstTradeId());
                    json.writeNumberField("lastTradeId", trade.lastTradeId());
                    executed(json, trade.priceText(), trade.sizeText(), trade.takerSide());
                    venueTime(json, trade.venueTime());
                    json.writeNumberField("receivedAtNs", trade.receivedAtNs());
                    source(json, trade.source());
                });
    }

    private static void source(JsonGenerator json, TradeSource source) throws IOException {
        if (source == TradeSource.REST) {
            json.writeStringField("source", "rest");
        }
    }

    private static void executed(JsonGenerator json, String price, String size, TakerSide taker)
            throws IOException {
        json.writeStringField("price", price);
        json.writeStringField("size", size);
        json.writeStringField("takerSide", taker == TakerSide.BUY ? "buy" : "sell");
    }

    @Override
    public String quote(BestQuote quote) {
        return line(
                "quote",
                quote.instrument(),
                json -> {
                    json.writeNumberField("updateId", quote.updateId());
                    json.writeStringField("bidPrice", TextFormat.price(quote.bid()));
                    json.writeStringField("bidSize", TextFormat.size(quote.bid()));
                    json.writeStringField("askPrice", TextFormat.price(quote.ask()));
                    json.writeStringField("askSize", TextFormat.size(quote.ask()));
                    json.writeNumberField("receivedAtNs", quote.receivedAtNs());
                });
    }
}
