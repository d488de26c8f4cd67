package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Any bytes end as events or as a bad frame, and never make a live book that contradicts the
 * decoded messages. In an ordinary run Jazzer replays the seeds, and ten seconds of mutations
 * follow; {@code tests/fuzz} lets Jazzer go on.
 */
class BinanceDecoderFuzzTest {
    private static final Path SEEDS =
            Path.of(
                    "src/test/resources/dev/fathom/venue/binance",
                    "BinanceDecoderFuzzTestInputs/anyBytesEndAsEventsOrABadFrame");
    private static final String TELLING = "{}[]\",:\\0123456789.eE-+ntf\n<";
    private static final long RUN_FOR_MS = Long.getLong("fuzz.millis", 10_000);

    /** Lines are frames of one connection; a line that begins with {@code <} answers a snapshot. */
    @FuzzTest(maxDuration = "0s")
    void anyBytesEndAsEventsOrABadFrame(byte[] bytes) {
        new FuzzedBook().run(bytes);
    }

    @Test
    @Tag("long")
    void mutatedSeedsEndAsEventsOrABadFrame() throws IOException {
        List<byte[]> seeds = seeds();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long until = System.nanoTime() + RUN_FOR_MS * 1_000_000;
        long inputs = 0;
        long live = 0;
        while (System.nanoTime() < until) {
            byte[] input = mutated(seeds, random);
            try {
                live += new FuzzedBook().run(input) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", input: " + Arrays.toString(input), e);
            }
            inputs++;
        }
        System.out.println(
                "fuzz: seed = " + seed + ", inputs: " + inputs + ", books that lived: " + live);
    }

    private static List<byte[]> seeds() throws IOException {
        try (Stream<Path> files = Files.list(SEEDS)) {
            return files.sorted().map(BinanceDecoderFuzzTest::read).toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // One to eight changes of one seed: bytes flipped, cut, repeated, or taken from another seed.
    private static byte[] mutated(List<byte[]> seeds, Random random) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int n = random.nextInt(8); n >= 0 && bytes.length > 1; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = splice(bytes, at, 0, bytes, random);
                case 4 -> bytes = splice(bytes, at, random.nextInt(9), new byte[0], random);
                default ->
                        bytes =
                                splice(
                                        bytes,
                                        at,
                                        0,
                                        seeds.get(random.nextInt(seeds.size())),
                                        random);
            }
        }
        return bytes;
    }

    // Takes `drop` bytes out at `at` and puts a piece of `from` there.
    private static byte[] splice(byte[] into, int at, int drop, byte[] from, Random random) {
        int begin = from.length == 0 ? 0 : random.nextInt(from.length);
        int length = from.length == 0 ? 0 : random.nextInt(Math.min(40, from.length - begin) + 1);
        int rest = Math.min(into.length, at + drop);
        byte[] result = new byte[at + length + into.length - rest];
        System.arraycopy(into, 0, result, 0, at);
        System.arraycopy(from, begin, result, at, length);
        System.arraycopy(into, rest, result, at + length, into.length - rest);
        return result;
    }

    /** The seeds are what they look like: each of them makes a book or tells something. */
    @Test
    void theSeedsMakeBooks() throws IOException {
        List<String> silent = new ArrayList<>();
        for (byte[] seed : seeds()) {
            FuzzedBook book = new FuzzedBook();
            book.run(seed);
            if (book.sound() == 0) {
                silent.add(new String(seed, StandardCharsets.UTF_8));
            }
        }
        assertThat(silent).isEmpty();
    }
}
