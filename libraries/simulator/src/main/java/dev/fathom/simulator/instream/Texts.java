package dev.fathom.simulator.instream;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.CRC32;

/** Numbers and times as venues write them. */
final class Texts {
    private static final DateTimeFormatter RFC3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Texts() {}

    /** As JavaScript writes it. */
    static String javaScript(long units) {
        return JavaScriptNumber.text(BigDecimal.valueOf(units, InstrumentSpec.SCALE));
    }

    /** With so many decimal places. */
    static String fixed(long units, int places) {
        return BigDecimal.valueOf(units, InstrumentSpec.SCALE)
                .setScale(places, RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** Decimal places of a tick. */
    static int places(BigDecimal tick) {
        return Math.max(0, tick.stripTrailingZeros().scale());
    }

    /** To the microsecond. */
    static String rfc3339(long us) {
        return RFC3339.format(
                Instant.ofEpochSecond(
                        Math.floorDiv(us, 1_000_000), Math.floorMod(us, 1_000_000) * 1_000L));
    }

    static long crc32(CharSequence text) {
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
