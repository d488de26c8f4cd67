package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketApiTest {
    private final AccountWorld world = new AccountWorld(3, 0);
    private final RecordingClient client =
            RecordingClient.of(world.venue, "/ws-api/v3?returnRateLimits=false");

    @Test
    void whoeverHasLoggedOnSubscribesWithoutASignature() {
        say("session.logon", world.signed(AccountWorld.ED_KEY, Map.of()));
        say("userDataStream.subscribe", "{}");
        say("session.status", "{}");
        say("session.subscriptions", "{}");

        assertThat(client.take())
                .containsExactly(
                        ok(
                                "{\"apiKey\":\"edKey0123456789\",\"authorizedSince\":1772323200000,"
                                        + "\"connectedSince\":1772323200000,\"returnRateLimits\":false,"
                                        + "\"serverTime\":1772323200000,\"userDataStream\":false}"),
                        ok("{\"subscriptionId\":0}"),
                        ok(
                                "{\"apiKey\":\"edKey0123456789\",\"authorizedSince\":1772323200000,"
                                        + "\"connectedSince\":1772323200000,\"returnRateLimits\":false,"
                                        + "\"serverTime\":1772323200000,\"userDataStream\":true}"),
                        ok("[{\"subscriptionId\":0}]"));
    }

    @Test
    void loggingOutEndsTheSubscriptionOfTheLogon() {
        say("session.logon", world.signed(AccountWorld.ED_KEY, Map.of()));
        say("userDataStream.subscribe", "{}");
        client.take();
        say("session.logout", "{}");

        List<JsonNode> told = client.takeJson();
        assertThat(told.get(0).path("result").path("apiKey").isNull()).isTrue();
        assertThat(told.get(1))
                .hasToString(
                        "{\"subscriptionId\":0,\"event\":{\"e\":\"eventStreamTerminated\",\"E\":1772323200000}}");
        say("userDataStream.subscribe", "{}");
        assertThat(client.take())
                .containsExactly(
                        error(401, -1002, "You are not authorized to execute this request."));
    }

    @Test
    void loggingOutLeavesTheSubscriptionOfASignature() {
        say("session.logon", world.signed(AccountWorld.ED_KEY, Map.of()));
        say("userDataStream.subscribe.signature", world.signed(AccountWorld.ED_KEY, Map.of()));
        say("session.logout", "{}");
        client.take();
        say("session.subscriptions", "{}");

        assertThat(client.take()).containsExactly(ok("[{\"subscriptionId\":0}]"));
    }

    @Test
    void onlyEd25519KeysLogOn() {
        say("session.logon", world.signed(AccountWorld.HMAC_KEY, Map.of()));

        assertThat(client.take())
                .containsExactly(error(400, -4056, "Only Ed25519 API keys can log on."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0      |        | -
                    -5000  |        | -
                    -5001  |        | -1021 Timestamp for this request is outside of the recvWindow.
                    -60000 | 60000  | -
                    -101   | 100.5  | -1021 Timestamp for this request is outside of the recvWindow.
                    0      | 60001  | -1131 recvWindow must be less than 60000.
                    999    |        | -
                    1000   |        | -1021 Timestamp for this request was 1000ms ahead of the server's time.
                    """)
    void aRequestIsOnlyTakenInItsTime(long offsetMs, String window, String expected) {
        String time = Long.toString(world.nowMs() + offsetMs);
        say(
                "userDataStream.subscribe.signature",
                world.signed(
                        AccountWorld.HMAC_KEY,
                        window == null
                                ? Map.of("timestamp", time)
                                : Map.of("timestamp", time, "recvWindow", window)));

        assertThat(client.take())
                .containsExactly(
                        expected.equals("-")
                                ? ok("{\"subscriptionId\":0}")
                                : error(
                                        400,
                                        Integer.parseInt(expected.substring(0, 5)),
                                        expected.substring(6)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"timestamp":1772323200000,"signature":"0"} | 401 | -2014 | API-key format invalid.
                    {"apiKey":"nobodys","timestamp":1772323200000,"signature":"0"} | 401 | -2015 | Invalid API-key, IP, or permissions for action.
                    {"apiKey":"hmacKey0123456789","signature":"0"} | 400 | -1102 | Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.
                    {"apiKey":"hmacKey0123456789","timestamp":1772323200000} | 400 | -1102 | Mandatory parameter 'signature' was not sent, was empty/null, or malformed.
                    {"apiKey":"hmacKey0123456789","timestamp":1772323200000,"signature":"0"} | 400 | -1022 | Signature for this request is not valid.
                    {"apiKey":"edKey0123456789","timestamp":1772323200000,"signature":"no base64"} | 400 | -1022 | Signature for this request is not valid.
                    """)
    void whoeverIsNotTheOwnerIsRefused(String params, int status, int code, String text) {
        for (String method : List.of("userDataStream.subscribe.signature", "account.status")) {
            say(method, params);
            assertThat(client.take()).containsExactly(error(status, code, text));
        }
    }

    @Test
    void aSecondSubscriptionOnOneConnectionIsRefused() {
        RecordingClient subscribed = world.subscribed();
        subscribed.say(
                "{\"id\":2,\"method\":\"userDataStream.subscribe.signature\",\"params\":"
                        + world.signed(AccountWorld.HMAC_KEY, Map.of())
                        + "}");

        assertThat(subscribed.takeJson().getFirst().path("error").path("code").intValue())
                .isEqualTo(-2035);
    }

    @Test
    void unsubscribingIsAnsweredAndEndsTheEvents() {
        RecordingClient subscribed = world.subscribed();
        subscribed.say("{\"id\":2,\"method\":\"userDataStream.unsubscribe\"}");
        world.rest("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001");

        assertThat(subscribed.take())
                .containsExactlyInAnyOrder(
                        "{\"id\":2,\"status\":200,\"result\":{}}",
                        "{\"subscriptionId\":0,\"event\":{\"e\":\"eventStreamTerminated\",\"E\":1772323200000}}");
    }

    @Test
    void answersSayWhatHasBeenUsed() {
        RecordingClient telling = RecordingClient.of(world.venue, "/ws-api/v3");
        telling.say("{\"id\":\"a\",\"method\":\"ping\"}");

        // Two connections, two each; a ping, one.
        assertThat(telling.take())
                .containsExactly(
                        "{\"id\":\"a\",\"status\":200,\"result\":{},\"rateLimits\":[{\"rateLimitType\":"
                                + "\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000,"
                                + "\"count\":5}]}");
    }

    @Test
    void anOrderOverTheApiIsToldAndTradesInTheBook() {
        RecordingClient subscribed = world.subscribed();
        say(
                "order.place",
                world.signed(
                        AccountWorld.HMAC_KEY,
                        Map.of(
                                "symbol", "BTCUSDT",
                                "side", "BUY",
                                "type", "MARKET",
                                "quantity", "0.00100",
                                "newClientOrderId", "mine")));

        JsonNode answer = client.takeJson().getFirst().path("result");
        assertThat(answer.path("status").textValue()).isEqualTo("FILLED");
        List<JsonNode> told = subscribed.takeJson();
        assertThat(told.getFirst().path("event").path("x").textValue()).isEqualTo("NEW");
        JsonNode fill = told.get(told.size() - 2).path("event");
        assertThat(fill.path("X").textValue()).isEqualTo("FILLED");
        assertThat(fill.path("c").textValue()).isEqualTo("mine");
        assertThat(fill.path("t").longValue())
                .isEqualTo(world.venue.truth("BTCUSDT").trades().lastId());
        assertThat(told.getLast().path("event").path("e").textValue())
                .isEqualTo("outboundAccountPosition");
    }

    @Test
    void timesAreInTheUnitAskedFor() {
        RecordingClient fine =
                RecordingClient.of(
                        world.venue, "/ws-api/v3?timeUnit=MICROSECOND&returnRateLimits=false");
        fine.say("{\"id\":7,\"method\":\"time\"}");

        assertThat(fine.take()).containsExactly(ok("{\"serverTime\":1772323200000000}"));
    }

    @Test
    void whatIsNoRequestIsAnsweredWithAnError() {
        client.say("nonsense");
        client.say("{\"id\":7,\"method\":\"no.such\"}");

        assertThat(client.takeJson()).allMatch(it -> it.path("status").intValue() == 400);
    }

    @Test
    void lostAndRepeatedEventsAreThoseOfTheFault() {
        RecordingClient subscribed = world.subscribed();
        world.venue.faults().inject(new Fault.Drop(1, Fault.ACCOUNT));
        world.venue.faults().inject(new Fault.Duplicate(1, Fault.ACCOUNT));
        world.rest(
                "POST",
                "order",
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=20000");

        List<JsonNode> told = subscribed.takeJson();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isEqualTo(told.get(1));
        assertThat(told.get(0).path("event").path("e").textValue())
                .isEqualTo("outboundAccountPosition");
        assertThat(world.venue.faults().log().counts())
                .containsEntry("drop", 1L)
                .containsEntry("duplicate", 1L);
    }

    @Test
    void closingTheAccountsConnectionsLeavesTheOthers() {
        RecordingClient subscribed = world.subscribed();
        RecordingClient publicOne = RecordingClient.of(world.venue, "/ws/btcusdt@trade");
        world.venue.faults().inject(new Fault.Disconnect(1001, Fault.ACCOUNT));

        assertThat(subscribed.take()).containsExactly("close 1001");
        assertThat(publicOne.take()).isEmpty();
        assertThat(client.take()).isEmpty();
    }

    @Test
    void aHalfOpenConnectionHearsNothing() {
        RecordingClient subscribed = world.subscribed();
        world.venue.faults().inject(new Fault.HalfOpen(Duration.ofSeconds(3), Fault.ACCOUNT));
        subscribed.say(
                "{\"id\":2,\"method\":\"order.place\",\"params\":"
                        + world.signed(
                                AccountWorld.HMAC_KEY,
                                Map.of(
                                        "symbol", "BTCUSDT",
                                        "side", "BUY",
                                        "type", "MARKET",
                                        "quantity", "0.00100"))
                        + "}");
        world.loop.pass(3_000);

        assertThat(world.truth().orderIds()).isEmpty();
        assertThat(subscribed.take()).containsExactly("abort");
    }

    @Test
    void anExpiredKeyEndsTheSubscriptionAndNotTheConnection() {
        RecordingClient subscribed = world.subscribed();
        world.venue.faults().inject(new Fault.ExpireKey());

        assertThat(subscribed.take())
                .containsExactly(
                        "{\"subscriptionId\":0,\"event\":{\"e\":\"eventStreamTerminated\",\"E\":1772323200000}}");
        assertThat(world.venue.faults().log().count("expire-key")).isOne();
    }

    @Test
    void theShutdownIsToldWithoutASubscription() {
        RecordingClient subscribed = world.subscribed();
        world.venue.faults().inject(new Fault.Shutdown(Duration.ofSeconds(1)));
        world.loop.pass(1_000);

        assertThat(subscribed.take())
                .containsExactly(
                        "{\"event\":{\"e\":\"serverShutdown\",\"E\":1772323200000}}",
                        "close 1001 Server shutdown");
    }

    @Test
    void tooManyRequestsAreAnsweredWithWhenToComeAgain() {
        world.venue.faults().inject(new Fault.TooManyRequests(Duration.ofSeconds(3), 1));
        say("ping", "{}");

        assertThat(client.take())
                .containsExactly(
                        "{\"id\":7,\"status\":429,\"error\":{\"code\":-1003,\"msg\":\"Too many requests.\","
                                + "\"data\":{\"serverTime\":1772323200000,\"retryAfter\":1772323203000}}}");
    }

    @Test
    void theAccountsStreamCannotBeHadAsAPublicOne() {
        RecordingClient curious = RecordingClient.of(world.venue, "/ws/@account");
        world.rest("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001");

        assertThat(curious.take()).isEmpty();
    }

    private void say(String method, String params) {
        client.say("{\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private static String ok(String result) {
        return "{\"id\":7,\"status\":200,\"result\":" + result + "}";
    }

    private static String error(int status, int code, String text) {
        return "{\"id\":7,\"status\":%d,\"error\":{\"code\":%d,\"msg\":\"%s\"}}"
                .formatted(status, code, text);
    }
}
