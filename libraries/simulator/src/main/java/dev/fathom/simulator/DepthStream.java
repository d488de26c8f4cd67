package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.truth.Truth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A stream of depth diffs: at each tick one message with every level touched since the last. */
final class DepthStream extends Stream {
    final Speed speed;
    private final Market market;
    private final Truth truth;
    private final VenueClock clock;
    private final RandomGenerator random;
    private final long wrongBy;
    private final Map<Subscriber, Long> unsentFrom = new HashMap<>();
    private long next;

    DepthStream(
            String name,
            Speed speed,
            Market market,
            VenueClock clock,
            ArmedFaults faults,
            RandomGenerator random,
            long wrongBy) {
        super(name, market.symbol(), faults);
        this.speed = speed;
        this.market = market;
        this.truth = market.truth();
        this.clock = clock;
        this.random = random;
        this.wrongBy = wrongBy;
        next = truth.lastId() + 1;
    }

    @Override
    boolean isDepthDiff() {
        return true;
    }

    /** The time to send has come, if anything changed. */
    void tick() {
        unsentFrom.keySet().retainAll(subscribers());
        boolean recut = !isHeldBack() && awaits(Fault.Recut.class);
        finish(recut);
    }

    /** Sends what has not been sent; the ids start again, the next change having {@code id}. */
    void restartIds(long id) {
        finish(false);
        next = id;
    }

    private void finish(boolean recut) {
        long first = next;
        long last = truth.lastId();
        next = last + 1;
        if (isSilent()) {
            return;
        }
        if (recut && first <= last) {
            recut(first, last);
        } else if (!unsentFrom.isEmpty()) {
            sendEachItsOwn(first, last);
        } else if (first <= last) {
            publish(payload(altered(DepthBatch.of(truth, first, last))));
        }
    }

    private void recut(long first, long last) {
        for (Subscriber session : subscribers()) {
            long from = unsentFrom.getOrDefault(session, first);
            long cut = from - 1 + random.nextLong(last - from + 2);
            if (cut >= from) {
                session.send(payload(DepthBatch.of(truth, from, cut)));
            }
            unsentFrom.put(session, cut + 1);
        }
        hit(Fault.Recut.class);
    }

    private void sendEachItsOwn(long first, long last) {
        for (Subscriber session : subscribers()) {
            long from = unsentFrom.getOrDefault(session, first);
            if (from <= last) {
                session.send(payload(DepthBatch.of(truth, from, last)));
            }
        }
        unsentFrom.clear();
    }

    private DepthBatch altered(DepthBatch batch) {
        DepthBatch result = batch;
        if (awaits(Fault.OmitNetZero.class)) {
            Optional<DepthBatch> fewer = result.withoutNetZero();
            if (fewer.isPresent()) {
                hit(Fault.OmitNetZero.class);
                result = fewer.get();
            }
        }
        if (awaits(Fault.WrongLevel.class)) {
            Optional<DepthBatch> wrong = result.withWrongLevel(wrongBy);
            if (wrong.isPresent()) {
                hit(Fault.WrongLevel.class);
                result = wrong.get();
            }
        }
        return result;
    }

    private Payload payload(DepthBatch batch) {
        long us = clock.us();
        return new Payload(name, unit -> market.update(batch, unit.of(us)));
    }
}
