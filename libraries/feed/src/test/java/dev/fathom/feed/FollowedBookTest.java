package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.Channel;
import dev.fathom.market.Subscription;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.LostReason.Cause;
import dev.fathom.sync.SnapshotOutcome;
import dev.fathom.sync.SyncLimits;
import dev.fathom.sync.SyncState;
import dev.fathom.venue.binance.BinanceVenue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowedBookTest {
    private static final LostReason LOST = new LostReason(Cause.DISCONNECTED, "reset");

    private final List<Object> seen = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Function<LiveBook, Object> look = LiveBook::toString;
    private long wallNs = 1000;
    private long monotonicNs = 5_000;
    private final FollowedBook book =
            new FollowedBook(
                    new Subscription(VenueTexts.BTC, Channel.DEPTH),
                    BinanceVenue.spot().bookRules(),
                    SyncLimits.DEFAULT,
                    live -> seen.add(look.apply(live)),
                    status -> told.add(status.text()),
                    () -> wallNs,
                    () -> monotonicNs);

    private void snapshot(long id) {
        assertThat(book.sync().onSnapshot(VenueTexts.decodedSnapshot(id, "100.5@2", "101@3")))
                .isEqualTo(SnapshotOutcome.JOINED);
    }

    private void update(long firstId, long lastId) {
        book.sync().onMessage(VenueTexts.decodedUpdate(firstId, lastId, "100.6@1", "101@4"));
    }

    @Test
    void countsTheTimeFromTheWireToTheBook() {
        snapshot(10);
        assertThat(book.toBook(1).latency()).isEqualTo(Latency.NONE);
        look =
                live -> {
                    monotonicNs += 1_000_000;
                    return live.toBook(1).latency().count();
                };
        for (int id = 11; id <= 1010; id++) {
            book.onMessage(
                    VenueTexts.decodedUpdate(id, id, "100.6@" + id, "101@4"),
                    monotonicNs - (id == 1010 ? 90_000 : 10));
            wallNs += 10_000_000;
        }
        update(1011, 1011);

        assertThat(book.toBook(1).latency()).isEqualTo(new Latency(1000, 10, 10, 10, 90_000));
        assertThat(seen.subList(1, 14))
                .containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 11L, 11L, 11L);
    }

    @Test
    void showsItselfDuringTheCall() {
        snapshot(10);
        update(11, 12);

        assertThat(seen)
                .containsExactly(
                        "binance:BTCUSDT 100.5 x 2 / 101.0 x 3",
                        "binance:BTCUSDT 100.6 x 1 / 101.0 x 4");
    }

    @Test
    void tellsTheChangeAsAnEvent() {
        look = LiveBook::change;
        snapshot(10);
        update(11, 12);

        assertThat(seen.get(0)).isInstanceOf(BookSnapshot.class);
        assertThat(seen.get(1))
                .isEqualTo(VenueTexts.decodedUpdate(11, 12, "100.6@1", "101@4").toUpdate())
                .isInstanceOf(BookUpdate.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastId", "bestBid", "bestAsk", "view", "change"})
    void isNotReadableOutsideOfTheCall(String what) {
        snapshot(10);
        Function<LiveBook, Object> reading =
                switch (what) {
                    case "lastId" -> LiveBook::lastId;
                    case "bestBid" -> LiveBook::bestBid;
                    case "bestAsk" -> LiveBook::bestAsk;
                    case "view" -> live -> live.view(5);
                    default -> LiveBook::change;
                };

        assertThatThrownBy(() -> reading.apply(book))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the live book of binance:BTCUSDT is readable during the listener's call"
                                + " only: keep view() or toBook()");
        assertThat(book).hasToString("binance:BTCUSDT/depth, outside of a listener's call");
    }

    @Test
    void isClosedAfterACallThatThrows() {
        look =
                live -> {
                    throw new IllegalArgumentException("listener at " + live.lastId());
                };
        assertThatThrownBy(() -> snapshot(10)).hasMessage("listener at 10");

        assertThatThrownBy(book::lastId).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void toBookGivesTheSameLevelsUntilTheVersionChanges() {
        snapshot(10);
        Book first = book.toBook(5);
        wallNs = 2000;
        Book again = book.toBook(5);
        Book deeper = book.toBook(6);
        update(11, 12);
        Book changed = book.toBook(6);

        assertThat(again.levels()).isSameAs(first.levels());
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(List.of(first.takenAtNs(), again.takenAtNs())).containsExactly(1000L, 2000L);
        assertThat(deeper.levels()).isNotSameAs(first.levels());
        assertThat(changed.version()).isGreaterThan(first.version());
        assertThat(changed.levels().bestBid().map(Level::priceText)).contains("100.6");
        assertThat(changed.updates()).isEqualTo(2);
        assertThat(changed.venueTime().value()).isEqualTo(1_790_000_000_012L);
        assertThat(changed.receivedAtNs()).isEqualTo(12);
        assertThat(changed.ageNs()).isEqualTo(1988);
    }

    @Test
    void aBookThatIsNotLiveGivesNoLevelsButWhatWaits() {
        Book before = book.toBook(5);
        update(11, 12);
        Book waiting = book.toBook(5);

        assertThat(before.ageNs()).isZero();
        assertThat(waiting.isLive()).isFalse();
        assertThat(waiting.levels().totalLevels(Side.BID)).isZero();
        assertThat(waiting.buffer().updates()).isEqualTo(1);
        assertThat(waiting.state()).isInstanceOf(SyncState.Joining.class);
    }

    @Test
    void resyncsCountsLossesOfLiveBooksOnly() {
        book.sync().lose(LOST);
        assertThat(book.toBook(5).resyncs()).isZero();
        snapshot(10);
        assertThat(book.toBook(5).resyncs()).isZero();
        book.sync().lose(LOST);
        book.sync().lose(LOST);
        assertThat(book.toBook(5).resyncs()).isEqualTo(1);
        snapshot(20);
        update(25, 26);

        assertThat(book.toBook(5).resyncs()).isEqualTo(2);
        assertThat(told)
                .containsExactly(
                        "binance:BTCUSDT: lost, disconnected: reset",
                        "binance:BTCUSDT: live at id 10",
                        "binance:BTCUSDT: lost, disconnected: reset",
                        "binance:BTCUSDT: lost, disconnected: reset",
                        "binance:BTCUSDT: resynced at id 20",
                        "binance:BTCUSDT: lost, gap: expected first id 21, got 25");
    }
}
