package dev.fathom.simulator.instream;

import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What goes wrong with connections. What happens to the account's waits until one of them is logged
 * in. Owned by the venue's loop.
 */
final class InStreamOutages {
    private static final int ABNORMAL = 1006;
    private static final long LOOK_AGAIN_NS = 10_000_000;

    private final SimulatorLoop loop;
    private final FaultLog log;
    private final List<InStreamSession> sessions;
    private long mutedUntilNs = Long.MIN_VALUE;
    private long refusesUntilNs = Long.MIN_VALUE;

    /**
     * Nothing is wrong yet.
     *
     * @param sessions those of now; changes
     */
    InStreamOutages(SimulatorLoop loop, FaultLog log, List<InStreamSession> sessions) {
        this.loop = loop;
        this.log = log;
        this.sessions = sessions;
    }

    /** Whether nothing is sent about any book. */
    boolean isMuted() {
        return loop.monotonicNs() < mutedUntilNs;
    }

    /** Whether no connection is accepted. */
    boolean isRefusing() {
        return loop.monotonicNs() < refusesUntilNs;
    }

    void mute(Fault.Mute fault) {
        mutedUntilNs = loop.monotonicNs() + fault.during().toNanos();
        during(fault, fault.during(), () -> {});
    }

    void refuse(Fault.Refuse fault) {
        refusesUntilNs = loop.monotonicNs() + fault.during().toNanos();
        during(fault, fault.during(), () -> {});
    }

    void disconnect(Fault.Disconnect fault) {
        if (fault.code() == ABNORMAL) {
            abort(fault);
        } else {
            toConnections(fault, it -> it.close(fault.code()));
        }
    }

    void abort(Fault fault) {
        toConnections(fault, InStreamSession::abort);
    }

    void deafen(Fault.HalfOpen fault) {
        whenConnected(
                fault,
                hit -> {
                    hit.forEach(InStreamSession::deafen);
                    during(fault, fault.during(), () -> hit.forEach(InStreamSession::abort));
                });
    }

    /** Writes down a fault of some time, and ends it then. */
    void during(Fault fault, Duration length, Runnable atEnd) {
        log.tookEffect(fault);
        log.outage(fault, fault.target(), length.toNanos());
        loop.schedule(
                length.toNanos(),
                () -> {
                    atEnd.run();
                    log.ended(fault, true);
                });
    }

    private void toConnections(Fault fault, Consumer<InStreamSession> effect) {
        whenConnected(
                fault,
                hit -> {
                    hit.forEach(effect);
                    log.tookEffect(fault);
                    log.ended(fault, true);
                });
    }

    private void whenConnected(Fault fault, Consumer<List<InStreamSession>> effect) {
        boolean ofAccount = fault.target().equals(Fault.ACCOUNT);
        List<InStreamSession> hit =
                sessions.stream().filter(it -> !ofAccount || it.isLoggedIn()).toList();
        if (ofAccount && hit.isEmpty()) {
            loop.schedule(LOOK_AGAIN_NS, () -> whenConnected(fault, effect));
        } else {
            effect.accept(hit);
        }
    }
}
