package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.venue.BadFrame;
import dev.fathom.venue.DecodedLog;
import dev.fathom.venue.LevelTexts;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Frames in the usual form, and almost in it, mean what they mean to the general way. */
class UsualUpdatePropertyTest {
    private static final String[] SYMBOLS = {
        "BTCUSDT", "1INCHUSDT", "币安人生USDT", "A\\u0042", "\\\\"
    };

    /** White space at the end is never usual, so it leads to the general way. */
    @Property(tries = 20_000)
    void bothWaysReadTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        boolean combined = random.nextBoolean();
        DecodedLog usual = log(combined);
        DecodedLog general = log(combined);
        for (int i = 0; i < 5; i++) {
            // Names are known from their second frame on.
            StringBuilder frame = new StringBuilder(frame(random, combined));
            if (i > 0 && random.nextInt(3) > 0) {
                LevelTexts.damage(frame, random);
            }
            assertThat(meaning(usual.decode(frame.toString())))
                    .as(frame.toString())
                    .isEqualTo(meaning(general.decode(frame + " ")));
        }
    }

    private static DecodedLog log(boolean combined) {
        return combined ? DecodedLog.combined() : DecodedLog.raw("btcusdt@depth@100ms");
    }

    // Where a text is bad differs if white space follows it.
    private static List<Object> meaning(List<Object> told) {
        return told.stream()
                .map(it ->
                        it instanceof BadFrame bad
                                ? new BadFrame(bad.instrument(), bad.depth(), bad.number(), "")
                                : it)
                .toList();
    }

    private static String frame(Random random, boolean combined) {
        String symbol =
                random.nextInt(4) > 0 ? SYMBOLS[0] : SYMBOLS[random.nextInt(SYMBOLS.length)];
        String update =
                "{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"%s\",\"U\":%d,\"u\":%d,\"b\":[%s,\"a\":[%s"
                        .formatted(
                                random.nextLong(2_000_000_000_000L),
                                symbol,
                                random.nextLong(1L << (1 + random.nextInt(60))),
                                random.nextLong(1L << (1 + random.nextInt(60))),
                                LevelTexts.levels(random).replace("]}", "]"),
                                LevelTexts.levels(random));
        String stream =
                random.nextInt(8) > 0 ? "btcusdt" : symbol.toLowerCase(java.util.Locale.ROOT);
        return combined
                ? "{\"stream\":\"" + stream + "@depth@100ms\",\"data\":" + update + "}"
                : update;
    }
}
