package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.net.CloseCause;
import dev.fathom.venue.Venue;
import dev.fathom.venue.bitfinex.BitfinexVenue;
import dev.fathom.venue.kraken.KrakenVenue;
import dev.fathom.venue.upbit.UpbitVenue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Lines to venues whose books begin in the stream. */
class InStreamLineTest {
    private static final Instrument BITFINEX = new Instrument("bitfinex", "tBTCUSD");
    private static final Instrument KRAKEN = new Instrument("kraken", "BTC/USD");
    private static final Instrument UPBIT = new Instrument("upbit", "KRW-BTC");

    private static final String KRAKEN_TAKEN =
            """
            {"method":"subscribe","result":{"channel":"book","depth":100,"snapshot":true,\
            "symbol":"BTC/USD"},"success":true,"req_id":%d}\
            """;
    // The checksum of one ask, 1.5 at 101.0, and one bid, 2.5 at 100.0.
    private static final String KRAKEN_STATE =
            """
            {"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD",\
            "bids":[{"price":100.0,"qty":2.5}],"asks":[{"price":101.0,"qty":1.5}],\
            "checksum":%d,"timestamp":"2026-01-01T00:00:00Z"}]}\
            """;

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ManualLoop loop = transport.loop;
    private final Told told = new Told();

    private Line line(Venue venue) {
        return new Line(
                venue,
                venue.endpoints().getFirst(),
                "",
                loop,
                transport,
                new RequestDesk(venue.id(), transport, loop, venue.restLimits(), told::onStatus),
                new ConnectBudget(venue.streamLimits().connectsPerFiveMinutes()),
                FeedOptions.DEFAULT,
                new SplittableRandom(7));
    }

    private ScriptedSession follow(Line line, Instrument instrument) {
        line.follow(instrument, new Listening(told, Set.of(Channel.DEPTH)));
        loop.run();
        ScriptedSession session = transport.session().open();
        loop.run();
        return session;
    }

    private static long checksum() {
        CRC32 crc = new CRC32();
        crc.update("101015100025".getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private List<String> sent(ScriptedSession session, String word) {
        return session.sent.stream().filter(it -> it.contains(word)).toList();
    }

    @Test
    void aBookThatFailsItsChecksumIsSubscribedAnew() {
        ScriptedSession session = follow(line(new KrakenVenue()), KRAKEN);
        assertThat(sent(session, "\"subscribe\"")).hasSize(1);
        session.receive(KRAKEN_TAKEN.formatted(1));
        session.receive(KRAKEN_STATE.formatted(checksum()));
        assertThat(told.lines.getLast()).isEqualTo("kraken:BTC/USD: live at id 0");

        for (int second = 0; second < 10; second++) {
            loop.advanceMs(1_000);
            session.receivePong();
        }
        session.receive(KRAKEN_STATE.formatted(12345).replace("snapshot", "update"));
        loop.run();

        assertThat(told.lines.getLast()).startsWith("kraken:BTC/USD: lost, checksum: ");
        assertThat(sent(session, "\"unsubscribe\"")).hasSize(1);
        assertThat(sent(session, "\"subscribe\"")).hasSize(2);
        session.receive(KRAKEN_TAKEN.formatted(3));
        session.receive(KRAKEN_STATE.formatted(checksum()));
        assertThat(told.lines.getLast()).isEqualTo("kraken:BTC/USD: resynced at id 2");
        assertThat(transport.requests).isEmpty();
    }

    @Test
    void aBookThatIsLostAgainAndAgainIsSubscribedLessAndLessOften() {
        ScriptedSession session = follow(line(new KrakenVenue()), KRAKEN);
        for (int i = 0; i < 600; i++) {
            session.receive(KRAKEN_STATE.formatted(checksum()));
            session.receive(KRAKEN_STATE.formatted(12345).replace("snapshot", "update"));
            loop.advanceMs(100);
        }

        // A minute of it: waits grow to half a minute, each at random.
        assertThat(sent(session, "\"subscribe\"")).hasSizeBetween(3, 40);
    }

    @Test
    void anAcknowledgementWithoutDataIsNotBelieved() {
        ScriptedSession session = follow(line(new KrakenVenue()), KRAKEN);
        session.receive(KRAKEN_TAKEN.formatted(1));
        loop.advanceMs(4_900);
        session.receivePong();
        assertThat(sent(session, "\"subscribe\"")).hasSize(1);

        loop.advanceMs(1_000);
        assertThat(sent(session, "\"subscribe\"")).hasSize(2);
    }

    // The state was lost on its way, the changes are not.
    @Test
    void changesWithoutAStateAreNotBelievedEither() {
        ScriptedSession session = follow(line(new KrakenVenue()), KRAKEN);
        session.receive(KRAKEN_TAKEN.formatted(1));
        for (int i = 0; i < 60; i++) {
            loop.advanceMs(100);
            session.receive(KRAKEN_STATE.formatted(12345).replace("snapshot", "update"));
        }

        assertThat(sent(session, "\"subscribe\"")).hasSize(2);
    }

    @Test
    void aMissingNumberCostsTheConnection() {
        Line line = line(new BitfinexVenue());
        ScriptedSession session = follow(line, BITFINEX);
        assertThat(session.sent.getFirst()).contains("\"conf\"").contains("537100288");
        startBitfinex(session);
        assertThat(told.lines.getLast()).isEqualTo("bitfinex:tBTCUSD: live at id 0");

        session.receive("[7,[100,1,3],3,1700000000002]");
        loop.run();

        assertThat(told.lines)
                .contains("bitfinex:tBTCUSD: lost, gap: expected frame number 2, got 3");
        assertThat(session.sent.getLast()).isEqualTo("close 1000 starting over");
        loop.advanceMs(1_000);
        ScriptedSession second = transport.session().open();
        loop.run();
        assertThat(second).isNotSameAs(session);
        startBitfinex(second);
        assertThat(told.lines.getLast()).isEqualTo("bitfinex:tBTCUSD: resynced at id 1");
    }

    // The state in a frame after a gap is on a connection that is given up.
    @Test
    void nothingIsTakenFromAFrameBehindAGap() {
        ScriptedSession session = follow(line(new BitfinexVenue()), BITFINEX);
        session.receive("{\"event\":\"conf\",\"status\":\"OK\",\"flags\":537100288}");
        session.receive("[0,\"hb\",1,1700000000000]");
        session.receive(
                """
                {"event":"subscribed","channel":"book","chanId":7,"symbol":"tBTCUSD",\
                "prec":"P0","freq":"F0","len":"250","pair":"BTCUSD"}\
                """);
        session.receive("[7,[[100,1,2],[101,1,-1]],3,1700000000001]");
        loop.run();

        assertThat(told.of(FeedStatus.BookLive.class)).isEmpty();
    }

    private static void startBitfinex(ScriptedSession session) {
        session.receive("{\"event\":\"info\",\"version\":2,\"platform\":{\"status\":1}}");
        session.receive("{\"event\":\"conf\",\"status\":\"OK\",\"flags\":537100288}");
        session.receive(
                """
                {"event":"subscribed","channel":"book","chanId":7,"symbol":"tBTCUSD",\
                "prec":"P0","freq":"F0","len":"250","pair":"BTCUSD"}\
                """);
        session.receive("[7,[[100,1,2],[101,1,-1]],1,1700000000001]");
    }

    @Test
    void heartbeatsKeepAQuietBookAliveAndTheirAbsenceDoesNot() {
        ScriptedSession session = follow(line(new BitfinexVenue()), BITFINEX);
        startBitfinex(session);
        for (int i = 2; i < 6; i++) {
            for (int second = 0; second < 15; second++) {
                loop.advanceMs(1_000);
                session.receivePong();
            }
            session.receive("[7,\"hb\",%d,1700000000001]".formatted(i));
        }
        assertThat(told.lines.getLast()).isEqualTo("bitfinex:tBTCUSD: live at id 0");

        for (int second = 0; second < 21; second++) {
            loop.advanceMs(1_000);
            session.receivePong();
        }

        assertThat(told.lines.getLast())
                .startsWith("bitfinex:tBTCUSD: lost, silent: not even a heartbeat for ");
        assertThat(sent(session, "\"unsubscribe\"")).hasSize(1);
        assertThat(sent(session, "\"subscribe\"")).hasSize(2);
    }

    @Test
    void maintenanceLosesTheBooksAndItsEndBeginsAnew() {
        ScriptedSession session = follow(line(new BitfinexVenue()), BITFINEX);
        startBitfinex(session);
        session.receive("{\"event\":\"info\",\"code\":20060,\"msg\":\"Entering maintenance\"}");
        assertThat(told.lines.getLast())
                .isEqualTo("bitfinex:tBTCUSD: lost, maintenance: Entering maintenance");

        session.receive("{\"event\":\"info\",\"code\":20061,\"msg\":\"Maintenance ended\"}");
        loop.run();
        assertThat(session.sent.getLast()).isEqualTo("close 1000 starting over");
    }

    @Test
    void whereEveryMessageIsABookALostOneWaitsForTheNext() {
        ScriptedSession session = follow(line(new UpbitVenue()), UPBIT);
        String frame =
                """
                {"type":"orderbook","code":"KRW-BTC","timestamp":1746601573804,\
                "orderbook_units":[{"ask_price":2,"bid_price":1,"ask_size":1,"bid_size":1}],\
                "stream_type":"REALTIME"}\
                """;
        session.receive(frame);
        session.receive(frame.replace("\"bid_size\":1", "\"bid_size\":x"));
        session.receive(frame.replace("\"bid_size\":1}", "\"other\":1}"));
        loop.advanceMs(1_000);
        assertThat(told.lines.getLast()).startsWith("upbit:KRW-BTC: lost, bad frame: ");
        assertThat(sent(session, "ticket")).hasSize(1);

        session.receive(frame);
        assertThat(told.lines.getLast()).isEqualTo("upbit:KRW-BTC: resynced at id 1");
    }

    @Test
    void whatIsNeverHeardOfIsAskedForAgain() {
        ScriptedSession session = follow(line(new UpbitVenue()), UPBIT);
        for (int second = 0; second < 6; second++) {
            loop.advanceMs(1_000);
            session.receivePong();
        }

        assertThat(sent(session, "ticket")).hasSizeGreaterThan(1);
    }

    // The neighbour goes on where it is until the new connection has begun its book too.
    @Test
    void aMuteStreamIsMovedToAFreshConnectionAndItsNeighbourStaysLive() {
        Line line = line(new KrakenVenue());
        ScriptedSession session = follow(line, KRAKEN);
        session.receive(KRAKEN_STATE.formatted(checksum()));
        Instrument mute = new Instrument("kraken", "ETH/USD");
        line.follow(mute, new Listening(told, Set.of(Channel.DEPTH)));
        for (int second = 0; second < 60 && transport.sessions.size() == 1; second++) {
            loop.advanceMs(1_000);
            session.receivePong();
        }
        ScriptedSession second = transport.session().open();
        loop.run();
        assertThat(second).isNotSameAs(session);
        assertThat(told.of(FeedStatus.Moving.class))
                .singleElement()
                .extracting(FeedStatus::text)
                .asString()
                .endsWith("kraken:ETH/USD began no book when asked again");
        second.receive(KRAKEN_STATE.formatted(checksum()).replace("BTC/USD", "ETH/USD"));
        second.receive(KRAKEN_STATE.formatted(checksum()));
        loop.run();

        assertThat(told.of(FeedStatus.BookLost.class)).isEmpty();
        assertThat(told.of(FeedStatus.Moved.class)).hasSize(1);
        assertThat(told.lines).contains("kraken:ETH/USD: live at id 0");
        assertThat(session.sent.getLast()).isEqualTo("close 1000 moved");
    }

    @Test
    void whatTheFramesOfAStreamCarriedIsCounted() {
        Line line = line(new BitfinexVenue());
        ScriptedSession session = follow(line, BITFINEX);
        startBitfinex(session);
        session.receive("[7,[100,1,3],2,1700000000002]");
        session.receive("[7,[],3,1700000000003]");
        session.receive("[7,\"hb\",4,1700000000004]");
        session.receive("[99,\"hb\",5,1700000000005]");

        assertThat(line.traffics())
                .filteredOn(it -> it.stream().isPresent())
                .singleElement()
                .satisfies(it ->
                        assertThat(it.amounts())
                                .containsOnly(
                                        entry(Traffic.Kind.CHANGE, new Traffic.Amount(2, 71)),
                                        entry(Traffic.Kind.UNCHANGED, new Traffic.Amount(1, 22)),
                                        entry(Traffic.Kind.HEARTBEAT, new Traffic.Amount(1, 24))));
        assertThat(line.traffics())
                .filteredOn(it -> it.stream().isEmpty())
                .singleElement()
                .satisfies(it -> assertThat(it.amounts()).containsKey(Traffic.Kind.CONTROL));
    }

    // The whole book comes each time, whether it has changed or not.
    @Test
    void aBookThatIsAsItWasIsCountedAsUnchanged() {
        Line line = line(new UpbitVenue());
        ScriptedSession session = follow(line, UPBIT);
        String frame =
                """
                {"type":"orderbook","code":"KRW-BTC","timestamp":1746601573804,\
                "orderbook_units":[{"ask_price":2,"bid_price":1,"ask_size":1,"bid_size":1}],\
                "stream_type":"REALTIME"}\
                """;
        session.receive(frame);
        session.receive(frame);
        session.receive(frame.replace("\"ask_size\":1", "\"ask_size\":2"));

        assertThat(line.traffics().getFirst().amounts())
                .containsOnly(
                        entry(Traffic.Kind.CHANGE, new Traffic.Amount(2, 2L * frame.length())),
                        entry(Traffic.Kind.UNCHANGED, new Traffic.Amount(1, frame.length())));
    }

    @Test
    void anEndedConnectionIsReplaced() {
        ScriptedSession session = follow(line(new KrakenVenue()), KRAKEN);
        session.receive(KRAKEN_STATE.formatted(checksum()));
        session.end(new CloseCause.ByVenue(1001, "away"));
        loop.advanceMs(1_000);
        ScriptedSession second = transport.session().open();
        loop.run();
        second.receive(KRAKEN_STATE.formatted(checksum()));

        assertThat(told.lines.getLast()).isEqualTo("kraken:BTC/USD: resynced at id 1");
    }

    private static final Instrument KRAKEN_ETH = new Instrument("kraken", "ETH/USD");

    private static String krakenState(String symbol) {
        return KRAKEN_STATE.formatted(checksum()).replace("BTC/USD", symbol);
    }

    private static String krakenQuote(String bid) {
        return """
        {"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":%s,"bid_qty":1.0,\
        "ask":200.0,"ask_qty":1.0}]}\
        """
                .formatted(bid);
    }

    private void advanceSeconds(int seconds, ScriptedSession... alive) {
        for (int second = 0; second < seconds; second++) {
            loop.advanceMs(1_000);
            for (ScriptedSession each : alive) {
                each.receivePong();
            }
        }
    }

    @Test
    void aBookThatBeganOnASuccessorWhichFailsBeginsAnew() {
        Line line = line(new KrakenVenue());
        ScriptedSession first = follow(line, KRAKEN);
        line.follow(KRAKEN_ETH, new Listening(told, Set.of(Channel.DEPTH)));
        loop.run();
        first.receive(krakenState("BTC/USD"));
        first.receive(krakenState("ETH/USD"));
        line.move("a test");
        ScriptedSession second = transport.session().open();
        loop.run();
        second.receive(krakenState("BTC/USD"));
        second.end(new CloseCause.Failed("reset"));
        int asked = sent(first, "\"subscribe\"").size();
        advanceSeconds(5, first);

        assertThat(told.of(FeedStatus.BookLost.class)).hasSize(1);
        assertThat(sent(first, "\"subscribe\"")).hasSizeGreaterThan(asked);
        first.receive(krakenState("BTC/USD"));
        assertThat(told.lines.getLast()).startsWith("kraken:BTC/USD: resynced");
    }

    @Test
    void aBookThatTheSuccessorDoesNotBeginIsNotLiveThere() {
        Line line = line(new KrakenVenue());
        ScriptedSession first = follow(line, KRAKEN);
        first.receive(krakenState("BTC/USD"));
        line.move("a test");
        ScriptedSession second = transport.session().open();
        loop.run();
        advanceSeconds(11, first, second);
        assertThat(told.of(FeedStatus.Moved.class)).hasSize(1);
        advanceSeconds(60, second);

        assertThat(told.of(FeedStatus.BookLost.class)).hasSize(1);
        assertThat(sent(second, "\"subscribe\"")).hasSizeGreaterThan(1);
    }

    @Test
    void quotesWithoutNumbersAreToldWhileConnectionsChangeOver() {
        Line line = line(new KrakenVenue());
        line.follow(KRAKEN, new Listening(told, Set.of(Channel.QUOTE, Channel.DEPTH)));
        loop.run();
        ScriptedSession first = transport.session().open();
        loop.run();
        first.receive(krakenState("BTC/USD"));
        first.receive(krakenQuote("101.0"));
        line.move("a test");
        first.receive(krakenQuote("102.0"));
        ScriptedSession second = transport.session().open();
        loop.run();
        second.receive(krakenQuote("102.0"));
        first.receive(krakenQuote("103.0"));
        second.receive(krakenState("BTC/USD"));
        assertThat(told.of(FeedStatus.Moved.class)).hasSize(1);
        second.receive(krakenQuote("104.0"));
        advanceSeconds(12, second);

        assertThat(told.lines.stream().filter(it -> it.startsWith("quote "))).hasSize(4);
    }

    @Test
    void anUnreadableFrameRightBehindTheSubscriptionDoesNotEndTheSearchForTrades() {
        Line line = line(new UpbitVenue());
        line.follow(UPBIT, new Listening(told, Set.of(Channel.TRADE)));
        loop.run();
        ScriptedSession first = transport.session().open();
        first.receive(upbitTrade(1));
        first.end(new CloseCause.ByVenue(1001, "away"));
        loop.advanceMs(1_000);
        ScriptedSession second = transport.session().open();
        loop.advanceMs(1_000);
        second.receive("{\"type\":");
        advanceSeconds(60, second);

        assertThat(transport.requests).isNotEmpty();
    }

    private String upbitTrade(long id) {
        return """
        {"type":"trade","code":"KRW-BTC","timestamp":1724227744651,"trade_timestamp":%d,\
        "trade_price":81151000.0,"trade_volume":0.00012322,"ask_bid":"BID",\
        "sequential_id":%d,"stream_type":"REALTIME"}\
        """
                .formatted(loop.wallNs() / 1_000_000, id);
    }

    // The list is one of days by UTC; the day may be young.
    @Test
    void tradesOfYesterdayAreAskedForWhereTodayHasHadNone() {
        Line line = line(new UpbitVenue());
        line.follow(UPBIT, new Listening(told, Set.of(Channel.TRADE)));
        loop.run();
        long dayNs = 86_400_000_000_000L;
        long toMidnightMs = (dayNs - loop.wallNs() % dayNs) / 1_000_000;
        ScriptedSession first = transport.session().open();
        for (long s = 0; s < toMidnightMs / 1000 - 3; s++) {
            loop.advanceMs(1000);
            first.receivePong();
            if (s % 60 == 0) {
                first.receive(upbitTrade(1 + s));
            }
        }
        transport.requests.clear();
        first.receive(upbitTrade(900_000));
        first.end(new CloseCause.ByVenue(1001, "away"));
        loop.advanceMs(3_000);
        ScriptedSession second = transport.session().open();
        advanceSeconds(7, second);
        assertThat(transport.requests).hasSize(1);
        transport.nextRequest().answer("[]");
        advanceSeconds(10, second);

        assertThat(transport.requests).hasSize(1);
        assertThat(transport.nextRequest().uri().toString()).contains("days_ago=1");
    }

    @Test
    void aSubscriptionThatWasTakenAlreadyIsNotRefused() {
        Line line = line(new BitfinexVenue());
        ScriptedSession session = follow(line, BITFINEX);
        session.receive("{\"event\":\"info\",\"version\":2,\"platform\":{\"status\":1}}");
        session.receive("{\"event\":\"conf\",\"status\":\"OK\",\"flags\":537100288}");
        advanceSeconds(6, session);
        assertThat(sent(session, "\"subscribe\"")).hasSize(2);
        session.receive(
                """
                {"event":"subscribed","channel":"book","chanId":7,"symbol":"tBTCUSD",\
                "prec":"P0","freq":"F0","len":"250","pair":"BTCUSD"}\
                """);
        session.receive(
                """
                {"channel":"book","symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"250",\
                "event":"error","msg":"subscribe: dup","code":10301,"pair":"BTCUSD"}\
                """);
        session.receive("[7,[[100,1,2],[101,1,-1]],1,1700000000001]");
        assertThat(told.of(FeedStatus.Refused.class)).isEmpty();
        assertThat(told.of(FeedStatus.BookLive.class)).hasSize(1);
        session.end(new CloseCause.ByVenue(1001, "away"));
        advanceSeconds(1);
        ScriptedSession second = transport.session().open();
        startBitfinex(second);
        assertThat(told.lines.getLast()).startsWith("bitfinex:tBTCUSD: resynced");
    }

    // The venue says nothing about a market that it does not have.
    @Test
    void aMarketThatNeverBeginsDoesNotKeepItsNeighboursMoving() {
        Line line = line(new UpbitVenue());
        line.follow(UPBIT, new Listening(told, Set.of(Channel.DEPTH)));
        line.follow(
                new Instrument("upbit", "KRW-NONE"), new Listening(told, Set.of(Channel.DEPTH)));
        loop.run();
        int opened = 0;
        for (int second = 0; second < 1800; second++) {
            while (opened < transport.sessions.size()) {
                transport.sessions.get(opened++).open();
                transport
                        .session()
                        .receive(
                                """
                                {"type":"orderbook","code":"KRW-BTC","timestamp":1746601573804,\
                                "orderbook_units":[{"ask_price":2,"bid_price":1,"ask_size":1,\
                                "bid_size":1}],"stream_type":"SNAPSHOT"}\
                                """);
            }
            loop.advanceMs(1_000);
            transport.session().receivePong();
        }

        assertThat(transport.sessions).hasSizeLessThan(10);
    }
}
