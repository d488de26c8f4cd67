package dev.fathom.simulator;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The listen tokens of margin: each opens one part of the account until its time is over. */
final class ListenTokens {
    private static final int BYTES = 53;
    private static final int KEPT = 10_000;

    private final VenueClock clock;
    private final Duration longest;
    private final RandomGenerator random;
    private final Map<String, ListenToken> alive = new HashMap<>();

    ListenTokens(VenueClock clock, Duration longest, RandomGenerator random) {
        this.clock = clock;
        this.longest = longest;
        this.random = random;
    }

    /**
     * A token.
     *
     * @param expiresUs when it ends, by the venue's clock
     */
    record ListenToken(String text, AccountPart part, long expiresUs) {}

    /** A new token that lives so long, but never longer than the venue lets one. */
    ListenToken create(AccountPart part, Optional<Duration> wanted) {
        Duration life = wanted.filter(it -> it.compareTo(longest) < 0).orElse(longest);
        if (alive.size() >= KEPT) {
            alive.values().removeIf(it -> it.expiresUs <= clock.us());
        }
        ListenToken made = new ListenToken(text(), part, clock.us() + life.toNanos() / 1000);
        alive.put(made.text, made);
        return made;
    }

    /** A token whose text has every letter that needs care in an address. */
    private String text() {
        byte[] bytes = new byte[BYTES];
        while (true) {
            random.nextBytes(bytes);
            String text = Base64.getEncoder().encodeToString(bytes);
            if (text.contains("+") && text.contains("/")) {
                return text;
            }
        }
    }

    /** The token with this text, if it still lives. */
    Optional<ListenToken> find(String text) {
        return Optional.ofNullable(alive.get(text)).filter(it -> it.expiresUs > clock.us());
    }

    /** No token opens anything any more. */
    void endAll() {
        alive.clear();
    }
}
