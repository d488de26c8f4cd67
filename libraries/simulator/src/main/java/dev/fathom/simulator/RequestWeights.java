package dev.fathom.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What each address has used of its request weight in the clock's current minute, and who is
 * banned.
 */
final class RequestWeights {
    /** Requests that may follow a 429 in its minute before the address is banned. */
    static final int PATIENCE = 10;

    private static final long MINUTE_US = 60_000_000;
    private static final long LONGEST_BAN_US = Duration.ofDays(3).toNanos() / 1000;
    private static final int ADDRESSES = 10_000;

    private final int limit;
    private final long firstBanUs;
    private final Map<String, Usage> byAddress = new HashMap<>();

    RequestWeights(int limit, Duration firstBan) {
        this.limit = limit;
        firstBanUs = firstBan.toNanos() / 1000;
    }

    private static final class Usage {
        long minute;
        int used;
        int refused;
        int bans;
        long bannedUntilUs;
    }

    /** Whether a request is answered. */
    sealed interface Verdict {
        /** It is; the address has used this much. */
        record Granted(int used) implements Verdict {}

        /** It is not, until the minute is over. */
        record Limited(int used, long retryAfterSeconds) implements Verdict {}

        /** It is not, until the ban is over. */
        record Banned(long untilUs, long retryAfterSeconds) implements Verdict {}
    }

    /** Counts a request of this weight at this time, microseconds since 1970 UTC. */
    Verdict use(String address, int weight, long nowUs) {
        if (byAddress.size() >= ADDRESSES) {
            byAddress
                    .values()
                    .removeIf(it -> it.minute < nowUs / MINUTE_US && it.bannedUntilUs <= nowUs);
        }
        Usage usage = byAddress.computeIfAbsent(address, _ -> new Usage());
        if (usage.bannedUntilUs > nowUs) {
            return new Verdict.Banned(usage.bannedUntilUs, seconds(usage.bannedUntilUs - nowUs));
        }
        if (usage.minute != nowUs / MINUTE_US) {
            usage.minute = nowUs / MINUTE_US;
            usage.used = 0;
            usage.refused = 0;
        }
        usage.used += weight;
        if (usage.used <= limit) {
            return new Verdict.Granted(usage.used);
        }
        usage.refused++;
        if (usage.refused > PATIENCE) {
            long length = Math.min(LONGEST_BAN_US, firstBanUs << Math.min(usage.bans, 20));
            usage.bans++;
            usage.bannedUntilUs = nowUs + length;
            return new Verdict.Banned(usage.bannedUntilUs, seconds(length));
        }
        return new Verdict.Limited(usage.used, seconds(MINUTE_US - nowUs % MINUTE_US));
    }

    private static long seconds(long us) {
        return Math.ceilDiv(us, 1_000_000);
    }
}
