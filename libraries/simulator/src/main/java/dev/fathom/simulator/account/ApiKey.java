package dev.fathom.simulator.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An API key of the account and what its signatures are checked with. Immutable; its text never
 * shows a secret.
 */
public final class ApiKey {
    private static final String HMAC = "HmacSHA256";
    private static final String HMAC_384 = "HmacSHA384";
    private static final String RSA = "SHA256withRSA";
    private static final String ED25519 = "Ed25519";

    private final String id;
    private final String algorithm;
    private final Check check;

    /** Whether a signature is that of a text. */
    @FunctionalInterface
    private interface Check {
        boolean holds(byte[] payload, String signature) throws GeneralSecurityException;
    }

    private ApiKey(String id, String algorithm, Check check) {
        if (!id.matches("[A-Za-z0-9]{1,256}")) {
            throw new IllegalArgumentException("an API key is of letters and digits, not empty");
        }
        this.id = id;
        this.algorithm = algorithm;
        this.check = check;
    }

    /** A key whose owner signs with a shared secret (HMAC-SHA256, hexadecimal). */
    public static ApiKey hmac(String id, String secret) {
        return hmac(id, secret, HMAC);
    }

    /** The same with HMAC-SHA384. */
    public static ApiKey hmac384(String id, String secret) {
        return hmac(id, secret, HMAC_384);
    }

    private static ApiKey hmac(String id, String secret, String algorithm) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the secret of an API key is empty");
        }
        SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm);
        return new ApiKey(
                id,
                algorithm,
                (payload, signature) -> {
                    Mac mac = Mac.getInstance(algorithm);
                    mac.init(key);
                    String expected = HexFormat.of().formatHex(mac.doFinal(payload));
                    return MessageDigest.isEqual(
                            expected.getBytes(StandardCharsets.US_ASCII),
                            signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
                });
    }

    /**
     * A key whose owner signs with a private key: RSA (PKCS #1 v1.5 over SHA-256) or Ed25519, both
     * in base64.
     *
     * @param pem the public key, X.509, with or without the lines around it
     * @throws IllegalArgumentException if it is neither an RSA nor an Ed25519 public key
     */
    public static ApiKey ofPublicKey(String id, String pem) {
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the public key is not base64", e);
        }
        for (String kind : new String[] {ED25519, "RSA"}) {
            try {
                return ofPublicKey(
                        id,
                        KeyFactory.getInstance(kind)
                                .generatePublic(new X509EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException _) {
                // Then it may be of the other kind.
            }
        }
        throw new IllegalArgumentException("the public key is neither RSA nor Ed25519");
    }

    /** The same with a key that has been read already. */
    public static ApiKey ofPublicKey(String id, PublicKey key) {
        String algorithm = key.getAlgorithm().equals("RSA") ? RSA : ED25519;
        return new ApiKey(
                id,
                algorithm,
                (payload, signature) -> {
                    Signature verifier = Signature.getInstance(algorithm);
                    verifier.initVerify(key);
                    verifier.update(payload);
                    return verifier.verify(Base64.getDecoder().decode(signature));
                });
    }

    /** The public part, as in {@code X-MBX-APIKEY}. */
    public String id() {
        return id;
    }

    /** Whether its owner may log a session on. */
    public boolean logsOn() {
        return algorithm.equals(ED25519);
    }

    /** Whether the signature is this key's for the text. */
    public boolean verifies(String payload, String signature) {
        try {
            return check.holds(payload.getBytes(StandardCharsets.UTF_8), signature);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Not even the form of a signature.
            return false;
        }
    }

    @Override
    public String toString() {
        return algorithm + " key " + id.substring(0, Math.min(4, id.length())) + "...";
    }
}
