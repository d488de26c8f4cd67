package dev.fathom.venue.tardis;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.JsonScanner;
import dev.fathom.venue.PriceAndSize;
import dev.fathom.venue.TardisRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code incremental_book_L2}, those of one message in one frame with blanks between them.
 * "Downloadable CSV files" on docs.tardis.dev. Owned by one thread.
 */
final class TardisDecoder implements Decoder {
    // A row of a snapshot behind rows that are none throws the book away; behind others of a
    // snapshot it belongs to the same one. Amounts are absolute, zero removes.

    private final TardisRow row = new TardisRow();
    private final JsonScanner scanner = new JsonScanner();
    private final PriceAndSize level = new PriceAndSize();
    private final DepthMessage message = new DepthMessage(new Instrument("tardis", "none"));
    private final Map<Instrument, Boolean> inSnapshot = new HashMap<>();
    private @Nullable Instrument instrument;

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        instrument = null;
        message.clearLevels();
        try {
            rows(frame);
            listener.onDepth(message);
        } catch (BadTextException e) {
            listener.onBadFrame(
                    new BadFrame(Optional.ofNullable(instrument), true, e.isNumber(), e.what()));
        }
    }

    private void rows(Frame frame) throws BadTextException {
        int end = frame.offset() + frame.length();
        int from = frame.offset();
        boolean snapshot = false;
        long timeUs = 0;
        while (from < end) {
            int to = from;
            while (to < end && frame.array()[to] != ' ') {
                to++;
            }
            row.read(frame.array(), from, to);
            if (from == frame.offset()) {
                instrument = new Instrument(row.exchange(), row.symbol());
                snapshot = row.isSnapshot();
            }
            timeUs = row.timestamp();
            level();
            from = to + 1;
        }
        describe(frame, snapshot, timeUs);
    }

    private void level() throws BadTextException {
        number(row.priceStart(), row.priceLength());
        level.price(scanner);
        number(row.amountStart(), row.amountLength());
        level.sizeWithoutSign(scanner);
        level.addTo(message.side(row.isBid() ? Side.BID : Side.ASK));
    }

    private void number(int from, int length) throws BadTextException {
        scanner.reset(row.array(), from, length);
        scanner.decimal();
        scanner.finish();
    }

    private void describe(Frame frame, boolean snapshot, long timeUs) throws BadTextException {
        Instrument whose = instrument;
        if (whose == null) {
            throw BadTextException.message("no row");
        }
        boolean goesOn = inSnapshot.getOrDefault(whose, false);
        inSnapshot.put(whose, snapshot);
        boolean state = snapshot && !goesOn;
        int levels = Math.min(message.side(Side.BID).count(), message.side(Side.ASK).count());
        message.describe(
                whose,
                state ? DepthMessage.Kind.STATE : DepthMessage.Kind.UPDATE,
                state ? Math.max(1, levels) : 0,
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                timeUs,
                frame.receivedAtNs());
    }

    @Override
    public List<String> knowledge() {
        // Only where the last row of an instrument was of a snapshot does the next one hang on it.
        return inSnapshot.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(it -> it.getKey().venue() + "," + it.getKey().symbol() + ",1,1,true,bid,1,1")
                .sorted()
                .toList();
    }

    @Override
    public void decodeSnapshot(
            Frame answer, Instrument whose, int levelLimit, DecodedListener listener) {
        throw new UnsupportedOperationException("files of Tardis hold no answers");
    }
}
