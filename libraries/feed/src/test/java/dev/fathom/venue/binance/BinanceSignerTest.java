package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.account.Secret;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.binance.BinanceSigner.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signatures that Binance documents, and those of a throw-away RSA key, which were made with
 * OpenSSL.
 */
class BinanceSignerTest {
    private static final String ORDER =
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
    private static final Map<String, String> AT = Map.of("timestamp", "1747385641636");
    private static final String RSA_ID =
            "throwAwayRsaApiKey0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
    private static final String HMAC_ID =
            "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private static final String HMAC_SECRET =
            "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private static final String ED25519_ID =
            "sBRXrJx2DsOraMXOaUovEhgVRcjOvCtQwnWj8VxkOh1xqboS02SPGfKi2h8spZJb";
    private static final String ED25519_PEM =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u
            -----END PRIVATE KEY-----
            """;

    private static BinanceSigner signer(String id, String secret) {
        return BinanceSigner.of(new ApiKey(new Secret(id), new Secret(secret)));
    }

    private static String rsaPem() throws IOException {
        try (var in =
                Objects.requireNonNull(
                        BinanceSignerTest.class.getResourceAsStream("/keys/throw-away-rsa.pem"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void hmacIsAsDocumented() {
        BinanceSigner signer = signer(HMAC_ID, HMAC_SECRET);

        assertThat(signer.kind()).isEqualTo(Kind.HMAC);
        assertThat(signer.signedQuery(ORDER))
                .isEqualTo(
                        ORDER
                                + "&signature=c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
        assertThat(signer.signedParameters(AT))
                .isEqualTo(
                        Map.of(
                                "apiKey",
                                HMAC_ID,
                                "timestamp",
                                "1747385641636",
                                "signature",
                                "681110a6057ad58657af22f5640fab9dd17418834cdfccdc81be8b0f7b2cde3e"));
    }

    @Test
    void ed25519IsAsDocumented() {
        BinanceSigner signer = signer(ED25519_ID, ED25519_PEM);

        assertThat(signer.kind()).isEqualTo(Kind.ED25519);
        assertThat(signer.signedParameters(AT))
                .containsEntry(
                        "signature",
                        "LqqFNiYCpcDd68VLRd7JjpP6OdcTnKNlGHJqozy2+CyTDTaslxIrWB6ztGZKkpS3A5E85VQp+iUkBnJ5zUWAAA==");
    }

    @Test
    void rsaIsAsOpenSslMakesIt() throws IOException {
        BinanceSigner signer = signer(RSA_ID, rsaPem());

        assertThat(signer.kind()).isEqualTo(Kind.RSA);
        assertThat(signer.sign(ORDER))
                .isEqualTo(
                        "cC2DjvG0wZVmQ0Xvtgn+qf2wZ9fEGYymmPMYcKv3fUZOlPp5wFl8JczXNdl17T0Aze+zAf"
                                + "4n/kzYT05Gj8lgRRuUc9LN8QNm6TvprKXn/StePoh6ErQ5twEANB3dJBy6QLXvL71o70mG"
                                + "zVLDv4ymi3M23C97o6qn8QahZ88P+J5/9JOX/XM5WSWrN6dLwhwyknjOgr1IHq3TGzPH87"
                                + "ndhdwZeX8sKX0oUOV+Gc17qYwdC43MP/RVQkhDykQGqUicGRDBerlF2YKMoLz38QQMEy9B"
                                + "e/OVISF9vvAh7NA62BeECYKpc8KquiNkOHrUcuC9THR741ZkA0wiSu1e2q9NkA==");
        assertThat(signer.signedQuery(ORDER))
                .isEqualTo(
                        ORDER
                                + "&signature="
                                + "cC2DjvG0wZVmQ0Xvtgn%2Bqf2wZ9fEGYymmPMYcKv3fUZOlPp5wFl8JczXNdl17T0Aze%2"
                                + "BzAf4n%2FkzYT05Gj8lgRRuUc9LN8QNm6TvprKXn%2FStePoh6ErQ5twEANB3dJBy6QLXv"
                                + "L71o70mGzVLDv4ymi3M23C97o6qn8QahZ88P%2BJ5%2F9JOX%2FXM5WSWrN6dLwhwyknjO"
                                + "gr1IHq3TGzPH87ndhdwZeX8sKX0oUOV%2BGc17qYwdC43MP%2FRVQkhDykQGqUicGRDBer"
                                + "lF2YKMoLz38QQMEy9Be%2FOVISF9vvAh7NA62BeECYKpc8KquiNkOHrUcuC9THR741ZkA0"
                                + "wiSu1e2q9NkA%3D%3D");
        assertThat(signer.signedParameters(AT))
                .containsEntry(
                        "signature",
                        "elNy3IsD/rEDUptRo2kBrLhJAnqj6waDIi2RvJktujR8ok0mAbIqpxcVF2Rkz51Aj9jycl"
                                + "MNYLRv92tV6cCkiGfs4q0Od3Ebt0V+RwrDu0MvQhHyGCcEbSjvLMFzpzWMQ2jjnrFZpbm3"
                                + "L/Y8t7HAIJ4LNEGCN3DD8596wZdn1cT/GOOkGUBy6hwyMFAmtbiNrO0Kjmi2FkmuZGNE9Y"
                                + "vLt8Q+1THntOZH4C3aSvzO4ukgAGxV/UFHVp+jIF41NwFyTcvZzir9zyOZfGGM5o8gwg+L"
                                + "2Zw/ZtpdOogKPsPc9ZMemsGpqx14ZV9dhvx0AlU4AUcE1CfkOgD3g+eeMzTDFA==");
    }

    @Test
    void theOldFormOfRsaKeysIsTheSameKey() throws IOException {
        String body =
                rsaPem().lines().filter(it -> !it.startsWith("-")).collect(Collectors.joining());
        byte[] pkcs8 = Base64.getDecoder().decode(body);
        // PKCS#8 puts 26 bytes of version, algorithm and lengths before it.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String old =
                "-----BEGIN RSA PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pkcs1)
                        + "\n-----END RSA PRIVATE KEY-----";

        assertThat(signer(RSA_ID, old).sign(ORDER)).isEqualTo(signer(RSA_ID, rsaPem()).sign(ORDER));
    }

    @Test
    void lineBreaksMayBeWrittenAsInVariables() {
        assertThat(signer(ED25519_ID, ED25519_PEM.replace("\n", "\\n")).sign(ORDER))
                .isEqualTo(signer(ED25519_ID, ED25519_PEM).sign(ORDER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0!\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END EC PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----"
            })
    void aKeyThatCannotBeUsedIsRefusedWithoutBeingShown(String secret) {
        assertThatThrownBy(() -> signer("id", secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .contains("key")
                .doesNotContain("c2Vj");
    }

    @Test
    void nothingShowsTheKey() throws IOException {
        for (String secret : new String[] {HMAC_SECRET, ED25519_PEM, rsaPem()}) {
            ApiKey key = new ApiKey(new Secret("idThatIsHidden"), new Secret(secret));
            BinanceSigner signer = BinanceSigner.of(key);

            assertThat(key + " " + signer + " " + signer.id())
                    .doesNotContain("idThatIsHidden")
                    .doesNotContain(
                            secret.lines()
                                    .skip(secret.contains("\n") ? 1 : 0)
                                    .findFirst()
                                    .orElseThrow());
        }
    }
}
