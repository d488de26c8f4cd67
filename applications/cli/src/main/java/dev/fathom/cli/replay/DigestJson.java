package dev.fathom.cli.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Digests as one JSON object, by symbol, or by instrument where venues must be told apart. */
public final class DigestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private DigestJson() {}

    /** The object on one line, of the books of one venue. */
    public static String text(Map<Instrument, BookDigest> digests) {
        return text(digests, false);
    }

    /**
     * The object on one line.
     *
     * @param withVenues whether keys name the venue too, as {@code venue:symbol}
     */
    static String text(Map<Instrument, BookDigest> digests, boolean withVenues) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<Instrument, BookDigest> entry : digests.entrySet()) {
                Instrument instrument = entry.getKey();
                json.writeFieldName(withVenues ? instrument.toString() : instrument.symbol());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, BookDigest digest) throws IOException {
        BookView last = digest.last();
        json.writeStartObject();
        json.writeNumberField("events", digest.events());
        json.writeNumberField("first_id", digest.firstId());
        json.writeNumberField("last_id", last.lastId());
        json.writeFieldName("levels");
        json.writeStartArray();
        json.writeNumber(digest.levels(Side.BID));
        json.writeNumber(digest.levels(Side.ASK));
        json.writeEndArray();
        json.writeStringField("sha256", digest.sha256());
        writeTop(json, "top10_asks", last, Side.ASK);
        writeTop(json, "top10_bids", last, Side.BID);
        json.writeEndObject();
    }

    private static void writeTop(JsonGenerator json, String name, BookView view, Side side)
            throws IOException {
        json.writeFieldName(name);
        json.writeStartArray();
        for (int i = 0; i < Math.min(BookDigest.LEVELS, view.levels(side)); i++) {
            json.writeStartArray();
            json.writeString(Decimals.canonical(view.exactPrice(side, i)));
            json.writeString(Decimals.canonical(view.exactSize(side, i)));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
