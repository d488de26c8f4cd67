package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.Level;
import dev.fathom.market.Instrument;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FrameReplayTest {
    private static final URI COMBINED =
            URI.create("wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms");
    private static final URI REQUEST =
            URI.create("https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000");

    private final Told told = new Told();
    private final FrameReplay replay =
            new FrameReplay(BinanceVenue.spot(), SyncLimits.RECORDING, told);
    private long atNs;

    private void frame(String text) {
        replay.frame(ScriptedSession.frame(1, ++atNs, text));
    }

    private void update(Instrument of, long firstId, long lastId) {
        frame(VenueTexts.update(of, firstId, lastId, "100.5@2", "101." + lastId + "@1"));
    }

    private void answer(URI request, String text) {
        replay.answer(request, ScriptedSession.frame(0, ++atNs, text));
    }

    private void snapshot(long id) {
        answer(REQUEST, VenueTexts.snapshot(id, "100.5@1", "102@1"));
    }

    private String book(Instrument of) {
        return replay.book(of, 10)
                .map(b ->
                        b.state().getClass().getSimpleName()
                                + " "
                                + b.levels().lastId()
                                + b.levels()
                                        .bestAsk()
                                        .map(Level::priceText)
                                        .map(" "::concat)
                                        .orElse(""))
                .orElse("none");
    }

    @Test
    void aSnapshotThatStandsFirstIsJoinedAtOnce() {
        replay.opened(1, COMBINED);
        snapshot(10);
        update(VenueTexts.BTC, 9, 12);
        update(VenueTexts.BTC, 13, 14);

        assertThat(told.lines)
                .containsExactly(
                        "binance:BTCUSDT: snapshot at id 10 with 2 levels",
                        "book BTCUSDT 10",
                        "binance:BTCUSDT: live at id 10",
                        "book BTCUSDT 12",
                        "book BTCUSDT 14");
        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 14 101.12");
    }

    @Test
    void aSnapshotThatStandsLastIsJoinedWithWhatWaited() {
        replay.opened(1, COMBINED);
        update(VenueTexts.BTC, 9, 10);
        update(VenueTexts.BTC, 11, 12);
        update(VenueTexts.BTC, 13, 14);
        assertThat(book(VenueTexts.BTC)).isEqualTo("Joining 0");
        assertThat(told.lines).isEmpty();
        snapshot(11);

        assertThat(told.lines)
                .containsExactly(
                        "binance:BTCUSDT: snapshot at id 11 with 2 levels",
                        "book BTCUSDT 11",
                        "binance:BTCUSDT: live at id 11",
                        "book BTCUSDT 12",
                        "book BTCUSDT 14");
        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 14 101.12");
    }

    @Test
    void withoutASnapshotNothingIsEverLive() {
        replay.opened(1, COMBINED);
        update(VenueTexts.BTC, 9, 10);
        update(VenueTexts.BTC, 11, 12);

        assertThat(told.lines).isEmpty();
        assertThat(book(VenueTexts.BTC)).isEqualTo("Joining 0");
        assertThat(book(VenueTexts.ETH)).isEqualTo("none");
        assertThat(replay.instruments()).containsExactly(VenueTexts.BTC);
    }

    @Test
    void aSnapshotOfTooLongAgoIsUnfitAndTheNextOneMayDo() {
        update(VenueTexts.BTC, 20, 21);
        snapshot(10);
        snapshot(20);

        assertThat(told.lines)
                .containsExactly(
                        "binance:BTCUSDT: snapshot at id 10 with 2 levels",
                        "binance:BTCUSDT: the snapshot does not join, it is older than the updates"
                                + " that wait",
                        "binance:BTCUSDT: snapshot at id 20 with 2 levels",
                        "book BTCUSDT 20",
                        "binance:BTCUSDT: live at id 20",
                        "book BTCUSDT 21");
    }

    @Test
    void aLiveBookIsLeftAsItIsByAnotherSnapshot() {
        snapshot(10);
        update(VenueTexts.BTC, 11, 12);
        told.lines.clear();
        snapshot(12);

        assertThat(told.lines)
                .containsExactly(
                        "binance:BTCUSDT: snapshot at id 12 with 2 levels, to compare with the book"
                                + " at id 12");
        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 12 101.12");
    }

    @Test
    void otherRequestsArePassedOver() {
        answer(URI.create("https://api.binance.com/api/v3/time"), "{\"serverTime\":1}");
        answer(
                URI.create("https://api.binance.com/api/v3/exchangeInfo?symbol=BTCUSDT"),
                VenueTexts.snapshot(1, "1@1", "2@1"));

        assertThat(told.lines).isEmpty();
        assertThat(replay.instruments()).isEmpty();
    }

    @Test
    void tradesAndQuotesArePassedOn() {
        frame(VenueTexts.trade(VenueTexts.BTC, 7));
        frame(VenueTexts.quote(VenueTexts.ETH, 8));
        frame(VenueTexts.trade(VenueTexts.BTC, 7));

        assertThat(told.lines)
                .containsExactly("trade BTCUSDT 7", "quote ETHUSDT 8", "trade BTCUSDT 7");
        assertThat(replay.instruments()).isEmpty();
    }

    @Test
    void aBadFrameLosesItsBookOnly() {
        snapshot(10);
        answer(
                URI.create("https://api.binance.com/api/v3/depth?symbol=ETHUSDT&limit=1000"),
                VenueTexts.snapshot(10, "100.5@1", "102@1"));
        update(VenueTexts.BTC, 11, 12);
        update(VenueTexts.ETH, 11, 12);
        String whole = VenueTexts.update(VenueTexts.BTC, 13, 14, "100.5@2", "101@1");
        frame(whole.substring(0, whole.length() - 10));
        update(VenueTexts.ETH, 13, 14);

        assertThat(book(VenueTexts.BTC)).isEqualTo("Lost 0");
        assertThat(book(VenueTexts.ETH)).isEqualTo("Live 14 101.12");
        assertThat(told.of(FeedStatus.BadFrame.class)).hasSize(1);
        assertThat(told.of(FeedStatus.BookLost.class))
                .extracting(FeedStatus.BookLost::instrument)
                .containsExactly(VenueTexts.BTC);
    }

    @Test
    void aBadFrameOfATradeLosesNoBook() {
        snapshot(10);
        update(VenueTexts.BTC, 11, 12);
        frame(VenueTexts.trade(VenueTexts.BTC, 7).replace("\"0.001\"", "\"x\""));

        assertThat(told.of(FeedStatus.BadFrame.class)).hasSize(1);
        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 12 101.12");
    }

    private void updateOn(long connection, long firstId, long lastId) {
        String text =
                VenueTexts.update(
                        VenueTexts.BTC, firstId, lastId, "100.5@2", "101." + lastId + "@1");
        replay.frame(ScriptedSession.frame(connection, ++atNs, text));
    }

    // Batches are cut differently on each connection.
    @Test
    void twoConnectionsMakeOneBook() {
        snapshot(10);
        updateOn(1, 11, 12);
        updateOn(2, 10, 13);
        updateOn(1, 13, 13);
        updateOn(2, 14, 16);
        updateOn(1, 14, 15);
        replay.closed(2, false);
        updateOn(1, 16, 18);

        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 18 101.12");
        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
    }

    // Its first batch may come before one that was cut earlier on the other.
    @Test
    void aConnectionThatBeginsAheadOfTheOtherLosesNoBook() {
        snapshot(10);
        updateOn(1, 11, 12);
        updateOn(2, 14, 16);
        updateOn(1, 13, 15);
        updateOn(2, 17, 18);

        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 18 101.12");
        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
    }

    @Test
    void aConnectionThatIsAheadWaitsForTheOtherOnlySoLong() {
        snapshot(10);
        updateOn(1, 11, 12);
        for (int i = 0; i < 200; i++) {
            updateOn(2, 14 + i, 14 + i);
        }

        assertThat(book(VenueTexts.BTC)).isEqualTo("Lost 0");
    }

    @Test
    void whatIsMissingWhenTheOtherConnectionEndsStaysMissing() {
        snapshot(10);
        updateOn(1, 11, 12);
        updateOn(2, 14, 16);
        assertThat(book(VenueTexts.BTC)).startsWith("Live 12");
        replay.closed(1, false);

        assertThat(book(VenueTexts.BTC)).isEqualTo("Lost 0");
    }

    @Test
    void aBookWithoutAConnectionIsLost() {
        snapshot(10);
        updateOn(1, 11, 12);
        replay.closed(1, true);
        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 12 101.12");

        updateOn(2, 13, 13);
        replay.closed(2, false);

        assertThat(book(VenueTexts.BTC)).isEqualTo("Lost 0");
    }

    @Test
    void booksThatWereOnlyAskedForFollowEachOther() {
        snapshot(10);
        snapshot(20);

        assertThat(book(VenueTexts.BTC)).isEqualTo("Live 20 102.0");
    }

    @Test
    void eachConnectionOfAVenueWithoutIdsHasABookOfItsOwn() {
        FrameReplay upbit = new FrameReplay(Venues.named("upbit"), SyncLimits.DEFAULT, told);
        String units =
                "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":%d,\"orderbook_units\":"
                        + "[{\"ask_price\":%d,\"bid_price\":99,\"ask_size\":1,\"bid_size\":2}],"
                        + "\"stream_type\":\"REALTIME\"}";
        upbit.frame(ScriptedSession.frame(1, 1, units.formatted(1, 101)));
        upbit.frame(ScriptedSession.frame(2, 2, units.formatted(2, 102)));
        Instrument instrument = new Instrument("upbit", "KRW-BTC");
        assertThat(ask(upbit, instrument)).isEqualTo("101");

        upbit.closed(1, false);

        assertThat(ask(upbit, instrument)).isEqualTo("102");
        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
        upbit.closed(2, false);
        assertThat(told.of(FeedStatus.BookLost.class)).hasSize(1);
    }

    private static String ask(FrameReplay replay, Instrument instrument) {
        return replay.book(instrument, 1)
                .orElseThrow()
                .levels()
                .bestAsk()
                .map(Level::priceText)
                .orElse("none");
    }

    // What a top on a raw connection is about is told by the connection's address only.
    @Test
    void aConnectionThatIsOpenedAgainHasItsNewAddress() {
        String top = VenueTexts.snapshot(160, "0.0024@10", "0.0026@100");
        replay.opened(1, URI.create("wss://stream.binance.com:9443/ws/btcusdt@depth5@100ms"));
        frame(top);
        replay.opened(1, URI.create("wss://stream.binance.com:9443/ws/ethusdt@depth5@100ms"));
        frame(top.replace("160", "161"));

        assertThat(told.lines)
                .containsExactly(
                        "book BTCUSDT 160",
                        "binance:BTCUSDT/depth5: live at id 160",
                        "binance:BTCUSDT/depth5: lost, disconnected: no connection",
                        "book ETHUSDT 161",
                        "binance:ETHUSDT/depth5: live at id 161");
    }
}
