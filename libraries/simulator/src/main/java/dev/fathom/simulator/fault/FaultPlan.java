package dev.fathom.simulator.fault;

import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.fault.FaultScript.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Random fault scripts for clients that mean to notice everything. */
public final class FaultPlan {
    private static final Duration SOON = Duration.ofMillis(100);

    private FaultPlan() {}

    /**
     * Every kind of fault at least once, in random order, spread over a time; but none of {@link
     * Fault#unseenKinds}, which are for tests of audits. Whatever this does, a careful client never
     * has a wrong book.
     *
     * <p>What only hits a client that connects or asks is followed by something that makes it do
     * so.
     *
     * @param seed one seed, one script
     * @param length the time over which the faults are spread; each fault itself lasts at most
     *     three seconds
     * @param symbols whose messages may be hit
     */
    public static FaultScript all(long seed, Duration length, List<String> symbols) {
        Random random = new Random(seed);
        List<List<Fault>> scenes = new ArrayList<>();
        for (String kind : Fault.kinds()) {
            String symbol = symbols.get(random.nextInt(symbols.size()));
            if (kind.equals("malformed")) {
                scenes.add(List.of(new Fault.Malformed(Breakage.TRUNCATED, count(random), symbol)));
                scenes.add(List.of(new Fault.Malformed(Breakage.TYPES, count(random), symbol)));
            } else if (!Fault.unseenKinds().contains(kind)) {
                scenes.add(scene(random(kind, random, symbol), symbol));
            }
        }
        Collections.shuffle(scenes, random);
        long slotMs = length.toMillis() / scenes.size();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            Duration at = Duration.ofMillis(i * slotMs + random.nextLong(slotMs / 2 + 1));
            for (Fault fault : scenes.get(i)) {
                entries.add(new Entry(at, Duration.ZERO, fault));
                at = at.plus(SOON);
            }
        }
        return new FaultScript(entries);
    }

    /**
     * What can go wrong with an account's events, each kind twice, in random order, spread over a
     * time: events lost, repeated and late, connections closed, cut and dead, expired keys, refused
     * requests and connects.
     *
     * @param seed one seed, one script
     * @param length the time over which the faults are spread; each fault itself lasts at most
     *     three seconds
     */
    public static FaultScript account(long seed, Duration length) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            faults.add(new Fault.Drop(count(random), Fault.ACCOUNT));
            faults.add(new Fault.Duplicate(count(random), Fault.ACCOUNT));
            faults.add(new Fault.Delay(millis(random, 300, 2_000), Fault.ACCOUNT));
            faults.add(new Fault.Disconnect(random.nextBoolean() ? 1001 : 1006, Fault.ACCOUNT));
            faults.add(new Fault.HalfOpen(millis(random, 500, 3_000), Fault.ACCOUNT));
            faults.add(new Fault.ExpireKey());
            faults.add(new Fault.TooManyRequests(Duration.ofSeconds(1), 1));
            faults.add(new Fault.Refuse(millis(random, 500, 2_000)));
        }
        Collections.shuffle(faults, random);
        long slotMs = length.toMillis() / faults.size();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Duration at = Duration.ofMillis(i * slotMs + random.nextLong(slotMs / 2 + 1));
            entries.add(new Entry(at, Duration.ZERO, faults.get(i)));
        }
        return new FaultScript(entries);
    }

    private static List<Fault> scene(Fault fault, String symbol) {
        return switch (fault) {
            case Fault.Refuse _ -> List.of(fault, new Fault.Abort(""));
            case Fault.StaleSnapshot _,
                    Fault.SlowSnapshot _,
                    Fault.TooManyRequests _,
                    Fault.Ban _ ->
                    List.of(fault, new Fault.Drop(1, symbol));
            default -> List.of(fault);
        };
    }

    private static Fault random(String kind, RandomGenerator random, String symbol) {
        return switch (kind) {
            case "drop" -> new Fault.Drop(count(random), symbol);
            case "duplicate" -> new Fault.Duplicate(count(random), symbol);
            case "reorder" -> new Fault.Reorder(count(random), symbol);
            case "delay" -> new Fault.Delay(millis(random, 300, 3_000), symbol);
            case "recut" -> new Fault.Recut(5 + random.nextInt(10), symbol);
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

    private static Duration millis(RandomGenerator random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most + 1));
    }
}
