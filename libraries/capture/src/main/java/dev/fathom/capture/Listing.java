package dev.fathom.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.venue.InstrumentInfo;
import java.math.BigDecimal;

/** What a manifest tells of an instrument that is recorded, as its venue lists it. Pure. */
final class Listing {
    /** In the manifest. */
    static final String WHAT = "listed";

    private Listing() {}

    static ObjectNode line(InstrumentInfo info, long atMs) {
        ObjectNode line =
                Manifest.line(WHAT)
                        .put("instrument", info.instrument().toString())
                        .put("status", info.status());
        put(line, "tickSize", "priceDecimals", info.tickSize());
        put(line, "stepSize", "sizeDecimals", info.stepSize());
        return line.put("atMs", atMs);
    }

    // Some venues name no step.
    private static void put(ObjectNode line, String step, String decimals, String value) {
        if (!value.isEmpty()) {
            int scale = new BigDecimal(value).stripTrailingZeros().scale();
            line.put(step, value).put(decimals, Math.max(0, scale));
        }
    }
}
