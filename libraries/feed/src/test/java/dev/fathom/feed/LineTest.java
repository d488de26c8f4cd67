package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.net.CloseCause;
import dev.fathom.venue.Venue;
import dev.fathom.venue.binance.BinanceVenue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final String SHUTDOWN = "{\"e\":\"serverShutdown\",\"E\":1770123456789}";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+@[a-zA-Z0-9@]+");

    private final Venue venue = BinanceVenue.spot();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final ManualLoop loop = transport.loop;
    private final Told told = new Told();
    private final Line line = line(7);

    private Line line(long seed) {
        return new Line(
                venue,
                venue.endpoints().getFirst(),
                "",
                loop,
                transport,
                new RequestDesk("binance", transport, loop, venue.restLimits(), told::onStatus),
                new ConnectBudget(venue.streamLimits().connectsPerFiveMinutes()),
                FeedOptions.DEFAULT,
                new SplittableRandom(seed));
    }

    private static Listening depth(FeedListener listener) {
        return new Listening(listener, Set.of(Channel.DEPTH));
    }

    private void follow(FeedListener listener) {
        line.follow(VenueTexts.BTC, depth(listener));
        loop.run();
    }

    private void makeLive() {
        transport.session().open();
        loop.run();
        transport.nextRequest().answer(VenueTexts.snapshot(10, "100.5@2", "101@3"));
        loop.run();
    }

    private static String update(long firstId, long lastId) {
        return VenueTexts.update(VenueTexts.BTC, firstId, lastId, "100.5@2", "101@1");
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    @Test
    void whatTheAddressCannotHoldIsSubscribedByMessage() {
        Listening trades = new Listening(told, Set.of(Channel.TRADE));
        for (int i = 0; i < 900; i++) {
            line.follow(new Instrument("binance", "SYM%04dUSDT".formatted(i)), trades);
        }
        loop.run();
        ScriptedSession session = transport.session().open();
        loop.advanceMs(5000);

        String address = session.uri().toString();
        List<String> all = names(address.substring(address.indexOf('=') + 1));
        assertThat(address).hasSizeBetween(7500 - "sym0000usdt@trade/".length(), 7500);
        assertThat(all).hasSizeLessThan(900);
        List<String> messages = session.sent.stream().filter(s -> s.startsWith("text ")).toList();
        assertThat(messages).isNotEmpty().allSatisfy(m -> assertThat(m).contains("SUBSCRIBE"));
        messages.forEach(m -> all.addAll(names(m)));
        assertThat(all).hasSize(900).doesNotHaveDuplicates().contains("sym0899usdt@trade");
    }

    @Test
    void whatIsFollowedAndUnfollowedLaterGoesByMessage() {
        Listening depth = depth(told);
        Listening trades = new Listening(told, Set.of(Channel.TRADE));
        line.follow(VenueTexts.BTC, depth);
        loop.run();
        makeLive();
        line.follow(VenueTexts.ETH, trades);
        line.follow(VenueTexts.ETH, trades);
        line.unfollow(VenueTexts.ETH, trades);
        line.unfollow(VenueTexts.ETH, trades);
        line.unfollow(VenueTexts.ETH, trades);
        line.unfollow(VenueTexts.BTC, depth);

        assertThat(transport.session().sent)
                .containsExactly(
                        "text {\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":1}",
                        "text {\"method\":\"UNSUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":2}",
                        "close 1000 nothing is followed");
    }

    @Test
    void anotherListenerOfABookCostsNoRequest() {
        follow(told);
        follow(new Told());
        makeLive();
        follow(new Told());
        line.follow(VenueTexts.BTC, new Listening(told, Set.of(Channel.TRADE)));
        loop.run();

        assertThat(transport.requests).isEmpty();
    }

    @Test
    void whoComesAfterARefusalIsToldToo() {
        follow(told);
        transport.session().open();
        loop.run();
        String invalid = "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}";
        transport.nextRequest().answer(400, Map.of(), invalid);
        loop.run();
        Told late = new Told();
        follow(late);
        transport.nextRequest().answer(400, Map.of(), invalid);
        loop.run();

        assertThat(late.lines)
                .containsExactly(
                        "binance:BTCUSDT: refused by the venue, HTTP 400, code -1121: Invalid"
                                + " symbol.");
    }

    @Test
    void aRefusedSubscriptionIsToldToWhoFollowsIt() {
        follow(told);
        makeLive();
        Told other = new Told();
        line.follow(VenueTexts.ETH, depth(other));
        transport.session().receive("{\"code\":2,\"msg\":\"Invalid request\",\"id\":1}");

        assertThat(other.of(FeedStatus.Refused.class))
                .containsExactly(new FeedStatus.Refused(VenueTexts.ETH, "code 2: Invalid request"));
        assertThat(told.of(FeedStatus.Refused.class)).isEmpty();
    }

    /** Ends the connection that is being opened so often; returns the waits told, milliseconds. */
    private List<Long> failures(int count) {
        for (int i = 0; i < count; i++) {
            transport.session().end(new CloseCause.Failed("refused"));
            long waitMs = told.of(FeedStatus.Disconnected.class).getLast().retryInMs();
            int before = transport.sessions.size();
            loop.advanceMs(waitMs - 1);
            assertThat(transport.sessions).hasSize(before);
            loop.advanceMs(2);
            assertThat(transport.sessions).hasSize(before + 1);
        }
        return told.of(FeedStatus.Disconnected.class).stream()
                .map(FeedStatus.Disconnected::retryInMs)
                .toList();
    }

    // Seed 7. Ceilings of the waits: 250, 500, 1000 ms and so on, and 30 s at most.
    @Test
    void retriesWaitLongerUpToACapEachAtRandom() {
        follow(told);
        List<Long> waitsMs = failures(40);

        for (int i = 0; i < waitsMs.size(); i++) {
            assertThat(waitsMs.get(i)).isBetween(0L, Math.min(30_000, 250L << Math.min(i, 10)));
        }
        List<Long> capped = waitsMs.subList(8, 40);
        assertThat(capped.stream().mapToLong(w -> w).max().orElseThrow()).isGreaterThan(20_000);
        assertThat(capped.stream().mapToLong(w -> w).min().orElseThrow()).isLessThan(10_000);
        assertThat(new HashSet<>(capped)).hasSizeGreaterThan(25);
    }

    @Test
    void aConnectionThatHeldMakesTheNextRetryAShortOne() {
        follow(told);
        failures(12);
        ScriptedSession session = transport.session().open();
        for (int s = 0; s <= 32; s += 4) {
            loop.advanceMs(4000);
            session.receivePing("");
        }
        session.end(new CloseCause.ByVenue(1006, ""));

        assertThat(told.of(FeedStatus.Disconnected.class).getLast().retryInMs()).isLessThan(251);
    }

    @Test
    void aSilentConnectionIsGivenUpAndReplaced() {
        follow(told);
        makeLive();
        loop.advanceMs(9900);
        assertThat(transport.sessions).hasSize(1);
        assertThat(transport.session().sent).containsExactly("ping");
        loop.advanceMs(400);

        assertThat(transport.sessions).hasSize(2);
        assertThat(transport.sessions.getFirst().sent).containsExactly("ping", "close 1001 silent");
        assertThat(told.of(FeedStatus.Disconnected.class))
                .singleElement()
                .extracting(FeedStatus.Disconnected::cause)
                .isEqualTo("no sign of life for 10000 ms");
    }

    @Test
    void aVenueThatAnnouncesItsEndIsLeftWithoutLosingTheBook() {
        follow(told);
        makeLive();
        ScriptedSession old = transport.session();
        old.receive(SHUTDOWN);
        old.receive(SHUTDOWN);
        assertThat(transport.sessions).hasSize(2);
        ScriptedSession successor = transport.session().open();
        successor.receive(update(12, 13));
        assertThat(old.sent).isEmpty();
        old.receive(update(11, 12));
        successor.receive(update(14, 15));
        old.receive(update(13, 15));

        assertThat(old.sent).containsExactly("close 1000 moved");
        assertThat(told.lines)
                .containsExactly(
                        "binance: connected to stream.binance.com:9443 with 1 stream",
                        "binance:BTCUSDT: snapshot at id 10 with 2 levels",
                        "book BTCUSDT 10",
                        "binance:BTCUSDT: live at id 10",
                        "binance: moving to a new connection: the venue announced serverShutdown",
                        "binance: connected to stream.binance.com:9443 with 1 stream",
                        "book BTCUSDT 12",
                        "book BTCUSDT 13",
                        "binance: moved to connection 2",
                        "book BTCUSDT 15");
    }

    @Test
    void aSuccessorThatFailsLeavesTheOldOneInPlace() {
        follow(told);
        makeLive();
        ScriptedSession old = transport.session();
        old.receive(SHUTDOWN);
        transport.session().end(new CloseCause.Failed("refused"));
        old.receive(update(11, 12));

        assertThat(told.lines).endsWith("book BTCUSDT 12");
        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
    }

    @Test
    void theSuccessorTakesOverAtOnceWhenTheOldOneEnds() {
        follow(told);
        makeLive();
        ScriptedSession old = transport.session();
        old.receive(SHUTDOWN);
        ScriptedSession successor = transport.session().open();
        old.end(new CloseCause.ByVenue(1001, "going away"));
        successor.receive(update(11, 12));

        assertThat(told.lines).endsWith("binance: moved to connection 2", "book BTCUSDT 12");
        assertThat(transport.sessions).hasSize(2);
    }

    @Test
    void aListenerThatThrowsHurtsNobodyAndIsLogged() {
        FeedListener broken =
                new FeedListener() {
                    @Override
                    public void onBook(LiveBook book) {
                        throw new IllegalStateException("book " + book.lastId());
                    }

                    @Override
                    public String toString() {
                        return "broken listener";
                    }
                };
        try (LogProbe log = new LogProbe()) {
            follow(broken);
            follow(told);
            makeLive();
            transport.session().receive(update(11, 12));

            assertThat(log.errors)
                    .containsExactly(
                            "a listener failed: broken listener: book 10",
                            "a listener failed: broken listener: book 12");
        }
        assertThat(told.lines).contains("book BTCUSDT 10").endsWith("book BTCUSDT 12");
        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
    }

    @Test
    void aTradeThatBothConnectionsBringIsToldOnce() {
        line.follow(VenueTexts.BTC, new Listening(told, Set.of(Channel.TRADE)));
        loop.run();
        ScriptedSession old = transport.session().open();
        old.receive(VenueTexts.trade(VenueTexts.BTC, 1));
        old.receive(SHUTDOWN);
        old.receive(VenueTexts.trade(VenueTexts.BTC, 2));
        ScriptedSession successor = transport.session().open();
        successor.receive(VenueTexts.trade(VenueTexts.BTC, 2));
        successor.receive(VenueTexts.trade(VenueTexts.BTC, 3));

        assertThat(told.lines.stream().filter(l -> l.startsWith("trade")))
                .containsExactly("trade BTCUSDT 1", "trade BTCUSDT 2", "trade BTCUSDT 3");
    }

    @Test
    void aTradeThatASuccessorBroughtBeforeItFailedIsToldOnce() {
        line.follow(VenueTexts.BTC, new Listening(told, Set.of(Channel.DEPTH, Channel.TRADE)));
        loop.run();
        makeLive();
        ScriptedSession old = transport.session();
        old.receive(VenueTexts.trade(VenueTexts.BTC, 1));
        old.receive(SHUTDOWN);
        ScriptedSession successor = transport.session().open();
        successor.receive(VenueTexts.trade(VenueTexts.BTC, 2));
        successor.end(new CloseCause.Failed("reset"));
        old.receive(VenueTexts.trade(VenueTexts.BTC, 2));
        old.receive(VenueTexts.trade(VenueTexts.BTC, 3));

        assertThat(told.lines.stream().filter(l -> l.startsWith("trade")))
                .containsExactly("trade BTCUSDT 1", "trade BTCUSDT 2", "trade BTCUSDT 3");
    }

    private ScriptedSession followTwoBooks() {
        line.follow(VenueTexts.ETH, depth(told));
        follow(told);
        ScriptedSession session = transport.session().open();
        loop.run();
        while (!transport.requests.isEmpty()) {
            transport.nextRequest().answer(VenueTexts.snapshot(10, "100.5@2", "101@3"));
            loop.run();
        }
        assertThat(told.of(FeedStatus.BookLive.class)).hasSize(2);
        return session;
    }

    private static String eth(long firstId, long lastId) {
        return VenueTexts.update(VenueTexts.ETH, firstId, lastId, "100.5@2", "101@1");
    }

    @Test
    void aBookThatWentToASuccessorWhichFailsGoesOnWhereItWas() {
        ScriptedSession old = followTwoBooks();
        old.receive(SHUTDOWN);
        ScriptedSession successor = transport.session().open();
        successor.receive(update(11, 12));
        assertThat(told.lines).endsWith("book BTCUSDT 12");
        old.receive(update(11, 12));
        successor.end(new CloseCause.Failed("reset"));
        old.receive(update(13, 14));

        assertThat(told.lines).endsWith("book BTCUSDT 14");
        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
    }

    @Test
    void whatTheOldConnectionStillBroughtDoesNotHurryTheNextMove() {
        ScriptedSession first = followTwoBooks();
        first.receive(SHUTDOWN);
        ScriptedSession second = transport.session().open();
        second.receive(update(11, 12));
        first.receive(update(11, 12));
        second.receive(eth(11, 12));
        assertThat(told.of(FeedStatus.Moved.class)).hasSize(1);
        for (int s = 0; s < 6; s++) {
            loop.advanceMs(500);
            second.receive(update(13 + 2 * s, 14 + 2 * s));
            second.receive(eth(13 + 2 * s, 14 + 2 * s));
            loop.advanceMs(500);
        }
        second.receive(SHUTDOWN);
        ScriptedSession third = transport.session().open();
        assertThat(third).isNotSameAs(second);
        loop.advanceMs(200);
        second.receive(update(25, 26));
        third.receive(update(27, 28));
        second.receive(update(27, 28));

        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
        assertThat(told.lines).endsWith("book BTCUSDT 28");
    }

    @Test
    void linesTogetherOpenNoMoreConnectionsThanTheVenueAllows() {
        ConnectBudget two = new ConnectBudget(2);
        for (int i = 0; i < 5; i++) {
            Line each =
                    new Line(
                            venue,
                            venue.endpoints().getFirst(),
                            "",
                            loop,
                            transport,
                            new RequestDesk(
                                    "binance", transport, loop, venue.restLimits(), told::onStatus),
                            two,
                            FeedOptions.DEFAULT,
                            new SplittableRandom(i));
            each.follow(VenueTexts.BTC, depth(told));
        }
        loop.advanceMs(299_000);
        assertThat(transport.sessions).hasSize(2);
        loop.advanceMs(2_000);
        assertThat(transport.sessions).hasSize(4);
        loop.advanceMs(300_000);
        assertThat(transport.sessions).hasSize(5);
    }
}
