package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A simulated Bitfinex with an account, its clock moved by hand. */
final class BitfinexWorld {
    static final String KEY = "bitfinexKey";
    static final String SECRET = "a secret of tests";

    final VirtualLoop loop = new VirtualLoop();
    final InStreamSimulator venue;
    private long nonce = 1_000;

    BitfinexWorld(long seed) {
        BitfinexDialect dialect = new BitfinexDialect();
        List<InstrumentSpec> instruments =
                dialect.instruments().stream().map(it -> it.withLevelsPerSide(40)).toList();
        venue =
                new InStreamSimulator(
                        dialect,
                        seed,
                        instruments,
                        100_000,
                        Optional.of(
                                AccountOptions.of(ApiKey.hmac384(KEY, SECRET))
                                        .withActionsPerSecond(20)),
                        loop);
        venue.start();
    }

    AccountTruth truth() {
        return venue.accountTruth();
    }

    /** A number above all before. */
    String nonce() {
        return Long.toString(nonce++);
    }

    static String signed(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA384");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA384"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A login with this number, signed with this secret. */
    static String login(String key, String nonce, String secret, String filter) {
        return "{\"event\":\"auth\",\"apiKey\":\"%s\",\"authNonce\":\"%s\",\"authPayload\":\"AUTH%s\",\"authSig\":\"%s\",\"filter\":[%s]}"
                .formatted(key, nonce, nonce, signed("AUTH" + nonce, secret), filter);
    }

    /** A client that has been greeted and has numbers and times, but has not logged in. */
    RecordingClient greeted() {
        RecordingClient client = RecordingClient.of(venue, "/ws/2");
        loop.pass(1);
        client.say("{\"event\":\"conf\",\"flags\":98304}");
        assertThat(client.take()).hasSize(2);
        return client;
    }

    /** A client that is told the account; its login's answer has been taken. */
    RecordingClient loggedIn(String filter) {
        RecordingClient client = greeted();
        client.say(login(KEY, nonce(), SECRET, filter));
        JsonNode answer = RecordingClient.json(client.got.removeFirst());
        assertThat(answer.path("status").asText()).isEqualTo("OK");
        assertThat(answer.path("chanId").asInt(-1)).isZero();
        assertThat(answer.path("caps").path("wallets").path("read").asInt()).isOne();
        return client;
    }

    /** A signed request. */
    HttpReply ask(String what, String body) {
        return ask(what, body, KEY, nonce(), SECRET);
    }

    HttpReply ask(String what, String body, String key, String nonce, String secret) {
        String path = "/v2/auth/r/" + what;
        List<HttpReply> replies = new ArrayList<>();
        venue.request(
                new HttpAsk(
                        "POST",
                        path,
                        Map.of(
                                "bfx-nonce",
                                nonce,
                                "bfx-apikey",
                                key,
                                "bfx-signature",
                                signed("/api" + path + nonce + body, secret)),
                        body),
                "203.0.113.1",
                replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }
}
