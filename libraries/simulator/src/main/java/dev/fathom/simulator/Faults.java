package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Makes things go wrong. Owned by the simulator's thread, but for {@link #log}. */
public final class Faults {
    private static final int ABNORMAL = 1006;
    private static final int GOING_AWAY = 1001;

    private final SimulatorLoop loop;
    private final VenueClock clock;
    private final StreamHub hub;
    private final Collection<Market> markets;
    private final ArmedFaults armed;
    private final FaultLog log;

    Faults(
            SimulatorLoop loop,
            VenueClock clock,
            StreamHub hub,
            Collection<Market> markets,
            ArmedFaults armed,
            FaultLog log) {
        this.loop = loop;
        this.clock = clock;
        this.hub = hub;
        this.markets = markets;
        this.armed = armed;
        this.log = log;
    }

    /** What the faults have done. Safe for many threads. */
    public FaultLog log() {
        return log;
    }

    /** The faults that have begun and may still take effect. */
    public List<Fault> waiting() {
        return armed.waiting();
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
            case Fault.Disconnect it -> disconnect(it);
            case Fault.Abort it -> abort(it, hub.sessionsOf(it.target()));
            case Fault.HalfOpen it -> halfOpen(it);
            case Fault.Shutdown it -> shutdown(it);
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

    private void disconnect(Fault.Disconnect fault) {
        List<Session> hit = hub.sessionsOf(fault.target());
        if (fault.code() == ABNORMAL) {
            abort(fault, hit);
            return;
        }
        for (Session session : hit) {
            session.close(fault.code(), "");
            log.tookEffect(fault);
        }
        log.ended(fault, !hit.isEmpty());
    }

    private void abort(Fault fault, List<Session> hit) {
        for (Session session : hit) {
            session.abort();
            log.tookEffect(fault);
        }
        log.ended(fault, !hit.isEmpty());
    }

    private void halfOpen(Fault.HalfOpen fault) {
        List<Session> hit = hub.sessionsOf(fault.target());
        for (Session session : hit) {
            session.deafen();
            log.tookEffect(fault);
        }
        log.outage(fault, fault.target(), fault.during().toNanos());
        loop.schedule(
                fault.during().toNanos(),
                () -> {
                    hit.forEach(Session::abort);
                    log.ended(fault, !hit.isEmpty());
                });
    }

    private void shutdown(Fault.Shutdown fault) {
        List<Session> hit = hub.sessionsOf("");
        for (Session session : hit) {
            session.sendShutdown();
            log.tookEffect(fault);
        }
        loop.schedule(
                fault.notice().toNanos(),
                () -> {
                    hit.forEach(it -> it.close(GOING_AWAY, "Server shutdown"));
                    log.ended(fault, !hit.isEmpty());
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
