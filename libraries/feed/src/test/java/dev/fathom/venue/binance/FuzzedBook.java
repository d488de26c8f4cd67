package dev.fathom.venue.binance;

import dev.fathom.book.BookView;
import dev.fathom.book.Level;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.sync.AuditResult;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.BookSyncListener;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.Venue;
import dev.fathom.venue.VenueNotice;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decoder and a book that are fed any bytes. Beside the book runs a plain one of decimals, which
 * is told what was applied: after each frame a live book must equal it.
 */
final class FuzzedBook implements DecodedListener, BookSyncListener {
    private static final Venue SPOT = BinanceVenue.spot();
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    private static final SyncLimits LIMITS = new SyncLimits(8, 64, 3);

    private final Decoder decoder =
            SPOT.converse(URI.create("wss://stream.example/ws/btcusdt@depth5")).decoder();
    private final BookSync sync = new BookSync(BTC, SPOT.bookRules(), LIMITS, this);
    private final Map<Side, TreeMap<BigDecimal, BigDecimal>> plain = new EnumMap<>(Side.class);
    private int calls;
    private int sound;
    private boolean lived;

    /**
     * Feeds every line as a frame; one that begins with {@code <} as a snapshot, which is also
     * asked for as an audit when it begins with {@code <<}.
     *
     * @return true if there was a live book at some time
     */
    boolean run(byte[] bytes) {
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                frame(bytes, from, i);
                from = i + 1;
            }
        }
        return lived;
    }

    int sound() {
        return sound;
    }

    private void frame(byte[] bytes, int from, int to) {
        calls = 0;
        int begin = from;
        if (begin < to && bytes[begin] == '<') {
            begin++;
            if (begin < to && bytes[begin] == '<') {
                begin++;
                sync.beginAudit();
            }
            decoder.decodeSnapshot(frameOf(bytes, begin, to), BTC, 2, this);
        } else {
            decoder.decode(frameOf(bytes, begin, to), this);
        }
        check(calls == 1, "one call for a frame, got " + calls);
        compare();
    }

    private static Frame frameOf(byte[] bytes, int from, int to) {
        return Frame.of(1, Frame.Direction.IN, 1, 1, bytes, from, to - from);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private void compare() {
        if (!sync.isLive()) {
            check(sync.view(1).isEmpty(), "levels of a book that is not live");
            return;
        }
        lived = true;
        BookView view = sync.view(Integer.MAX_VALUE).orElseThrow();
        for (Side side : Side.values()) {
            List<String> ours = new ArrayList<>();
            for (int i = 0; i < view.levels(side); i++) {
                ours.add(plainLevel(view.level(side, i)));
            }
            List<String> theirs = new ArrayList<>();
            TreeMap<BigDecimal, BigDecimal> all = plain(side);
            (side == Side.BID ? all.descendingMap() : all)
                    .forEach((price, size) -> theirs.add(text(price) + "@" + text(size)));
            check(ours.equals(theirs), side + " is " + ours + ", should be " + theirs);
        }
        boolean bothSides = view.levels(Side.BID) > 0 && view.levels(Side.ASK) > 0;
        check(
                !bothSides
                        || view.exactPrice(Side.BID, 0).compareTo(view.exactPrice(Side.ASK, 0)) < 0,
                "a crossed book");
    }

    private static String plainLevel(Level level) {
        return text(new BigDecimal(level.priceText()))
                + "@"
                + text(new BigDecimal(level.sizeText()));
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private TreeMap<BigDecimal, BigDecimal> plain(Side side) {
        return plain.computeIfAbsent(side, _ -> new TreeMap<>());
    }

    @Override
    public void onDepth(DepthMessage message) {
        told();
        if (message.kind() == DepthMessage.Kind.SNAPSHOT) {
            sync.onSnapshot(message);
        } else {
            sync.onMessage(message);
        }
    }

    @Override
    public void applied(DepthMessage message, OrderBook book) {
        if (message.kind() != DepthMessage.Kind.UPDATE) {
            plain.clear();
        }
        check(book.lastId() == message.lastId(), "id of the book");
        for (Side side : Side.values()) {
            LevelList levels = message.side(side);
            for (int i = 0; i < levels.count(); i++) {
                BigDecimal price = levels.exactPrice(i);
                BigDecimal size = levels.exactSize(i);
                check(price.signum() >= 0 && size.signum() >= 0, "a number below zero");
                if (size.signum() == 0) {
                    plain(side).remove(price);
                } else {
                    plain(side).put(price, size);
                }
            }
        }
    }

    @Override
    public void audited(AuditResult result) {
        // An equal snapshot may widen the book by levels that no update ever told.
        if (result instanceof AuditResult.Equal) {
            sync.lose(new LostReason(LostReason.Cause.DISCONNECTED, "after an audit"));
        }
    }

    @Override
    public void live() {
        check(sync.isLive(), "live without being so");
    }

    @Override
    public void crossed(boolean crossed, String prices) {
        throw new AssertionError("not lost, though crossed: " + prices);
    }

    @Override
    public void lost(LostReason reason) {
        check(!sync.isLive() && !reason.detail().isBlank(), "a loss without a reason");
    }

    private void told() {
        calls++;
        sound++;
    }

    @Override
    public void onTrade(Trade trade) {
        told();
        check(
                trade.exactPrice().signum() >= 0
                        && trade.exactSize().signum() >= 0
                        && trade.id() >= 0,
                "a trade below zero");
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        told();
        check(
                trade.exactPrice().signum() >= 0
                        && trade.exactSize().signum() >= 0
                        && trade.id() >= 0,
                "a trade below zero");
    }

    @Override
    public void onQuote(BestQuote quote) {
        told();
    }

    @Override
    public void onReply(ControlReply reply) {
        told();
    }

    @Override
    public void onNotice(VenueNotice notice) {
        told();
    }

    @Override
    public void onOther() {
        told();
    }

    @Override
    public void onBadFrame(BadFrame frame) {
        calls++;
        check(!frame.what().isBlank(), "a bad frame without a fault");
    }
}
