package dev.fathom.venue.binance;

import dev.fathom.account.Secret;
import dev.fathom.venue.ApiKey;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Binance wants it: HMAC-SHA256 with a secret, RSA or Ed25519 with a private key
 * in PEM. Neither it nor what it throws shows the key. Safe for many threads.
 */
public final class BinanceSigner {
    private static final byte[] RSA_OID = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] VERSION_0 = {2, 1, 0};

    /** What the key is. */
    public enum Kind {
        /** A secret shared with the venue. */
        HMAC,
        /** A private key of RSA. */
        RSA,
        /** A private key of Ed25519; the only kind that can log on to a session. */
        ED25519
    }

    /** Computes a signature. */
    @FunctionalInterface
    private interface Algorithm {
        String sign(byte[] payload) throws GeneralSecurityException;
    }

    private final Secret id;
    private final Kind kind;
    private final Algorithm algorithm;

    private BinanceSigner(Secret id, Kind kind, Algorithm algorithm) {
        this.id = id;
        this.kind = kind;
        this.algorithm = algorithm;
    }

    /**
     * The signer of a key.
     *
     * @throws IllegalArgumentException if the private key cannot be used; says why, not what it is
     */
    public static BinanceSigner of(ApiKey key) {
        // Line breaks in variables are often written as backslash and n.
        String text = key.secret().reveal().replace("\\n", "\n").strip();
        if (key.id().isEmpty() || text.isEmpty()) {
            throw new IllegalArgumentException("an API key and its secret must not be empty");
        }
        if (!text.startsWith("-----BEGIN ")) {
            byte[] secret = text.getBytes(StandardCharsets.UTF_8);
            return new BinanceSigner(key.id(), Kind.HMAC, payload -> hmac(secret, payload));
        }
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8(text));
        try {
            PrivateKey ed25519 = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            return new BinanceSigner(
                    key.id(), Kind.ED25519, payload -> sign("Ed25519", ed25519, payload));
        } catch (InvalidKeySpecException _) {
            return rsa(key.id(), spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    private static BinanceSigner rsa(Secret id, PKCS8EncodedKeySpec spec) {
        try {
            PrivateKey rsa = KeyFactory.getInstance("RSA").generatePrivate(spec);
            return new BinanceSigner(id, Kind.RSA, payload -> sign("SHA256withRSA", rsa, payload));
        } catch (GeneralSecurityException _) {
            // Without the cause, which has seen the key.
            throw new IllegalArgumentException("the private key is neither Ed25519 nor RSA");
        }
    }

    private static byte[] pkcs8(String pem) {
        String label = pem.substring("-----BEGIN ".length(), Math.max(11, pem.indexOf('\n')));
        if (label.contains("ENCRYPTED") || pem.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "the private key has a pass phrase: write it without one by"
                            + " 'openssl pkey -in KEY.pem -out PLAIN.pem; chmod 600 PLAIN.pem'");
        }
        String body =
                pem.lines().filter(line -> !line.startsWith("-----")).collect(Collectors.joining());
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the private key is not base64");
        }
        if (label.startsWith("RSA PRIVATE KEY")) {
            return sequence(join(VERSION_0, RSA_OID, tagged(4, der)));
        }
        if (!label.startsWith("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "a private key begins with -----BEGIN PRIVATE KEY-----");
        }
        return der;
    }

    // PKCS#1 inside PKCS#8: DER of tag, length and content.
    private static byte[] sequence(byte[] content) {
        return tagged(0x30, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head =
                length < 0x80
                        ? new byte[] {(byte) tag, (byte) length}
                        : length < 0x100
                                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                                : new byte[] {
                                    (byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length
                                };
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String hmac(byte[] secret, byte[] payload) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(payload));
    }

    private static String sign(String algorithm, PrivateKey key, byte[] payload)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(payload);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    /** What the key is. */
    public Kind kind() {
        return kind;
    }

    /** The key that goes with each request. */
    public Secret id() {
        return id;
    }

    /** The signature of a text: hex for HMAC, base64 otherwise. */
    public String sign(String payload) {
        try {
            return algorithm.sign(payload.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException _) {
            throw new IllegalStateException("signing with " + kind + " failed");
        }
    }

    /**
     * A query with its signature, for REST.
     *
     * @param query names and values, percent-encoded, as they will be sent
     */
    public String signedQuery(String query) {
        return query + "&signature=" + URLEncoder.encode(sign(query), StandardCharsets.UTF_8);
    }

    /**
     * The parameters of a request over the WebSocket API, with key and signature, by name.
     *
     * @param parameters without {@code apiKey} and {@code signature}
     */
    public Map<String, String> signedParameters(Map<String, String> parameters) {
        Map<String, String> signed = new TreeMap<>(parameters);
        signed.put("apiKey", id.reveal());
        signed.put(
                "signature",
                sign(
                        signed.entrySet().stream()
                                .map(it -> it.getKey() + "=" + it.getValue())
                                .collect(Collectors.joining("&"))));
        return signed;
    }

    @Override
    public String toString() {
        return kind + " key";
    }
}
