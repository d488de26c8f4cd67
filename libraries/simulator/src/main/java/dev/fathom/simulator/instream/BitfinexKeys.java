package dev.fathom.simulator.instream;

import dev.fathom.simulator.account.ApiKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may ask for the account. The number that goes with a key rises from one use to the next, over
 * connections and requests together. Owned by the venue's loop.
 */
final class BitfinexKeys {
    private static final long LARGEST = (1L << 53) - 1;
    private static final int NO_KEY = 10_100;
    private static final int NONCE = 10_114;

    private final List<ApiKey> keys;
    private final Map<String, Long> used = new HashMap<>();

    BitfinexKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Why somebody is not let in; empty if they are. A number is used up by a right signature only.
     *
     * @param id the key's public part
     * @param signed what was signed
     */
    Optional<Refusal> refusal(String id, String nonce, String signed, String signature) {
        Optional<ApiKey> key = keys.stream().filter(it -> it.id().equals(id)).findFirst();
        if (key.isEmpty()) {
            return Optional.of(new Refusal(NO_KEY, "apikey: invalid"));
        }
        if (!key.get().verifies(signed, signature)) {
            return Optional.of(new Refusal(NO_KEY, "apikey: digest invalid"));
        }
        if (!nonce.matches("[0-9]{1,16}") || Long.parseLong(nonce) > LARGEST) {
            return Optional.of(new Refusal(NONCE, "nonce: invalid"));
        }
        long number = Long.parseLong(nonce);
        if (number <= used.getOrDefault(id, -1L)) {
            return Optional.of(new Refusal(NONCE, "nonce: small"));
        }
        used.put(id, number);
        return Optional.empty();
    }
}
