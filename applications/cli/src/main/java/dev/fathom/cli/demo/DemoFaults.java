package dev.fathom.cli.demo;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.fault.FaultScript.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Faults in random order, each beside what makes it take effect: a refused connection needs
 * somebody who connects, a stale snapshot somebody who asks for one.
 */
final class DemoFaults {
    // A wrong quantity, and a level left out because it ended where it began, are seen by no
    // sequence of ids: what a book cannot know is no part of a proof.
    private static final List<String> UNSEEN = List.of("wrong-level", "omit-net-zero");

    private static final List<String> IN_STREAM =
            List.of("drop", "duplicate", "malformed", "mute", "disconnect", "abort");

    private final Random random;
    private final List<String> symbols;
    private final List<List<Entry>> scenes = new ArrayList<>();

    private DemoFaults(long seed, List<String> symbols) {
        this.random = new Random(seed);
        this.symbols = symbols;
    }

    /** The kinds that {@link #script} holds. */
    static List<String> kinds() {
        return Fault.kinds().stream().filter(kind -> !UNSEEN.contains(kind)).toList();
    }

    /** The kinds that {@link #inStreamScript} holds. */
    static List<String> inStreamKinds() {
        return IN_STREAM;
    }

    /**
     * Every kind that a venue without REST snapshots can have, at least once.
     *
     * @param seed one seed, one script
     * @param length over which the faults are spread
     * @param symbols whose messages may be hit
     */
    static FaultScript inStreamScript(long seed, Duration length, List<String> symbols) {
        DemoFaults faults = new DemoFaults(seed, symbols);
        faults.scene(now(new Fault.Drop(1 + faults.random.nextInt(3), faults.symbol())));
        faults.scene(now(new Fault.Duplicate(1 + faults.random.nextInt(3), faults.symbol())));
        faults.scene(now(new Fault.Malformed(Breakage.TRUNCATED, 1, faults.symbol())));
        faults.scene(now(new Fault.Mute(faults.between(500, 2_500), "")));
        faults.scene(now(new Fault.Disconnect(1001, "")));
        faults.scene(now(new Fault.Abort("")));
        return faults.spread(length);
    }

    /**
     * Every kind that ids reveal, at least once.
     *
     * @param seed one seed, one script
     * @param length over which the faults are spread
     * @param symbols whose messages may be hit
     */
    static FaultScript script(long seed, Duration length, List<String> symbols) {
        DemoFaults faults = new DemoFaults(seed, symbols);
        faults.addMessages();
        faults.addConnections();
        faults.addRequests();
        return faults.spread(length);
    }

    private FaultScript spread(Duration length) {
        Collections.shuffle(scenes, random);
        List<Entry> entries = new ArrayList<>();
        Duration slot = length.dividedBy(scenes.size());
        for (int i = 0; i < scenes.size(); i++) {
            Duration start = slot.multipliedBy(i).plusMillis(random.nextInt(200));
            for (Entry entry : scenes.get(i)) {
                entries.add(new Entry(start.plus(entry.first()), entry.every(), entry.fault()));
            }
        }
        return new FaultScript(entries);
    }

    private void addMessages() {
        scene(now(new Fault.Drop(1 + random.nextInt(3), symbol())));
        scene(now(new Fault.Duplicate(1 + random.nextInt(5), symbol())));
        scene(now(new Fault.Reorder(1, symbol())));
        scene(now(new Fault.Recut(5 + random.nextInt(10), symbol())));
        scene(now(new Fault.Malformed(Breakage.TRUNCATED, 1, symbol())));
        scene(now(new Fault.Malformed(Breakage.TYPES, 1, symbol())));
        scene(now(new Fault.Delay(between(500, 2_500), symbol())));
        scene(now(new Fault.Mute(between(500, 2_500), symbol())));
        scene(now(new Fault.RestartIds(symbol())));
        scene(now(new Fault.ClockStep(between(-3_000, 3_000))));
    }

    private void addConnections() {
        scene(now(new Fault.Disconnect(random.nextBoolean() ? 1001 : 1012, symbol())));
        scene(now(new Fault.Abort(symbol())));
        scene(now(new Fault.HalfOpen(between(1_000, 2_000), symbol())));
        scene(now(new Fault.Shutdown(between(500, 1_500))));
        scene(now(new Fault.Refuse(between(500, 1_500))), soon(new Fault.Abort(symbol())));
    }

    private void addRequests() {
        String symbol = symbol();
        scene(now(new Fault.StaleSnapshot(between(500, 2_000), 1, symbol)), lost(symbol));
        symbol = symbol();
        scene(now(new Fault.SlowSnapshot(between(300, 1_000), 1, symbol)), lost(symbol));
        scene(now(new Fault.TooManyRequests(Duration.ofSeconds(1), 1)), lost(symbol()));
        // Whole seconds: the venue tells them in no other unit.
        scene(now(new Fault.Ban(Duration.ofSeconds(1 + random.nextInt(2)))), lost(symbol()));
    }

    private void scene(Entry... entries) {
        scenes.add(List.of(entries));
    }

    private static Entry now(Fault fault) {
        return new Entry(Duration.ZERO, Duration.ZERO, fault);
    }

    private static Entry soon(Fault fault) {
        return new Entry(Duration.ofMillis(50), Duration.ZERO, fault);
    }

    private static Entry lost(String symbol) {
        return soon(new Fault.Drop(1, symbol));
    }

    private String symbol() {
        return symbols.get(random.nextInt(symbols.size()));
    }

    private Duration between(int leastMs, int mostMs) {
        return Duration.ofMillis(random.nextInt(leastMs, mostMs + 1));
    }
}
