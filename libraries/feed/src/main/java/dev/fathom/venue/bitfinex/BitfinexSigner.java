package dev.fathom.venue.bitfinex;

import dev.fathom.account.Secret;
import dev.fathom.venue.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Bitfinex wants it: HMAC-SHA384 with the secret, in lower-case hex. Neither it nor what
 * it throws shows the key. Safe for many threads.
 */
final class BitfinexSigner {
    private static final String ALGORITHM = "HmacSHA384";

    private final Secret id;
    private final SecretKeySpec secret;

    private BitfinexSigner(Secret id, SecretKeySpec secret) {
        this.id = id;
        this.secret = secret;
    }

    /**
     * The signer of a key.
     *
     * @throws IllegalArgumentException if the key cannot be used; says why, not what it is
     */
    static BitfinexSigner of(ApiKey key) {
        String text = key.secret().reveal().strip();
        if (key.id().isEmpty() || text.isEmpty()) {
            throw new IllegalArgumentException("an API key and its secret must not be empty");
        }
        if (text.startsWith("-----BEGIN ")) {
            throw new IllegalArgumentException(
                    "Bitfinex has no private keys: give the secret that it showed with the key");
        }
        return new BitfinexSigner(
                key.id(), new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** The key that goes with each request. */
    Secret id() {
        return id;
    }

    /** The signature of a text. */
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException _) {
            // Without the cause, which has seen the key.
            throw new IllegalStateException("signing with " + ALGORITHM + " failed");
        }
    }

    @Override
    public String toString() {
        return ALGORITHM + " key";
    }
}
