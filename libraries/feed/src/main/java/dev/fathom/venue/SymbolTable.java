package dev.fathom.venue;

import dev.fathom.market.Instrument;
import java.nio.charset.StandardCharsets;

/** A venue's instruments by their symbols in frames. Owned by one thread. */
public final class SymbolTable {
    private static final int LONGEST = 100;

    private final String venue;
    private final ByteTable<Instrument> known = new ByteTable<>();

    /** No instrument of a venue seen yet. */
    public SymbolTable(String venue) {
        this.venue = venue;
    }

    /** Stands for an instrument where there is none yet. */
    public Instrument nobody() {
        return new Instrument(venue, "-");
    }

    /**
     * The instrument whose symbol the scanner has just read.
     *
     * @throws BadTextException if the text is no symbol
     */
    public Instrument get(JsonScanner scanner) throws BadTextException {
        byte[] text = scanner.textArray();
        int from = scanner.textStart();
        int to = scanner.textEnd();
        Instrument found = known.get(text, from, to);
        if (found != null) {
            return found;
        }
        String symbol = new String(text, from, to - from, StandardCharsets.UTF_8);
        if (symbol.isBlank() || to - from > LONGEST) {
            throw BadTextException.message("a symbol that is blank or too long");
        }
        Instrument fresh = new Instrument(venue, symbol);
        known.put(text, from, to, fresh);
        return fresh;
    }

    /** The instrument with this symbol. */
    public Instrument get(String symbol) {
        return new Instrument(venue, symbol);
    }
}
