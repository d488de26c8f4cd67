package dev.fathom.simulator.fault;

import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.fault.FaultScript.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Random fault scripts that miss no kind. */
public final class FaultPlan {
    private FaultPlan() {}

    /**
     * Every kind of fault but {@link Fault.WrongLevel} at least once, in random order, spread over
     * a time.
     *
     * <p>A wrong level is left out because nothing on the wire reveals it; it is for tests of
     * audits.
     *
     * @param seed one seed, one script
     * @param length the time over which the faults are spread; each fault itself lasts at most
     *     three seconds
     * @param symbols whose messages may be hit
     */
    public static FaultScript all(long seed, Duration length, List<String> symbols) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (String kind : Fault.kinds()) {
            if (kind.equals("malformed")) {
                faults.add(
                        new Fault.Malformed(
                                Breakage.TRUNCATED, count(random), any(random, symbols)));
                faults.add(
                        new Fault.Malformed(Breakage.TYPES, count(random), any(random, symbols)));
            } else if (!kind.equals("wrong-level")) {
                faults.add(random(kind, random, any(random, symbols)));
            }
        }
        Collections.shuffle(faults, random);
        long slotMs = length.toMillis() / faults.size();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            long at = i * slotMs + random.nextLong(slotMs / 2 + 1);
            entries.add(new Entry(Duration.ofMillis(at), Duration.ZERO, faults.get(i)));
        }
        return new FaultScript(entries);
    }

    private static Fault random(String kind, RandomGenerator random, String symbol) {
        return switch (kind) {
            case "drop" -> new Fault.Drop(count(random), symbol);
            case "duplicate" -> new Fault.Duplicate(count(random), symbol);
            case "reorder" -> new Fault.Reorder(count(random), symbol);
            case "delay" -> new Fault.Delay(millis(random, 300, 3_000), symbol);
            case "recut" -> new Fault.Recut(5 + random.nextInt(10), symbol);
            case "omit-net-zero" -> new Fault.OmitNetZero(millis(random, 1_000, 3_000), symbol);
            case "mute" -> new Fault.Mute(millis(random, 300, 3_000), symbol);
            case "disconnect" -> new Fault.Disconnect(random.nextBoolean() ? 1001 : 1012, "");
            case "abort" -> new Fault.Abort("");
            case "half-open" -> new Fault.HalfOpen(millis(random, 1_000, 3_000), "");
            case "shutdown" -> new Fault.Shutdown(millis(random, 500, 2_000));
            case "stale-snapshot" -> new Fault.StaleSnapshot(millis(random, 500, 3_000), 1, "");
            case "slow-snapshot" -> new Fault.SlowSnapshot(millis(random, 300, 2_000), 1, "");
            case "too-many-requests" -> new Fault.TooManyRequests(Duration.ofSeconds(1), 1);
            case "ban" -> new Fault.Ban(millis(random, 1_000, 3_000));
            case "refuse" -> new Fault.Refuse(millis(random, 500, 2_000));
            case "restart-ids" -> new Fault.RestartIds(symbol);
            case "clock-step" -> new Fault.ClockStep(millis(random, -3_000, 3_000));
            default -> throw new IllegalArgumentException("no random fault of the kind " + kind);
        };
    }

    private static int count(RandomGenerator random) {
        return 1 + random.nextInt(3);
    }

    private static String any(RandomGenerator random, List<String> symbols) {
        return symbols.get(random.nextInt(symbols.size()));
    }

    private static Duration millis(RandomGenerator random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most + 1));
    }
}
