package dev.fathom.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures that others made: the venue's published samples, and one made with OpenSSL. */
class ApiKeyTest {
    private static final String REST =
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
                    + "&recvWindow=5000&timestamp=1499827319559";

    private static final String RSA_PUBLIC =
            """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlUaOXUv58uhQaYLURpA/
            1IoAh2aeR0/Ky/fWSyhrh3loagw8CJ2WOzyzex8u2THtcQCV0kYFxD851PohzEMH
            6IVaU8ymRHYHgUFkoNgWDt9fJcGPj+mCYGt83QEJ3OQvOHOHzaRSF52aP/5MGg/4
            bgrOHzaNO5ZcqSS/GL38ywU4Ve1GmdZ+Zf3wvAt5yw/SZewjc5VPfsNaS/n7nybg
            JWRbiP+UpC2lRyn/s68JeeTPwcATd5aIdWPWNiIDxtc8cqE4FukMYkx8syQ4tPpt
            nTwk7SC6kiYqnL/Mtmjxd8/08MBiH7HRzChAIsdaWBIei1OC+u9zWkG1gVUDTgEG
            BwIDAQAB
            -----END PUBLIC KEY-----
            """;

    private static final String RSA_SIGNATURE =
            "cC2DjvG0wZVmQ0Xvtgn+qf2wZ9fEGYymmPMYcKv3fUZOlPp5wFl8JczXNdl17T0Aze+zAf4n/kzYT05Gj8lg"
                    + "RRuUc9LN8QNm6TvprKXn/StePoh6ErQ5twEANB3dJBy6QLXvL71o70mGzVLDv4ymi3M23C97o6qn8Qah"
                    + "Z88P+J5/9JOX/XM5WSWrN6dLwhwyknjOgr1IHq3TGzPH87ndhdwZeX8sKX0oUOV+Gc17qYwdC43MP/RV"
                    + "QkhDykQGqUicGRDBerlF2YKMoLz38QQMEy9Be/OVISF9vvAh7NA62BeECYKpc8KquiNkOHrUcuC9THR7"
                    + "41ZkA0wiSu1e2q9NkA==";

    @Test
    void anHmacSignatureIsThatOfTheVenuesSample() {
        ApiKey key =
                ApiKey.hmac(
                        "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
                        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");
        String signature = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

        assertThat(key.verifies(REST, signature)).isTrue();
        assertThat(key.verifies(REST, signature.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(key.verifies(REST + "0", signature)).isFalse();
        assertThat(
                        key.verifies(
                                Authority.payload(
                                        Map.of(
                                                "timestamp",
                                                "1747385641636",
                                                "apiKey",
                                                key.id(),
                                                "signature",
                                                "left out")),
                                "681110a6057ad58657af22f5640fab9dd17418834cdfccdc81be8b0f7b2cde3e"))
                .isTrue();
        assertThat(key.logsOn()).isFalse();
    }

    @Test
    void anHmacSignatureOverSha384IsThatOfBitfinex() {
        ApiKey key = ApiKey.hmac384("testApiKey", "testApiSecret_0123456789abcdefghijklmnopqrs");
        String signature =
                "8edd824d8648f43109360a09f74fabe0f8b89fd770bca73168706a15b8f242fb"
                        + "87a9cf23d3d21d88418d01c864ce783c";

        assertThat(key.verifies("AUTH1755757980000000", signature)).isTrue();
        assertThat(key.verifies("AUTH1755757980000001", signature)).isFalse();
        assertThat(key).hasToString("HmacSHA384 key test...");
    }

    @Test
    void anEd25519SignatureIsThatOfTheVenuesSample() {
        ApiKey key =
                ApiKey.ofPublicKey(
                        "sBRXrJx2DsOraMXOaUovEhgVRcjOvCtQwnWj8VxkOh1xqboS02SPGfKi2h8spZJb",
                        "MCowBQYDK2VwAyEAGUIKv9dSpWXBViXp2m6vAIb8QMFJYBgyFEQsFJlqgA0=");
        String payload = "apiKey=" + key.id() + "&timestamp=1747385641636";
        String signature =
                "LqqFNiYCpcDd68VLRd7JjpP6OdcTnKNlGHJqozy2+CyTDTaslxIrWB6ztGZKkpS3A5E85VQp+iUkBnJ5zUWAAA==";

        assertThat(key.verifies(payload, signature)).isTrue();
        assertThat(key.verifies(payload, signature.replace('L', 'M'))).isFalse();
        assertThat(key.logsOn()).isTrue();
    }

    @Test
    void anRsaSignatureIsThatOfOpenSsl() {
        ApiKey key = ApiKey.ofPublicKey("rsa", RSA_PUBLIC);

        assertThat(key.verifies(REST, RSA_SIGNATURE)).isTrue();
        assertThat(key.verifies(REST.replace("BUY", "SELL"), RSA_SIGNATURE)).isFalse();
        assertThat(key.verifies(REST, "no signature at all")).isFalse();
        assertThat(key.logsOn()).isFalse();
    }

    @Test
    void aKeysTextShowsNoSecret() {
        assertThat(ApiKey.hmac("abcdefgh", "topsecret").toString())
                .isEqualTo("HmacSHA256 key abcd...");
    }

    @Test
    void whatIsNoPublicKeyIsRefused() {
        assertThatThrownBy(() -> ApiKey.ofPublicKey("abc", "AAAA"))
                .hasMessage("the public key is neither RSA nor Ed25519");
        assertThatThrownBy(() -> ApiKey.hmac("with space", "x"))
                .hasMessage("an API key is of letters and digits, not empty");
    }

    @Test
    void whatIsSignedOverRestIsQueryThenBodyAsTheyWere() {
        assertThat(Authority.payload("a=1%2B2&signature=abc", "b=2")).isEqualTo("a=1%2B2b=2");
        assertThat(Authority.payload("a=1&b=2", "signature=abc")).isEqualTo("a=1&b=2");
        assertThat(Authority.payload("signature=abc&a=1", "")).isEqualTo("a=1");
    }
}
