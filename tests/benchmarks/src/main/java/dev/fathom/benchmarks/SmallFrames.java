package dev.fathom.benchmarks;

import dev.fathom.book.Decimals;
import dev.fathom.net.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Trades and quotes as Binance's combined stream carries them, drawn from a seed. */
final class SmallFrames {
    private static final int SCALE = 8;
    private static final int COUNT = 512;

    private final SplittableRandom random;

    SmallFrames(long seed) {
        this.random = new SplittableRandom(seed);
    }

    List<Frame> trades() {
        return frames(id ->
                """
                {"stream":"btcusdt@trade","data":{"e":"trade","E":%d,"s":"BTCUSDT",\
                "t":%d,"p":"%s","q":"%s","T":%d,"m":%b,"M":true}}\
                """
                        .formatted(
                                1_760_000_000_000L + id,
                                5_000_000_000L + id,
                                price(0),
                                size(),
                                1_760_000_000_000L + id,
                                random.nextBoolean()));
    }

    List<Frame> quotes() {
        return frames(id ->
                """
                {"stream":"btcusdt@bookTicker","data":{"u":%d,"s":"BTCUSDT",\
                "b":"%s","B":"%s","a":"%s","A":"%s"}}\
                """
                        .formatted(
                                50_000_000_000L + id, price(-1000), size(), price(1000), size()));
    }

    private static List<Frame> frames(LongFunction<String> text) {
        List<Frame> frames = new ArrayList<>(COUNT);
        for (int id = 0; id < COUNT; id++) {
            frames.add(DepthStream.frame(text.apply(id)));
        }
        return frames;
    }

    private String price(int ticksAway) {
        return Decimals.plain((6_000_000L + ticksAway + random.nextInt(1000)) * 1_000_000, SCALE);
    }

    private String size() {
        return Decimals.plain(1000 * random.nextLong(1, 1_000_000), SCALE);
    }
}
