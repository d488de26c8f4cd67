package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.book.Decimals;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Levels;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.DecodedLog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link BinanceDecoder} against a decoder of a dozen lines over Jackson's tree. */
class BinanceDecoderPropertyTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final String[] SYMBOLS = {"BTCUSDT", "1INCHUSDT", "币安人生USDT", "ÉTÉUSDT"};

    @Property(tries = 2000)
    void depthUpdatesAreWhatJacksonReads(@ForAll long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        String frame = update(random);

        assertThat(DecodedLog.combined().decode(frame))
                .as(frame)
                .containsExactly(byJackson(JACKSON.readTree(frame)));
    }

    @Property(tries = 200)
    void oneDecoderReadsManyFramesAsManyDecodersDo(@ForAll long seed) {
        Random random = new Random(seed);
        DecodedLog one = DecodedLog.combined();
        for (int i = 0; i < 20; i++) {
            String frame = update(random);
            assertThat(one.decode(frame)).as(frame).isEqualTo(DecodedLog.combined().decode(frame));
        }
    }

    @Property(tries = 500)
    void snapshotsAreWhatJacksonReads(@ForAll long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        String answer =
                object(
                        random,
                        List.of(
                                "\"lastUpdateId\":" + random.nextLong(1L << 40),
                                "\"bids\":" + levels(random),
                                "\"asks\":" + levels(random)));
        Instrument instrument = new Instrument("binance", "BTCUSDT");
        JsonNode tree = JACKSON.readTree(answer);

        assertThat(DecodedLog.combined().decodeSnapshot(answer, instrument, 500))
                .as(answer)
                .containsExactly(
                        new BookSnapshot(
                                instrument,
                                tree.get("lastUpdateId").longValue(),
                                500,
                                false,
                                VenueTime.NONE,
                                DecodedLog.RECEIVED_AT,
                                levels(tree.get("bids")),
                                levels(tree.get("asks"))));
    }

    private static BookUpdate byJackson(JsonNode frame) {
        JsonNode data = frame.has("data") ? frame.get("data") : frame;
        return new BookUpdate(
                new Instrument("binance", data.get("s").textValue()),
                data.get("U").longValue(),
                data.get("u").longValue(),
                VenueTime.of(data.path("E").longValue()),
                DecodedLog.RECEIVED_AT,
                levels(data.get("b")),
                levels(data.get("a")));
    }

    private static Levels levels(JsonNode side) {
        LevelList levels = new LevelList();
        for (JsonNode level : side) {
            BigDecimal price = new BigDecimal(level.get(0).textValue());
            BigDecimal size = new BigDecimal(level.get(1).textValue());
            levels.add(
                    price.unscaledValue().longValueExact(),
                    price.scale(),
                    size.unscaledValue().longValueExact(),
                    size.scale());
        }
        return levels.toLevels();
    }

    private static String update(Random random) {
        String symbol = SYMBOLS[random.nextInt(SYMBOLS.length)];
        long firstId = random.nextLong(1L << 50);
        List<String> members =
                new ArrayList<>(
                        List.of(
                                "\"e\":\"depthUpdate\"",
                                "\"s\":\"" + symbol + "\"",
                                "\"U\":" + firstId,
                                "\"u\":" + (firstId + random.nextInt(1000)),
                                "\"b\":" + levels(random),
                                "\"a\":" + levels(random)));
        if (random.nextInt(5) > 0) {
            members.add("\"E\":" + (random.nextBoolean() ? 1672515782136L : 1672515782136123L));
        }
        if (random.nextInt(5) == 0) {
            members.add("\"future\":{\"b\":[1,\"]\"],\"s\":\"\\\"}\"}");
        }
        String payload = object(random, members);
        if (random.nextBoolean()) {
            return payload;
        }
        String stream = symbol.toLowerCase(java.util.Locale.ROOT) + "@depth@100ms";
        return object(random, List.of("\"stream\":\"" + stream + "\"", "\"data\":" + payload));
    }

    private static String object(Random random, List<String> members) {
        List<String> order = new ArrayList<>(members);
        Collections.shuffle(order, random);
        String space = random.nextBoolean() ? "" : " \n";
        return order.stream()
                .collect(Collectors.joining(space + "," + space, "{" + space, space + "}"));
    }

    private static String levels(Random random) {
        List<String> levels = new ArrayList<>();
        for (int n = random.nextInt(random.nextInt(10) == 0 ? 200 : 6); n > 0; n--) {
            String third = random.nextInt(10) == 0 ? ",[]" : "";
            levels.add("[\"" + number(random) + "\", \"" + number(random) + "\"" + third + "]");
        }
        return levels.stream().collect(Collectors.joining(",", "[", "]"));
    }

    // Up to a hundred million with up to eight places: always one scale for all.
    private static String number(Random random) {
        int places = random.nextInt(9);
        return Decimals.plain(random.nextLong(Decimals.rescale(100_000_000, 0, places)), places);
    }
}
