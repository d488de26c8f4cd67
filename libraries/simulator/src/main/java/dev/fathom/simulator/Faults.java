package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Makes things go wrong. Owned by the simulator's thread, but for {@link #log}. */
public final class Faults {
    private static final int ABNORMAL = 1006;
    private static final int GOING_AWAY = 1001;
    private static final long LOOK_AGAIN_NS = 10_000_000;

    private final SimulatorLoop loop;
    private final VenueClock clock;
    private final StreamHub hub;
    private final Collection<Market> markets;
    private final ArmedFaults armed;
    private final FaultLog log;
    private final Runnable expireKeys;
    private final List<Fault> unconnected = new ArrayList<>();

    Faults(
            SimulatorLoop loop,
            VenueClock clock,
            StreamHub hub,
            Collection<Market> markets,
            ArmedFaults armed,
            FaultLog log,
            Runnable expireKeys) {
        this.loop = loop;
        this.clock = clock;
        this.hub = hub;
        this.markets = markets;
        this.armed = armed;
        this.log = log;
        this.expireKeys = expireKeys;
    }

    /** What the faults have done. Safe for many threads. */
    public FaultLog log() {
        return log;
    }

    /** The faults that have begun and may still take effect. */
    public List<Fault> waiting() {
        List<Fault> waiting = new ArrayList<>(armed.waiting());
        waiting.addAll(unconnected);
        return waiting;
    }

    /**
     * Has the faults of a script, its time beginning now.
     *
     * @throws IllegalArgumentException if one names a symbol or stream the venue does not have;
     *     then none is played
     */
    public void play(FaultScript script) {
        script.entries().forEach(it -> check(it.fault()));
        for (FaultScript.Entry entry : script.entries()) {
            loop.schedule(entry.first().toNanos(), () -> play(entry));
        }
    }

    private void play(FaultScript.Entry entry) {
        inject(entry.fault());
        if (!entry.every().isZero()) {
            loop.schedule(entry.every().toNanos(), () -> play(entry));
        }
    }

    private void check(Fault fault) {
        String target = fault.target();
        boolean known =
                target.isEmpty()
                        || hub.stream(target).isPresent()
                        || markets.stream().anyMatch(it -> it.symbol().equals(target));
        if (!known) {
            throw new IllegalArgumentException(
                    fault.kind()
                            + ": no symbol or stream "
                            + target
                            + " here; symbols are "
                            + String.join(", ", markets.stream().map(Market::symbol).toList()));
        }
    }

    /**
     * Has this fault now, or as soon as it can take effect.
     *
     * @throws IllegalArgumentException if it names a symbol or stream the venue does not have
     */
    public void inject(Fault fault) {
        check(fault);
        switch (fault) {
            case Fault.Drop it -> armed.arm(it, it.messages());
            case Fault.Duplicate it -> armed.arm(it, it.messages());
            case Fault.Reorder it -> armed.arm(it, it.messages());
            case Fault.Recut it -> armed.arm(it, it.batches());
            case Fault.Malformed it -> armed.arm(it, it.messages());
            case Fault.WrongLevel it -> armed.arm(it, 1);
            case Fault.StaleSnapshot it -> armed.arm(it, it.requests());
            case Fault.SlowSnapshot it -> armed.arm(it, it.requests());
            case Fault.TooManyRequests it -> armed.arm(it, it.requests());
            case Fault.OmitNetZero it -> armWhile(it, it.during(), () -> {});
            case Fault.Mute it -> {
                log.outage(it, it.target(), it.during().toNanos());
                armWhile(it, it.during(), () -> {});
            }
            case Fault.Delay it -> {
                log.outage(it, it.target(), it.by().toNanos());
                armWhile(it, it.by(), () -> burst(it.target()));
            }
            case Fault.Ban it -> {
                log.outage(it, "", it.during().toNanos());
                armWhile(it, it.during(), () -> {});
            }
            case Fault.Refuse it -> {
                log.outage(it, "", it.during().toNanos());
                armWhile(it, it.during(), () -> {});
            }
            case Fault.Disconnect it -> onceConnected(it, hit -> disconnect(it, hit));
            case Fault.Abort it -> onceConnected(it, hit -> abort(it, hit));
            case Fault.HalfOpen it -> onceConnected(it, hit -> halfOpen(it, hit));
            case Fault.Shutdown it -> onceConnected(it, hit -> shutdown(it, hit));
            case Fault.ExpireKey it ->
                    onceConnected(
                            it,
                            _ -> {
                                expireKeys.run();
                                log.tookEffect(it);
                                log.ended(it, true);
                            });
            case Fault.RestartIds it -> restartIds(it);
            case Fault.ClockStep it -> {
                clock.step(it.by().toNanos());
                log.tookEffect(it);
                log.ended(it, true);
            }
        }
    }

    private void armWhile(Fault fault, Duration during, Runnable atEnd) {
        long endNs = loop.monotonicNs() + during.toNanos();
        armed.armUntil(fault, endNs);
        loop.schedule(
                during.toNanos(),
                () -> {
                    armed.disarm(fault, endNs);
                    atEnd.run();
                });
    }

    private void burst(String target) {
        for (Stream stream : hub.streams()) {
            if (stream.isMeantBy(target) && !stream.awaits(Fault.Delay.class)) {
                stream.burst();
            }
        }
    }

    /** What happens to connections waits until there is one. */
    private void onceConnected(Fault fault, Consumer<List<Session>> effect) {
        List<Session> hit = hub.sessionsOf(fault.target());
        if (!hit.isEmpty()) {
            effect.accept(hit);
            return;
        }
        unconnected.add(fault);
        loop.schedule(
                LOOK_AGAIN_NS,
                () -> {
                    unconnected.remove(fault);
                    onceConnected(fault, effect);
                });
    }

    private void disconnect(Fault.Disconnect fault, List<Session> hit) {
        if (fault.code() == ABNORMAL) {
            abort(fault, hit);
            return;
        }
        for (Session session : hit) {
            session.close(fault.code(), "");
            log.tookEffect(fault);
        }
        log.ended(fault, true);
    }

    private void abort(Fault fault, List<Session> hit) {
        for (Session session : hit) {
            session.abort();
            log.tookEffect(fault);
        }
        log.ended(fault, true);
    }

    private void halfOpen(Fault.HalfOpen fault, List<Session> hit) {
        for (Session session : hit) {
            session.deafen();
            log.tookEffect(fault);
        }
        log.outage(fault, fault.target(), fault.during().toNanos());
        loop.schedule(
                fault.during().toNanos(),
                () -> {
                    hit.forEach(Session::abort);
                    log.ended(fault, true);
                });
    }

    private void shutdown(Fault.Shutdown fault, List<Session> hit) {
        for (Session session : hit) {
            session.sendShutdown();
            log.tookEffect(fault);
        }
        loop.schedule(
                fault.notice().toNanos(),
                () -> {
                    hit.forEach(it -> it.close(GOING_AWAY, "Server shutdown"));
                    log.ended(fault, true);
                });
    }

    private void restartIds(Fault.RestartIds fault) {
        for (Market market : markets) {
            if (fault.target().isEmpty() || fault.target().equals(market.symbol())) {
                market.restartIds();
                log.tookEffect(fault);
            }
        }
        log.ended(fault, true);
    }
}
