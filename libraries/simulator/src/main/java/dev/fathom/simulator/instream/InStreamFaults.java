package dev.fathom.simulator.instream;

import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes wrong with frames and answers. Owned by the venue's loop. */
final class InStreamFaults {
    private record Armed(Fault fault, int left) {}

    private final List<Armed> armed = new ArrayList<>();
    private final FaultLog log;
    private int mutes;

    InStreamFaults(FaultLog log) {
        this.log = log;
    }

    /** A fault of messages or answers, for so many of them. */
    void arm(Fault fault, int times) {
        armed.add(new Armed(fault, times));
    }

    FaultLog log() {
        return log;
    }

    /** Loses what the account is told. */
    void muteAccount() {
        mutes++;
    }

    /** Ends what {@link #muteAccount} began. */
    void unmuteAccount() {
        mutes--;
    }

    /** What is sent in place of a frame about this symbol, or about the account. */
    List<String> pass(String symbol, String text) {
        boolean ofAccount = symbol.equals(Fault.ACCOUNT);
        if (ofAccount && mutes > 0) {
            return List.of();
        }
        for (Armed next : armed) {
            String target = next.fault().target();
            boolean meansIt = target.equals(symbol) || (target.isEmpty() && !ofAccount);
            if (!meansIt || next.fault() instanceof Fault.TooManyRequests) {
                continue;
            }
            use(next);
            return switch (next.fault()) {
                case Fault.Drop _ -> List.of();
                case Fault.Duplicate _ -> List.of(text, text);
                case Fault.Malformed _ -> List.of(text.substring(0, text.length() / 2));
                default -> throw new IllegalStateException("no fault of frames: " + next.fault());
            };
        }
        return List.of(text);
    }

    /** The fault by which a request is one too many, if there is one; it takes effect. */
    Optional<Fault.TooManyRequests> refusesRequest() {
        for (Armed next : armed) {
            if (next.fault() instanceof Fault.TooManyRequests it) {
                use(next);
                return Optional.of(it);
            }
        }
        return Optional.empty();
    }

    private void use(Armed one) {
        int at = armed.indexOf(one);
        log.tookEffect(one.fault());
        if (one.left() == 1) {
            armed.remove(at);
            log.ended(one.fault(), true);
        } else {
            armed.set(at, new Armed(one.fault(), one.left() - 1));
        }
    }
}
