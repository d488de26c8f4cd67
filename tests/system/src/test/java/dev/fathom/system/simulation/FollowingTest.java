package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.Following;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Who is told what, and what is subscribed for whom. */
class FollowingTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private final VirtualTime time = new VirtualTime();
    private final BinanceSimulator venue =
            new BinanceSimulator(SimulatorOptions.of(3), time.simulatorLoop());
    private final Feed feed =
            Feed.open(
                    FeedOptions.DEFAULT.withEndpoints(
                            "binance",
                            new Endpoints(
                                    "simulated",
                                    URI.create("ws://venue.test"),
                                    URI.create("http://venue.test"))),
                    new VirtualTransport(
                            time, venue, new SplittableRandom(1), Duration.ofMillis(5).toNanos()),
                    new SplittableRandom(2));

    private static final class Collector implements FeedListener {
        private final TreeMap<String, Integer> told = new TreeMap<>();
        private final List<FeedStatus> statuses = new ArrayList<>();

        int count(String channel) {
            return told.getOrDefault(channel, 0);
        }

        @Override
        public void onBook(LiveBook book) {
            told.merge(book.channel().toString(), 1, Integer::sum);
        }

        @Override
        public void onTrade(Trade trade) {
            told.merge("trade", 1, Integer::sum);
        }

        @Override
        public void onStatus(FeedStatus status) {
            statuses.add(status);
        }
    }

    private void run(Duration length) {
        long untilNs = time.nowNs() + length.toNanos();
        while (time.step(untilNs)) {
            // Only time.
        }
    }

    @Test
    void eachListenerIsToldOfTheChannelsItAskedFor() {
        Collector books = new Collector();
        Collector tops = new Collector();
        Collector trades = new Collector();
        venue.start();
        feed.follow(BTC, books, Channel.DEPTH);
        feed.follow(BTC, tops, Channel.top(5), Channel.top(20));
        feed.follow(BTC, trades, Channel.TRADE);

        run(Duration.ofSeconds(10));

        assertThat(books.told.keySet()).containsExactly("depth");
        assertThat(tops.told.keySet()).containsExactly("depth20", "depth5");
        assertThat(trades.told.keySet()).containsExactly("trade");
    }

    @Test
    void whatNobodyFollowsAnyMoreIsUnsubscribedAndTheRestGoesOn() {
        Collector books = new Collector();
        Collector tops = new Collector();
        venue.start();
        feed.follow(BTC, books, Channel.DEPTH);
        Following top = feed.follow(BTC, tops, Channel.top(5));
        run(Duration.ofSeconds(5));

        top.close();
        top.close();
        run(Duration.ofSeconds(1));
        int topsBefore = tops.count("depth5");
        int booksBefore = books.count("depth");
        run(Duration.ofSeconds(5));

        assertThat(tops.count("depth5")).isEqualTo(topsBefore);
        assertThat(books.count("depth")).isGreaterThan(booksBefore + 40);
        assertThat(feed.book(BTC).isLive()).isTrue();
    }

    @Test
    void aBookThatIsFollowedAgainAfterItsLastListenerLeftIsLiveAgain() {
        Collector collector = new Collector();
        venue.start();
        Following first = feed.follow(BTC, collector, Channel.DEPTH);
        run(Duration.ofSeconds(3));
        first.close();
        run(Duration.ofSeconds(3));
        assertThatThrownBy(() -> feed.book(BTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the book of binance:BTCUSDT is not followed");

        feed.follow(BTC, collector, Channel.DEPTH);
        run(Duration.ofSeconds(3));

        assertThat(feed.book(BTC).isLive()).isTrue();
    }

    @Test
    void oneBookCannotBeFollowedAtTwoPaces() {
        feed.follow(BTC, new Collector(), Channel.DEPTH);

        assertThatThrownBy(() -> feed.follow(BTC, new Collector(), Channel.parse("depth@1000ms")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "binance:BTCUSDT is already followed as depth, so not as depth@1000ms too");
    }

    @Test
    void anInstrumentThatTheVenueDoesNotHaveIsRefusedWhateverIsAskedOfIt() {
        for (Channel channel : List.of(Channel.DEPTH, Channel.top(5), Channel.TRADE)) {
            Collector collector = new Collector();
            feed.follow(
                    new Instrument(
                            "binance", "NO" + channel.levels() + channel.kind().name().charAt(1)),
                    collector,
                    channel);

            run(Duration.ofSeconds(20));

            assertThat(collector.statuses)
                    .filteredOn(FeedStatus.Refused.class::isInstance)
                    .singleElement()
                    .extracting(FeedStatus::text)
                    .asString()
                    .contains("-1121");
        }
    }
}
