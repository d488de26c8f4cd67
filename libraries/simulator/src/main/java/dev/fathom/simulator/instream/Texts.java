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
    private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");
    private static final DateTimeFormatter RFC3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Texts() {}

    /** Without trailing zeros, with an exponent below a millionth, as JavaScript does. */
    static String javaScript(long units) {
        BigDecimal number = BigDecimal.valueOf(units, InstrumentSpec.SCALE).stripTrailingZeros();
        if (number.signum() == 0 || number.abs().compareTo(MILLIONTH) >= 0) {
            return number.toPlainString();
        }
        int exponent = number.precision() - number.scale() - 1;
        return number.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
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
