package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.ApiKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A venue with an account, its clock moved by hand, and what the account's owner has. */
final class AccountWorld {
    static final String HMAC_KEY = "hmacKey0123456789";
    static final String ED_KEY = "edKey0123456789";
    static final Map<String, BigDecimal> BALANCES =
            Map.of(
                    "BTC", new BigDecimal("5"),
                    "ETH", new BigDecimal("60"),
                    "USDT", new BigDecimal("250000"));

    static final String SECRET = "a secret of tests";

    final VirtualLoop loop = new VirtualLoop();
    final BinanceSimulator venue;
    private final KeyPair pair;

    AccountWorld(long seed, int actionsPerSecond) {
        this(Worlds.small(seed), actionsPerSecond, false);
    }

    AccountWorld(SimulatorOptions options, int actionsPerSecond, boolean listenKeys) {
        this(
                options,
                account ->
                        (listenKeys ? account.withListenKeys(Duration.ofMinutes(60)) : account)
                                .withActionsPerSecond(actionsPerSecond));
    }

    AccountWorld(SimulatorOptions options, UnaryOperator<AccountOptions> wishes) {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
        AccountOptions account =
                AccountOptions.of(
                                ApiKey.hmac(HMAC_KEY, SECRET),
                                ApiKey.ofPublicKey(ED_KEY, pair.getPublic()))
                        .withBalances(BALANCES);
        venue = new BinanceSimulator(options.withAccount(wishes.apply(account)), loop);
        venue.start();
    }

    AccountTruth truth() {
        return venue.accountTruth();
    }

    long nowMs() {
        return loop.wallNs() / 1_000_000;
    }

    static String hmac(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    String ed25519(String payload) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(payload.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Parameters of the WebSocket API with key, time and signature. */
    String signed(String key, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("apiKey", key);
        all.putIfAbsent("timestamp", Long.toString(nowMs()));
        String payload =
                all.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining("&"));
        all.put("signature", key.equals(ED_KEY) ? ed25519(payload) : hmac(payload));
        return all.entrySet().stream()
                .map(it -> "\"" + it.getKey() + "\":\"" + it.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A client of the WebSocket API that is subscribed. */
    RecordingClient subscribed() {
        RecordingClient client = RecordingClient.of(venue, "/ws-api/v3?returnRateLimits=false");
        client.say(
                "{\"id\":1,\"method\":\"userDataStream.subscribe.signature\",\"params\":"
                        + signed(HMAC_KEY, Map.of())
                        + "}");
        assertThat(client.take())
                .containsExactly("{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0}}");
        return client;
    }

    /** A signed REST request; parameters as in {@code symbol=BTCUSDT}. */
    HttpReply rest(String method, String endpoint, String parameters) {
        return signedAt(method, "/api/v3/" + endpoint, parameters);
    }

    /** The same at any path. */
    HttpReply signedAt(String method, String path, String parameters) {
        String payload = (parameters.isEmpty() ? "" : parameters + "&") + "timestamp=" + nowMs();
        return ask(
                method,
                path + "?" + payload + "&signature=" + hmac(payload),
                Map.of("x-mbx-apikey", HMAC_KEY),
                "");
    }

    HttpReply ask(String method, String target, Map<String, String> headers, String body) {
        List<HttpReply> replies = new ArrayList<>();
        venue.request(new HttpAsk(method, target, headers, body), "203.0.113.1", replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }
}
