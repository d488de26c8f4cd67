package dev.fathom.venue.binance;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.LevelList;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.JsonScanner;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members of one payload, whatever their order: one-letter members are remembered by where
 * their text lies, levels go straight into the message. Owned by one thread, used again for each
 * frame.
 */
final class BinanceFields {
    // Letters mean different things in different events ("b" is a list of levels, a best bid or an
    // order id), and nothing promises that "e", which tells the event, comes first. So a value is
    // only marked here and read when the event is known.

    /** Members with longer names. */
    enum Named {
        LAST_UPDATE_ID,
        PREVIOUS_ID,
        BIDS,
        ASKS,
        RESULT,
        ERROR,
        CODE,
        ID
    }

    private static final int LETTERS = 128;
    private static final byte[] DEPTH_UPDATE = "depthUpdate".getBytes(StandardCharsets.US_ASCII);

    private final JsonScanner scanner;
    private final JsonScanner single = new JsonScanner();
    private final DepthMessage message;
    private final byte[][] texts = new byte[LETTERS][];
    private final int[] starts = new int[LETTERS];
    private final int[] ends = new int[LETTERS];
    private final JsonScanner.@Nullable Kind[] kinds = new JsonScanner.Kind[LETTERS];
    private final long[] integers = new long[LETTERS];
    private final boolean[] integerIsRead = new boolean[LETTERS];
    private long seenLow;
    private long seenHigh;
    private int named;
    private boolean bidLevels;
    private boolean askLevels;
    private boolean depthUpdate;
    private long lastUpdateId;
    private long previousId;

    BinanceFields(JsonScanner scanner, DepthMessage message) {
        this.scanner = scanner;
        this.message = message;
        Arrays.fill(texts, new byte[0]);
    }

    void clear() {
        seenLow = 0;
        seenHigh = 0;
        named = 0;
        bidLevels = false;
        askLevels = false;
        depthUpdate = false;
        lastUpdateId = 0;
        message.clearLevels();
    }

    /** Takes the value of the key that the scanner has just read. */
    void take() throws BadTextException {
        int letter = scanner.textAsLetter();
        if (letter >= 0) {
            takeLetter(letter);
        } else if (scanner.textIs("lastUpdateId")) {
            mark(Named.LAST_UPDATE_ID);
            lastUpdateId = scanner.integer();
        } else if (scanner.textIs("pu")) {
            mark(Named.PREVIOUS_ID);
            previousId = scanner.integer();
        } else if (scanner.textIs("bids")) {
            mark(Named.BIDS);
            takeLevels(Side.BID);
        } else if (scanner.textIs("asks")) {
            mark(Named.ASKS);
            takeLevels(Side.ASK);
        } else if (scanner.textIs("result")) {
            mark(Named.RESULT);
            scanner.skipValue();
        } else if (scanner.textIs("error")) {
            mark(Named.ERROR);
            scanner.skipValue();
        } else if (scanner.textIs("code")) {
            mark(Named.CODE);
            scanner.skipValue();
        } else if (scanner.textIs("id")) {
            mark(Named.ID);
            scanner.skipValue();
        } else {
            scanner.skipValue();
        }
    }

    private void mark(Named member) throws BadTextException {
        if (has(member)) {
            throw BadTextException.message("member \"" + scanner.text() + "\" comes twice");
        }
        named |= 1 << member.ordinal();
    }

    boolean has(Named member) {
        return (named & 1 << member.ordinal()) != 0;
    }

    private void takeLetter(int letter) throws BadTextException {
        if (has(letter)) {
            throw BadTextException.message(name(letter) + " comes twice");
        }
        JsonScanner.Kind kind = scanner.peek();
        boolean levels = kind == JsonScanner.Kind.ARRAY && (letter == 'b' || letter == 'a');
        if (levels && mayBeDepth()) {
            takeLevels(letter == 'b' ? Side.BID : Side.ASK);
        } else if (kind == JsonScanner.Kind.STRING) {
            scanner.string();
            takeText(letter);
        } else {
            starts[letter] = scanner.position();
            takeOther(letter, kind);
            ends[letter] = scanner.position();
            texts[letter] = scanner.array();
        }
        // Once a frame: it is asked for before each list of levels and when the event is told.
        depthUpdate |=
                letter == 'e'
                        && kind == JsonScanner.Kind.STRING
                        && Arrays.equals(
                                texts[letter],
                                starts[letter],
                                ends[letter],
                                DEPTH_UPDATE,
                                0,
                                DEPTH_UPDATE.length);
        // Only now: a member that could not be read must not be taken for that of an earlier frame.
        kinds[letter] = kind;
        if (letter < 64) {
            seenLow |= 1L << letter;
        } else {
            seenHigh |= 1L << (letter - 64);
        }
    }

    // The ids and times of an event are plain integers: read here, they need no second look. This,
    // keys of one letter in one go and names told eight bytes at a time take a frame of 4 levels
    // from
    // 314 to 245 ns.
    private void takeOther(int letter, JsonScanner.Kind kind) throws BadTextException {
        boolean plain = kind == JsonScanner.Kind.NUMBER && scanner.plainInteger();
        integerIsRead[letter] = plain;
        if (plain) {
            integers[letter] = scanner.mantissa();
        } else {
            scanner.skipValue();
        }
    }

    // Levels of events that are not followed may look in any way.
    private boolean mayBeDepth() {
        return depthUpdate || !has('e');
    }

    /** True when member {@code e} names an update of the book. */
    boolean isDepthUpdate() {
        return depthUpdate;
    }

    private void takeText(int letter) {
        int from = scanner.textStart();
        int to = scanner.textEnd();
        boolean inPlace = scanner.isTextInPlace();
        texts[letter] =
                inPlace ? scanner.textArray() : Arrays.copyOfRange(scanner.textArray(), from, to);
        starts[letter] = inPlace ? from : 0;
        ends[letter] = inPlace ? to : to - from;
    }

    private void takeLevels(Side side) throws BadTextException {
        if (side == Side.BID ? bidLevels : askLevels) {
            throw BadTextException.message("levels of side " + side + " come twice");
        }
        LevelList levels = message.side(side);
        scanner.beginArray();
        while (scanner.nextElement()) {
            takeLevel(levels);
        }
        if (side == Side.BID) {
            bidLevels = true;
        } else {
            askLevels = true;
        }
    }

    private void takeLevel(LevelList levels) throws BadTextException {
        if (scanner.plainPair()) {
            add(levels, scanner.firstMantissa(), scanner.firstPlaces());
            return;
        }
        scanner.beginArray();
        if (!scanner.nextElement()) {
            throw BadTextException.message("a level without a price");
        }
        scanner.decimal();
        long price = scanner.mantissa();
        int pricePlaces = scanner.places();
        BigDecimal widePrice = scanner.isWide() ? scanner.exact() : null;
        if (!scanner.nextElement()) {
            throw BadTextException.message("a level without a size");
        }
        scanner.decimal();
        if (widePrice != null || scanner.isWide()) {
            addWide(levels, widePrice == null ? BigDecimal.valueOf(price, pricePlaces) : widePrice);
        } else {
            add(levels, price, pricePlaces);
        }
        // Answers of older interfaces carry a third, empty element.
        while (scanner.nextElement()) {
            scanner.skipValue();
        }
    }

    // The size is the number that the scanner has just read.
    private void add(LevelList levels, long price, int pricePlaces) throws BadTextException {
        if (price < 0 || scanner.mantissa() < 0) {
            throw BadTextException.message("a level with a number below zero");
        }
        levels.add(price, pricePlaces, scanner.mantissa(), scanner.places());
    }

    private void addWide(LevelList levels, BigDecimal price) throws BadTextException {
        if (price.signum() < 0 || scanner.exact().signum() < 0) {
            throw BadTextException.message("a level with a number below zero");
        }
        levels.add(price, scanner.exact());
    }

    boolean has(int letter) {
        return letter < 64 ? (seenLow & 1L << letter) != 0 : (seenHigh & 1L << (letter - 64)) != 0;
    }

    boolean isString(int letter) {
        return has(letter) && kinds[letter] == JsonScanner.Kind.STRING;
    }

    boolean hasLevels() {
        return bidLevels && askLevels;
    }

    long lastUpdateId() {
        return lastUpdateId;
    }

    long previousId() {
        return previousId;
    }

    byte[] text(int letter) {
        return texts[letter];
    }

    int start(int letter) {
        return starts[letter];
    }

    int end(int letter) {
        return ends[letter];
    }

    boolean textIs(int letter, String ascii) {
        int length = ascii.length();
        if (!isString(letter) || ends[letter] - starts[letter] != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (texts[letter][starts[letter] + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The member as a 64-bit integer; a message without it is bad. */
    long integer(int letter) throws BadTextException {
        open(letter, JsonScanner.Kind.NUMBER, "an integer");
        if (integerIsRead[letter]) {
            return integers[letter];
        }
        try {
            return single.integer();
        } catch (BadTextException e) {
            throw e.in(name(letter));
        }
    }

    /** The member as an integer that must not be below zero. */
    long id(int letter) throws BadTextException {
        long value = integer(letter);
        if (value < 0) {
            throw BadTextException.message(name(letter) + " is " + value + ", below zero");
        }
        return value;
    }

    /** As {@link #integer}, 0 where the message has no such member. */
    long integerOrZero(int letter) throws BadTextException {
        return has(letter) ? integer(letter) : 0;
    }

    /** The member as true or false; a message without it is bad. */
    boolean bool(int letter) throws BadTextException {
        open(letter, JsonScanner.Kind.BOOLEAN, "true or false");
        return single.bool();
    }

    /**
     * Reads the member, a number or a string that is one, as a decimal that must not be below zero;
     * into the scanner that is returned.
     */
    JsonScanner decimal(int letter) throws BadTextException {
        open(
                letter,
                isString(letter) ? JsonScanner.Kind.STRING : JsonScanner.Kind.NUMBER,
                "a number");
        try {
            single.onlyDecimal();
        } catch (BadTextException e) {
            throw e.in(name(letter));
        }
        if (single.exact().signum() < 0) {
            throw BadTextException.message(name(letter) + " is below zero");
        }
        return single;
    }

    private void open(int letter, JsonScanner.Kind kind, String wanted) throws BadTextException {
        if (!has(letter)) {
            throw BadTextException.message(name(letter) + " is missing");
        }
        if (kinds[letter] != kind) {
            throw BadTextException.message(name(letter) + " is not " + wanted);
        }
        single.reset(texts[letter], starts[letter], ends[letter] - starts[letter]);
    }

    private static String name(int letter) {
        return "member \"" + (char) letter + "\"";
    }
}
