package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Faults that wait for something to happen to, each for a number of times or for a while. */
final class ArmedFaults {
    private final FaultLog log;
    private final List<Armed<?>> armed = new ArrayList<>();

    ArmedFaults(FaultLog log) {
        this.log = log;
    }

    /** A fault that can take effect a number of times, or any number of times until its end. */
    static final class Armed<F extends Fault> {
        private static final int ANY = Integer.MAX_VALUE;

        final F fault;
        final long endNs;
        int left;
        boolean tookEffect;

        Armed(F fault, int left, long endNs) {
            this.fault = fault;
            this.left = left;
            this.endNs = endNs;
        }
    }

    void arm(Fault fault, int times) {
        armed.add(new Armed<>(fault, times, Long.MAX_VALUE));
    }

    /** Arms for a while; {@link #disarm} is to be called at {@code endNs}, monotonic. */
    void armUntil(Fault fault, long endNs) {
        armed.add(new Armed<>(fault, Armed.ANY, endNs));
    }

    /** When the fault, armed for a while, will end. */
    long endOf(Fault fault) {
        return armed.stream()
                .filter(it -> it.fault.equals(fault))
                .mapToLong(it -> it.endNs)
                .findFirst()
                .orElse(0);
    }

    /** Ends a fault armed for a while. */
    void disarm(Fault fault, long endNs) {
        for (Armed<?> each : List.copyOf(armed)) {
            if (each.fault.equals(fault) && each.endNs == endNs) {
                armed.remove(each);
                log.ended(fault, each.tookEffect);
                return;
            }
        }
    }

    /** The faults that may still take effect. */
    List<Fault> waiting() {
        return armed.stream().<Fault>map(it -> it.fault).toList();
    }

    /** The oldest fault of this kind that fits, which is not used up by this. */
    <F extends Fault> Optional<Armed<F>> find(Class<F> kind, Predicate<F> fits) {
        for (Armed<?> each : armed) {
            if (kind.isInstance(each.fault) && fits.test(kind.cast(each.fault))) {
                @SuppressWarnings("unchecked")
                Armed<F> found = (Armed<F>) each;
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The oldest fault of this kind that fits; it has taken effect once more. */
    <F extends Fault> Optional<F> use(Class<F> kind, Predicate<F> fits) {
        Optional<Armed<F>> found = find(kind, fits);
        found.ifPresent(this::tookEffect);
        return found.map(it -> it.fault);
    }

    /** A message that nobody gets. */
    void dropped(Payload message) {
        log.dropped(new String(message.frame(false, WireTime.MILLISECOND), StandardCharsets.UTF_8));
    }

    /**
     * One of a number of times is used up; or a fault armed for a while has had its first effect.
     */
    void tookEffect(Armed<?> one) {
        if (one.left == Armed.ANY) {
            if (!one.tookEffect) {
                log.tookEffect(one.fault);
            }
            one.tookEffect = true;
            return;
        }
        one.tookEffect = true;
        log.tookEffect(one.fault);
        one.left--;
        if (one.left == 0) {
            armed.remove(one);
            log.ended(one.fault, true);
        }
    }
}
