package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Disagreement;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Fill;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Secret;
import dev.fathom.market.TradeSource;
import dev.fathom.net.CloseCause;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.bitfinex.BitfinexAccountVenue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A conversation with Bitfinex as its documents have it, answered by hand. */
class BitfinexAccountFeedTest {
    private static final String INFO =
            "{\"event\":\"info\",\"version\":2,\"serverId\":\"x\",\"platform\":{\"status\":1}}";
    private static final String CONF = "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":98304}";
    private static final String LOGGED_IN =
            "{\"event\":\"auth\",\"status\":\"OK\",\"chanId\":0,\"userId\":1,\"caps\":{\"orders\":{\"read\":1},"
                    + "\"wallets\":{\"read\":1},\"history\":{\"read\":1}}}";
    private static final String OPEN =
            "[7,null,9,\"tBTCUSD\",1,10,%s,2,\"EXCHANGE LIMIT\",null,null,null,0,\"ACTIVE\",null,null,100,0]";
    private static final String CLOSED =
            "[7,null,9,\"tBTCUSD\",1,40,0,2,\"EXCHANGE LIMIT\",null,null,null,0,\"EXECUTED @ 100(1.5)\",null,null,"
                    + "100,100]";
    private static final String TRADE =
            "[%d,\"tBTCUSD\",%d,7,%s,100,\"EXCHANGE LIMIT\",100,1,%s,9]";

    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> lists = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    private AccountFeed open() {
        AccountFeed feed =
                AccountFeed.open(
                        new BitfinexAccountVenue(),
                        new ApiKey(new Secret("hiddenKey"), new Secret("hiddenSecret")),
                        new BitfinexAccountVenue().endpoints().getFirst(),
                        AccountTimings.DEFAULT,
                        Set.of(),
                        transport,
                        new SplittableRandom(1),
                        new AccountFeedListener() {
                            @Override
                            public void onEvent(AccountEvent event) {
                                told.add(text(event));
                            }

                            @Override
                            public void onStatus(AccountStatus status) {
                                told.add(status.text().replaceAll("again in .*", "again"));
                            }

                            @Override
                            public void onDisagreement(Disagreement disagreement) {
                                told.add("differs: " + disagreement);
                            }
                        });
        transport.loop.run();
        lists.put("orders", "[]");
        lists.put("orders/hist", "[]");
        lists.put("trades/hist", "[]");
        lists.put("wallets", "[[\"exchange\",\"BTC\",1,0,1,null,null]]");
        return feed;
    }

    private static String text(AccountEvent event) {
        boolean isByRest = event.origin().source() == TradeSource.REST;
        String what =
                switch (event) {
                    case OrderUpdate it -> it.state().describe();
                    case OrderReport it -> "list: " + it.state().describe();
                    case Fill it -> "fill " + it.tradeId() + " fee " + it.commission();
                    case EarlyFill it -> "early " + it.tradeId();
                    case AccountPosition it ->
                            "balance " + it.balances().getFirst().free().toPlainString();
                    default -> event.getClass().getSimpleName();
                };
        return isByRest ? what + " by request" : what;
    }

    private void say(String... messages) {
        for (String message : messages) {
            transport.session().receive(message);
            transport.loop.run();
        }
    }

    private void logIn() {
        transport.session().open();
        transport.loop.run();
        say(INFO, CONF, LOGGED_IN);
    }

    // One request at a time is under way.
    private void answer() {
        while (!transport.requests.isEmpty()) {
            assertThat(transport.requests).hasSize(1);
            ScriptedTransport.Request request = transport.nextRequest();
            String what = request.uri().getPath().replace("/v2/auth/r/", "");
            asked.add(what);
            request.answer(lists.getOrDefault(what, "[]"));
            transport.loop.run();
        }
    }

    private void agree() {
        answer();
        transport.loop.advanceMs(1000);
        answer();
    }

    @Test
    void nothingIsSaidBeforeTheVenueGreetsAndEachStepAwaitsItsAnswer() {
        try (AccountFeed _ = open()) {
            transport.session().open();
            transport.loop.run();
            List<String> sent = transport.session().sent;

            assertThat(sent).isEmpty();
            say(INFO);
            assertThat(sent).containsExactly("text {\"event\":\"conf\",\"flags\":98304}");
            say(CONF);
            assertThat(sent).hasSize(2);
            assertThat(sent.getLast())
                    .contains(
                            "\"event\":\"auth\"",
                            "\"authPayload\":\"AUTH17899999800",
                            "\"filter\":[")
                    .doesNotContain("hiddenSecret", "dms");
            assertThat(told).isEmpty();
            say(LOGGED_IN);
            assertThat(told).containsExactly("live");
        }
    }

    @Test
    void anAccountIsFollowedThroughFillsAndACut() {
        try (AccountFeed _ = open()) {
            logIn();
            say(
                    "[0,\"ps\",[],1,0,20]",
                    "[0,\"ws\",[[\"exchange\",\"BTC\",1,0,null,null,null]],2,0,20]",
                    "[0,\"os\",[" + OPEN.formatted("2") + "],3,0,20]");
            lists.put("orders", "[" + OPEN.formatted("2") + "]");
            agree();
            String early = TRADE.formatted(55, 30, "0.5", "null,null");
            String fill = TRADE.formatted(55, 30, "0.5", "-0.05,\"USD\"");
            say(
                    "[0,\"te\"," + early + ",4,1,30]",
                    "[0,\"ou\","
                            + OPEN.formatted("1.5")
                                    .replace("ACTIVE", "PARTIALLY FILLED")
                                    .replace(",10,", ",30,")
                            + ",5,2,30]",
                    "[0,\"hb\",6,31]",
                    "[0,\"tu\"," + fill + ",7,3,32]");
            transport.session().end(new CloseCause.Failed("reset"));
            transport.loop.advanceMs(1000);
            lists.put("orders", "[]");
            lists.put("orders/hist", "[" + CLOSED + "]");
            lists.put("orders/tBTCUSD/hist", "[" + CLOSED + "]");
            lists.put(
                    "trades/hist",
                    "[" + TRADE.formatted(56, 40, "1.5", "-0.15,\"USD\"") + "," + fill + "]");
            logIn();
            agree();

            assertThat(told)
                    .containsExactly(
                            "live",
                            "balance 1",
                            "list: BUY 2 tBTCUSD at 100 is NEW, 0 filled (order 7)",
                            "agrees with the venue's lists: 1 open order",
                            "early 55",
                            "BUY 2 tBTCUSD at 100 is PARTIALLY_FILLED, 0.5 filled (order 7)",
                            "fill 55 fee 0.05",
                            "not live: reset; again",
                            "live",
                            "list: BUY 2 tBTCUSD at 100 is FILLED, 2 filled (order 7) by request",
                            "fill 56 fee 0.15 by request",
                            "agrees with the venue's lists: 0 open orders, fills found only there: 1");
            assertThat(asked.subList(0, 4))
                    .containsExactly("orders", "orders/hist", "trades/hist", "wallets");
        }
    }

    @Test
    void aMessageThatDidNotComeIsLookedForInTheLists() {
        try (AccountFeed _ = open()) {
            logIn();
            say("[0,\"os\",[" + OPEN.formatted("2") + "],3,0,20]");
            lists.put("orders", "[" + OPEN.formatted("2") + "]");
            agree();
            asked.clear();
            lists.put("orders", "[]");
            lists.put("orders/tBTCUSD/hist", "[" + CLOSED + "]");
            lists.put(
                    "order/tBTCUSD:7/trades",
                    "[" + TRADE.formatted(56, 40, "2", "-0.2,\"USD\"") + "]");
            say("[0,\"hb\",6,31]");
            agree();

            assertThat(told)
                    .containsSubsequence(
                            "lost on the way: message 6 came after 3",
                            "list: BUY 2 tBTCUSD at 100 is FILLED, 2 filled (order 7) by request",
                            "fill 56 fee 0.2 by request",
                            "agrees with the venue's lists: 0 open orders, fills found only there: 1");
            assertThat(asked)
                    .containsExactly(
                            "orders",
                            "orders/hist",
                            "trades/hist",
                            "orders/tBTCUSD/hist",
                            "orders/tBTCUSD/hist",
                            "order/tBTCUSD:7/trades",
                            "wallets");
        }
    }

    @Test
    void whatAComparisonThatBeganAnewHadNotAskedYetIsNotAskedAnyMore() {
        try (AccountFeed _ = open()) {
            logIn();
            // The first request is under way, and nothing else can be.
            for (int number = 1; number < 20; number += 2) {
                say("[0,\"hb\"," + number + ",31]");
            }
            agree();

            assertThat(asked)
                    .containsExactly("orders", "orders", "orders/hist", "trades/hist", "wallets");
        }
    }

    @Test
    void anOrderThatEndsBetweenTwoQuestionsIsFoundAmongTheClosedOnes() {
        try (AccountFeed _ = open()) {
            logIn();
            // Half filled when the open ones were listed, gone when it is asked for by itself.
            lists.put("orders", "[" + OPEN.formatted("1.5") + "]");
            lists.put("orders/tBTCUSD/hist", "[" + CLOSED + "]");
            lists.put(
                    "order/tBTCUSD:7/trades",
                    "[" + TRADE.formatted(56, 40, "2", "-0.2,\"USD\"") + "]");
            agree();

            assertThat(asked).containsSubsequence("orders/tBTCUSD", "orders/tBTCUSD/hist");
            assertThat(told)
                    .contains("list: BUY 2 tBTCUSD at 100 is FILLED, 2 filled (order 7) by request")
                    .noneMatch(it -> it.startsWith("differs"))
                    .last()
                    .asString()
                    .startsWith("agrees");
        }
    }

    @Test
    void anOrderThatCameAfterTheOpenOnesWereListedIsFoundAmongThem() {
        try (AccountFeed _ = open()) {
            logIn();
            ScriptedTransport.Request listed = transport.nextRequest();
            say("[0,\"ou\"," + OPEN.formatted("1.5") + ",1,1,20]");
            listed.answer("[]");
            transport.loop.run();
            lists.put("orders/tBTCUSD", "[" + OPEN.formatted("1.5") + "]");
            lists.put(
                    "order/tBTCUSD:7/trades",
                    "[" + TRADE.formatted(56, 10, "0.5", "-0.05,\"USD\"") + "]");
            answer();

            assertThat(asked).contains("orders/tBTCUSD").doesNotContain("orders/tBTCUSD/hist");
            assertThat(told).last().asString().startsWith("agrees with the venue's lists: 1 open");
        }
    }

    @Test
    void aKeyThatIsRefusedEndsItAndASmallNonceDoesNot() {
        try (AccountFeed _ = open()) {
            transport.session().open();
            transport.loop.run();
            say(INFO, CONF);
            String first = transport.session().sent.getLast();
            say(
                    "{\"event\":\"auth\",\"status\":\"FAILED\",\"chanId\":0,\"code\":10114,\"msg\":\"nonce: small\"}");
            transport.loop.advanceMs(1000);
            transport.session().open();
            transport.loop.run();
            say(INFO, CONF);
            assertThat(nonce(transport.session().sent.get(1)))
                    .isGreaterThan(nonce(first) + 60_000_000);
            say(
                    "{\"event\":\"auth\",\"status\":\"FAILED\",\"chanId\":0,\"code\":10100,\"msg\":\"apikey: invalid\"}");

            assertThat(told)
                    .containsExactly(
                            "not live: auth, code 10114: nonce: small (does another program use this key? give each its own); again",
                            "refused: auth, code 10100: apikey: invalid");
            transport.loop.advanceMs(60_000);
            assertThat(transport.sessions).hasSize(2);
        }
    }

    private static long nonce(String login) {
        return Long.parseLong(login.replaceAll(".*\"authNonce\":\"([0-9]+)\".*", "$1"));
    }

    @Test
    void aKeyWithoutTheRightToReadIsNotFollowed() {
        try (AccountFeed _ = open()) {
            transport.session().open();
            transport.loop.run();
            say(
                    INFO,
                    CONF,
                    LOGGED_IN.replace("\"wallets\":{\"read\":1}", "\"wallets\":{\"read\":0}"));

            assertThat(told)
                    .containsExactly(
                            "refused: the key may not read wallets: give it the right to read them");
        }
    }

    @Test
    void requestsAreSignedAndOneNonceRisesOverSocketAndRequests() {
        try (AccountFeed _ = open()) {
            logIn();
            long before = nonce(transport.session().sent.getLast());
            ScriptedTransport.Request request = transport.nextRequest();

            assertThat(request.uri()).hasToString("https://api.bitfinex.com/v2/auth/r/orders");
            assertThat(request.asked().body()).isEqualTo("{}");
            assertThat(request.asked().headers())
                    .containsKeys("bfx-signature")
                    .containsEntry("bfx-apikey", "hiddenKey")
                    .containsEntry("Content-Type", "application/json");
            assertThat(Long.parseLong(request.asked().headers().getOrDefault("bfx-nonce", "")))
                    .isGreaterThan(before);
            assertThat(request.asked().toString()).doesNotContain("hidden");
        }
    }
}
