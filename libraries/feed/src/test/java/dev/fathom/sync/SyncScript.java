package dev.fathom.sync;

import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.venue.binance.BinanceVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A book under Binance's rule of order that is fed by a test, and all that it said, in order.
 * Levels are written {@code bid 100.5@2}.
 */
final class SyncScript implements BookSyncListener {
    static final Instrument INSTRUMENT = new Instrument("binance", "BTCUSDT");

    final List<String> said = new ArrayList<>();
    final BookSync sync;
    private final DepthMessage message = new DepthMessage(INSTRUMENT);

    SyncScript() {
        this(SyncLimits.DEFAULT);
    }

    SyncScript(SyncLimits limits) {
        sync = new BookSync(INSTRUMENT, BinanceVenue.spot().bookRules(), limits, this);
    }

    /** An update; it is received at the nanosecond of its last id. */
    void update(long firstId, long lastId, String... levels) {
        fill(DepthMessage.Kind.UPDATE, 0, firstId, lastId, levels);
        sync.onMessage(message);
    }

    /** A snapshot of a book that has fewer levels than were asked for. */
    SnapshotOutcome snapshot(long id, String... levels) {
        return snapshotOf(1000, id, levels);
    }

    /** A snapshot for which so many levels a side were asked. */
    SnapshotOutcome snapshotOf(int levelLimit, long id, String... levels) {
        fill(DepthMessage.Kind.SNAPSHOT, levelLimit, id, id, levels);
        return sync.onSnapshot(message);
    }

    void top(int levelLimit, long id, String... levels) {
        fill(DepthMessage.Kind.TOP, levelLimit, id, id, levels);
        sync.onMessage(message);
    }

    private void fill(
            DepthMessage.Kind kind, int levelLimit, long firstId, long lastId, String... levels) {
        message.clearLevels();
        for (String level : levels) {
            String[] parts = level.split("[ @]", -1);
            LevelList side = message.side(parts[0].equals("bid") ? Side.BID : Side.ASK);
            BigDecimal price = new BigDecimal(parts[1]);
            BigDecimal size = new BigDecimal(parts[2]);
            if (Decimals.fits(price) && Decimals.fits(size)) {
                side.add(
                        price.unscaledValue().longValueExact(),
                        price.scale(),
                        size.unscaledValue().longValueExact(),
                        size.scale());
            } else {
                side.add(price, size);
            }
        }
        message.describe(INSTRUMENT, kind, levelLimit, firstId, lastId, 0, lastId);
    }

    /** What the book shows: {@code 12|100@2|101@1}, best first; {@code nothing} unless live. */
    String book() {
        return sync.view(Integer.MAX_VALUE)
                .map(view ->
                        view.lastId() + "|" + side(view, Side.BID) + "|" + side(view, Side.ASK))
                .orElse("nothing");
    }

    private static String side(BookView view, Side side) {
        return IntStream.range(0, view.levels(side))
                .mapToObj(i ->
                        Decimals.canonical(view.exactPrice(side, i))
                                + "@"
                                + Decimals.canonical(view.exactSize(side, i)))
                .collect(Collectors.joining(","));
    }

    @Override
    public void applied(DepthMessage applied, OrderBook book) {
        if (book.lastId() != applied.lastId()) {
            throw new AssertionError("book at " + book.lastId() + " after " + applied.lastId());
        }
        said.add(
                switch (applied.kind()) {
                    case UPDATE -> "apply " + applied.firstId() + "-" + applied.lastId();
                    case SNAPSHOT -> "replace " + applied.lastId();
                    case STATE -> "state " + applied.lastId();
                    case TOP -> "top " + applied.lastId();
                    case CHECKSUM -> throw new AssertionError("a checksum changes nothing");
                });
    }

    @Override
    public void crossed(boolean crossed, String prices) {
        said.add((crossed ? "crossed: " : "uncrossed: ") + prices);
    }

    @Override
    public void live() {
        said.add("live");
    }

    @Override
    public void lost(LostReason reason) {
        said.add("lost " + reason);
    }

    @Override
    public void audited(AuditResult result) {
        said.add(
                switch (result) {
                    case AuditResult.Equal(long id, int levels) ->
                            "audit equal at " + id + ", levels " + levels;
                    case AuditResult.Different different -> "audit " + different;
                });
    }
}
