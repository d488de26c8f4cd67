package dev.fathom.simulator.instream;

import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.fault.Fault;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong with the frames of books. Owned by the venue's loop. */
final class InStreamFaults {
    private record Armed(Fault fault, int left) {}

    private final List<Armed> armed = new ArrayList<>();
    private final FaultLog log;

    InStreamFaults(FaultLog log) {
        this.log = log;
    }

    /** A fault of messages, for so many of them. */
    void arm(Fault fault, int messages) {
        armed.add(new Armed(fault, messages));
    }

    FaultLog log() {
        return log;
    }

    /** What is sent in place of a frame about this symbol. */
    List<String> pass(String symbol, String text) {
        for (int i = 0; i < armed.size(); i++) {
            Armed next = armed.get(i);
            String target = next.fault().target();
            if (!target.isEmpty() && !target.equals(symbol)) {
                continue;
            }
            if (next.left() == 1) {
                armed.remove(i);
                log.ended(next.fault(), true);
            } else {
                armed.set(i, new Armed(next.fault(), next.left() - 1));
            }
            log.tookEffect(next.fault());
            return switch (next.fault()) {
                case Fault.Drop _ -> List.of();
                case Fault.Duplicate _ -> List.of(text, text);
                case Fault.Malformed _ -> List.of(text.substring(0, text.length() / 2));
                default -> throw new IllegalStateException("no fault of frames: " + next.fault());
            };
        }
        return List.of(text);
    }
}
