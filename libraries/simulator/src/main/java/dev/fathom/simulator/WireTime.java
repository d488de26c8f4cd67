package dev.fathom.simulator;

import java.util.Optional;

/** The unit of the times in one connection's messages. */
enum WireTime {
    MILLISECOND,
    MICROSECOND;

    /** What the parameter {@code timeUnit} of an address asks for; empty if it is no unit. */
    static Optional<WireTime> of(Query query) {
        return switch (query.get("timeUnit").orElse("MILLISECOND")) {
            case "MILLISECOND", "millisecond" -> Optional.of(MILLISECOND);
            case "MICROSECOND", "microsecond" -> Optional.of(MICROSECOND);
            default -> Optional.empty();
        };
    }

    long of(long us) {
        return this == MICROSECOND ? us : Math.floorDiv(us, 1000);
    }
}
