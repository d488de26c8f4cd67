package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.market.Instrument;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The test's thread is the connection's. */
class BookPublisherTest {
    private final ScriptedTransport transport = new ScriptedTransport();
    private final ManualLoop loop = transport.loop;
    private final Feed feed = Feed.open(FeedOptions.DEFAULT, transport, new SplittableRandom(7));
    private final BookProbe probe = new BookProbe();

    @AfterEach
    void closeFeed() {
        feed.close();
    }

    /** Subscribes and lets the venue take the connection. */
    private void subscribe(BookProbe subscriber) throws Exception {
        feed.books(VenueTexts.BTC, 5).subscribe(subscriber);
        assertThat(subscriber.next()).isEqualTo("subscribed");
        loop.awaitTask();
        transport.session().open();
        loop.run();
    }

    private void snapshot(long id) {
        transport.nextRequest().answer(VenueTexts.snapshot(id, "100.5@2", "101@3"));
        loop.run();
    }

    private void update(long firstId, long lastId) {
        transport
                .session()
                .receive(VenueTexts.update(VenueTexts.BTC, firstId, lastId, "100.5@3", "101@1"));
        loop.run();
    }

    /** Ended, told nothing more, and nothing is followed any more. */
    private void assertEnded(BookProbe subscriber) throws Exception {
        assertThat(subscriber.awaitEnd()).isZero();
        loop.run();
        assertThat(transport.session().sent).contains("close 1000 nothing is followed");
        assertThatThrownBy(() -> feed.book(VenueTexts.BTC)).hasMessageContaining("not followed");
    }

    @Test
    void givesBooksOneAtATimeAsTheyAreRequested() throws Exception {
        subscribe(probe);
        snapshot(10);
        probe.subscription().request(2);
        assertThat(probe.next()).isEqualTo("live 10");
        update(11, 12);
        assertThat(probe.next()).isEqualTo("live 12");
        update(13, 14);
        probe.subscription().cancel();

        assertThat(probe.awaitEnd()).isZero();
    }

    @Test
    void aSlowSubscriberGetsTheNewest() throws Exception {
        subscribe(probe);
        snapshot(10);
        update(11, 12);
        update(13, 14);
        update(15, 16);
        probe.subscription().request(1);
        assertThat(probe.next()).isEqualTo("live 16");
        update(17, 18);
        update(19, 20);
        probe.subscription().request(Long.MAX_VALUE);
        assertThat(probe.next()).isEqualTo("live 20");
        probe.subscription().request(Long.MAX_VALUE);
        update(21, 22);

        assertThat(probe.next()).isEqualTo("live 22");
    }

    @Test
    void aLostBookIsToldToo() throws Exception {
        subscribe(probe);
        probe.subscription().request(Long.MAX_VALUE);
        snapshot(10);
        assertThat(probe.next()).isEqualTo("live 10");
        update(15, 16);

        assertThat(probe.next()).isEqualTo("not live 0");
    }

    @Test
    void requestingNothingIsAnErrorAndEndsIt() throws Exception {
        subscribe(probe);
        probe.subscription().request(0);

        assertThat(probe.next())
                .isEqualTo("IllegalArgumentException books must be requested by 1 or more: 0");
        probe.subscription().request(-1);
        probe.subscription().request(1);
        probe.subscription().cancel();
        assertEnded(probe);
    }

    @Test
    void cancelEndsItForGoodAndMayBeRepeated() throws Exception {
        subscribe(probe);
        probe.subscription().cancel();
        probe.subscription().cancel();
        probe.subscription().request(1);
        probe.subscription().request(0);
        assertEnded(probe);
    }

    @Test
    void cancelledAtOnceNothingIsFollowed() throws Exception {
        BookProbe hasty =
                new BookProbe() {
                    @Override
                    public void onSubscribe(Flow.Subscription given) {
                        super.onSubscribe(given);
                        given.cancel();
                    }
                };
        feed.books(VenueTexts.BTC, 5).subscribe(hasty);
        assertThat(hasty.next()).isEqualTo("subscribed");

        assertThat(hasty.awaitEnd()).isZero();
        loop.run();
        assertThat(transport.loops).isEmpty();
    }

    @Test
    void anUnknownVenueIsAnErrorAfterTheSubscription() throws Exception {
        feed.books(new Instrument("mtgox", "XBTUSD"), 5).subscribe(probe);

        assertThat(probe.next()).isEqualTo("subscribed");
        assertThat(probe.next())
                .isEqualTo(
                        "IllegalArgumentException unknown venue 'mtgox': known are binance,"
                                + " binance-us, binance-futures, binance-delivery, bitfinex, upbit, kraken");
        assertThat(probe.awaitEnd()).isZero();
    }

    @Test
    void anInstrumentThatTheVenueDoesNotHaveIsAnError() throws Exception {
        subscribe(probe);
        transport
                .nextRequest()
                .answer(400, Map.of(), "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        loop.run();

        assertThat(probe.next())
                .isEqualTo(
                        "IllegalArgumentException binance:BTCUSDT: refused by the venue, HTTP 400,"
                                + " code -1121: Invalid symbol.");
        assertEnded(probe);
    }

    @Test
    void aSubscriberThatThrowsHearsNoMore() throws Exception {
        try (LogProbe log = new LogProbe()) {
            BookProbe broken =
                    new BookProbe() {
                        @Override
                        public void onNext(Book book) {
                            super.onNext(book);
                            throw new IllegalStateException("broken");
                        }

                        @Override
                        public String toString() {
                            return "broken subscriber";
                        }
                    };
            subscribe(broken);
            broken.subscription().request(5);
            snapshot(10);

            assertThat(broken.next()).isEqualTo("live 10");
            assertEnded(broken);
            assertThat(log.errors)
                    .containsExactly("a subscriber failed: broken subscriber: broken");
        }
    }

    @Test
    void aSubscriberThatThrowsOnItsErrorIsNotToldTwice() throws Exception {
        try (LogProbe log = new LogProbe()) {
            BookProbe broken =
                    new BookProbe() {
                        @Override
                        public void onError(Throwable why) {
                            super.onError(why);
                            throw new IllegalArgumentException("broken");
                        }
                    };
            feed.books(new Instrument("mtgox", "XBTUSD"), 5).subscribe(broken);
            assertThat(broken.next()).isEqualTo("subscribed");
            assertThat(broken.next()).startsWith("IllegalArgumentException unknown venue");

            assertThat(broken.awaitEnd()).isZero();
            assertThat(log.errors).hasSize(1);
        }
    }

    @Test
    void oneSubscribersTroubleIsNotAnothers() throws Exception {
        BookProbe other = new BookProbe();
        subscribe(probe);
        feed.books(VenueTexts.BTC, 1).subscribe(other);
        assertThat(other.next()).isEqualTo("subscribed");
        loop.awaitTask();
        probe.subscription().request(-5);
        assertThat(probe.next()).startsWith("IllegalArgumentException");
        loop.awaitTask();
        other.subscription().request(1);
        snapshot(10);

        assertThat(other.next()).isEqualTo("live 10");
    }

    @Test
    void isCompleteWhenTheFeedIsClosed() throws Exception {
        subscribe(probe);
        feed.close();

        assertThat(probe.next()).isEqualTo("complete");
        assertThat(probe.awaitEnd()).isZero();
    }

    @Test
    void aClosedFeedIsAnError() throws Exception {
        feed.close();
        feed.books(VenueTexts.BTC, 5).subscribe(probe);

        assertThat(probe.next()).isEqualTo("subscribed");
        assertThat(probe.next()).isEqualTo("IllegalStateException this feed is closed");
        assertThat(probe.awaitEnd()).isZero();
    }
}
