package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.Disagreement;
import dev.fathom.account.Secret;
import dev.fathom.market.Instrument;
import dev.fathom.net.CloseCause;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What an account's session says, asks and tells, message by message. */
class AccountFeedTest {
    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<String> told = new ArrayList<>();

    private AccountFeed open(AccountVenue venue) {
        return open(venue, Set.of());
    }

    private AccountFeed open(AccountVenue venue, Set<Instrument> alsoAsked) {
        AccountFeed feed =
                AccountFeed.open(
                        venue,
                        new ApiKey(new Secret("TheKey"), new Secret("TheSecret")),
                        venue.endpoints().getFirst(),
                        AccountTimings.DEFAULT,
                        alsoAsked,
                        transport,
                        new SplittableRandom(1),
                        new AccountFeedListener() {
                            @Override
                            public void onEvent(AccountEvent event) {
                                told.add(event.getClass().getSimpleName());
                            }

                            @Override
                            public void onDisagreement(Disagreement disagreement) {
                                told.add(disagreement.toString());
                            }

                            @Override
                            public void onStatus(AccountStatus status) {
                                told.add(status.text().replaceFirst("; again.*", ""));
                            }
                        });
        transport.loop.run();
        answer("/time", 200, "{\"serverTime\":%d}".formatted(transport.loop.wallNs() / 1_000_000));
        return feed;
    }

    private String answer(String path, int status, String body) {
        ScriptedTransport.Request request = transport.nextRequest();
        assertThat(request.uri().getPath()).endsWith(path);
        request.answer(status, Map.of(), body);
        transport.loop.run();
        return request.uri().toString();
    }

    @Test
    void aListenTokenThatHasToBeSignedIsAskedForAgainWithASignature() {
        open(Venues.account("binance-margin"));

        assertThat(answer("/userListenToken", 400, "{\"code\":-1102,\"msg\":\"timestamp\"}"))
                .doesNotContain("signature");
        assertThat(
                        answer(
                                "/userListenToken",
                                200,
                                "{\"token\":\"a+b=\",\"expirationTime\":99999999999999}"))
                .contains("signature=");
        transport.session().open();

        assertThat(transport.session().sent)
                .singleElement()
                .asString()
                .contains("userDataStream.subscribe.listenToken")
                .contains("\"listenToken\":\"a+b=\"");
        assertThat(told).isEmpty();
    }

    @Test
    void aListenKeyThatIsNotGoodIsReplacedBeforeAnythingIsCalledLive() {
        open(Venues.account("binance-futures"));
        answer("/listenKey", 200, "{\"listenKey\":\"first\"}");
        transport.session().open();
        transport.loop.run();

        answer("/listenKey", 400, "{\"code\":-1125,\"msg\":\"This listenKey does not exist.\"}");
        assertThat(told)
                .containsExactly("not live: HTTP 400, code -1125: This listenKey does not exist.");
        transport.loop.advanceMs(1_000);
        answer("/listenKey", 200, "{\"listenKey\":\"second\"}");
        assertThat(transport.session().uri())
                .hasToString("wss://fstream.binance.com/private/ws?listenKey=second");
        transport.session().open();
        transport.loop.run();
        answer("/listenKey", 200, "{\"listenKey\":\"second\"}");

        assertThat(told).last().isEqualTo("live");
    }

    @Test
    void aKeyThatTheVenueDoesNotTakeEndsItForGood() {
        open(Venues.account("binance"));
        transport.session().open();
        transport
                .session()
                .receive(
                        "{\"id\":1,\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"Invalid\"}}");
        transport.loop.advanceMs(600_000);

        assertThat(told).containsExactly("refused: HTTP 401, code -2015: Invalid");
        assertThat(transport.sessions).hasSize(1);
        assertThat(transport.requests).isEmpty();
    }

    @Test
    void aConnectionThatBrokeIsOpenedAgain() {
        open(Venues.account("binance"));
        transport.session().open();
        transport.session().receive("{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0}}");
        transport.session().end(new CloseCause.Failed("connection reset"));
        transport.loop.advanceMs(1_000);

        assertThat(told).containsExactly("live", "not live: connection reset");
        assertThat(transport.sessions).hasSize(2);
    }

    @Test
    void noConnectionIsOpenedWhileTheVenueRefusesRequests() {
        open(Venues.account("binance"));
        transport.session().open();
        transport.session().receive("{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0}}");
        transport.loop.run();
        transport.nextRequest().answer(418, Map.of("retry-after", "120"), "{}");
        transport.session().end(new CloseCause.ByVenue(1008, "banned"));
        transport.loop.advanceMs(119_000);
        assertThat(transport.sessions).hasSize(1);

        transport.loop.advanceMs(1_000);
        assertThat(transport.sessions).hasSize(2);
    }

    @Test
    void aNewConnectionThatTakesOverAsksForNothingOfBefore() {
        open(Venues.account("binance"), Set.of(new Instrument("binance", "BTCUSDT")));
        subscribe();
        compare();
        for (int i = 0; i < 12; i++) {
            transport.loop.advanceMs(20_000);
            transport.session().receive("{\"id\":9,\"status\":200,\"result\":{}}");
        }
        transport
                .session()
                .receive("{\"subscriptionId\":0,\"event\":{\"e\":\"serverShutdown\",\"E\":1}}");
        transport.loop.run();
        assertThat(transport.sessions).hasSize(2);
        long nowMs = transport.loop.wallNs() / 1_000_000;
        subscribe();

        assertThat(compare())
                .filteredOn(it -> it.contains("startTime="))
                .hasSize(2)
                .allSatisfy(it ->
                        assertThat(Long.parseLong(it.replaceAll(".*startTime=([0-9]+).*", "$1")))
                                .isGreaterThan(nowMs - 70_000));
    }

    @Test
    void aSymbolThatTheVenueDoesNotKnowIsToldOnceAndTheRestIsCompared() {
        open(Venues.account("binance"), Set.of(new Instrument("binance", "BTCUSTD")));
        subscribe();
        while (!transport.requests.isEmpty()) {
            ScriptedTransport.Request request = transport.nextRequest();
            String path = request.uri().getPath();
            if (path.endsWith("/account")) {
                request.answer("{\"updateTime\":1,\"balances\":[]}");
            } else if (path.endsWith("/openOrders")) {
                request.answer("[]");
            } else {
                request.answer(400, Map.of(), "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
            }
            transport.loop.run();
        }

        assertThat(told)
                .filteredOn(it -> it.contains("is not known at the venue"))
                .singleElement()
                .asString()
                .contains("binance:BTCUSTD");
        assertThat(told).anyMatch(it -> it.startsWith("agrees with the venue's lists"));
    }

    private void subscribe() {
        transport.session().open();
        transport.loop.run();
        transport.session().receive("{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0}}");
        transport.loop.run();
    }

    // What is asked for.
    private List<String> compare() {
        List<String> asked = new ArrayList<>();
        while (!transport.requests.isEmpty()) {
            ScriptedTransport.Request request = transport.nextRequest();
            asked.add(request.uri().toString());
            request.answer(
                    request.uri().getPath().endsWith("/account")
                            ? "{\"updateTime\":1,\"balances\":[]}"
                            : "[]");
            transport.loop.run();
        }
        return asked;
    }

    @Test
    void whatWasLostBeforeACutIsAskedForThoughItWasLostLongBefore() {
        open(Venues.account("binance"), Set.of(new Instrument("binance", "BTCUSDT")));
        subscribe();
        compare();
        long goodMs = transport.loop.wallNs() / 1_000_000;
        transport.session().receive("no json");
        transport.loop.run();
        for (int i = 0; i < 8; i++) {
            while (!transport.requests.isEmpty()) {
                transport.nextRequest().fail("no route");
                transport.loop.run();
            }
            transport.loop.advanceMs(20_000);
            transport.session().receive("{\"id\":9,\"status\":200,\"result\":{}}");
        }
        transport.session().end(new CloseCause.Failed("connection reset"));
        while (!transport.requests.isEmpty()) {
            transport.nextRequest().fail("no route");
            transport.loop.run();
        }
        transport.loop.advanceMs(1_000);
        assertThat(transport.sessions).hasSize(2);
        subscribe();

        assertThat(compare())
                .filteredOn(it -> it.contains("startTime="))
                .hasSize(2)
                .allSatisfy(it ->
                        assertThat(Long.parseLong(it.replaceAll(".*startTime=([0-9]+).*", "$1")))
                                .isLessThan(goodMs));
    }

    @Test
    void noConnectionIsOpenedWhileTheStreamSaysThatTheAddressIsBanned() {
        open(Venues.account("binance"));
        transport.session().open();
        transport
                .session()
                .receive(
                        "{\"id\":1,\"status\":418,\"error\":{\"code\":-1003,\"msg\":\"Way too much\",\"data\":{\"retryAfter\":%d}}}"
                                .formatted(transport.loop.wallNs() / 1_000_000 + 120_000));
        transport.loop.advanceMs(119_000);
        assertThat(transport.sessions).hasSize(1);

        transport.loop.advanceMs(1_000);
        assertThat(transport.sessions).hasSize(2);
    }

    @Test
    void closingOnItsOwnThreadEndsTheTransportToo() {
        AtomicBoolean isClosed = new AtomicBoolean();
        transport.atClose = () -> isClosed.set(true);
        AccountFeed feed = open(Venues.account("binance"));

        feed.close();

        assertThat(isClosed).isTrue();
    }
}
