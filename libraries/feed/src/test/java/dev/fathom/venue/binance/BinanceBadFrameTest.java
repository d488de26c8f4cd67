package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.management.ThreadMXBean;
import dev.fathom.market.Instrument;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.DecodedLog;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is not as it should be ends as one {@link BadFrame} that names the fault, and nothing else.
 */
class BinanceBadFrameTest {
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    private static final Instrument ETH = new Instrument("binance", "ETHUSDT");

    private static final String DEPTH =
            """
            {"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,\
            "b":[["0.0024","10"]],"a":[["0.0026","100"]]}\
            """;
    private static final String TRADE =
            """
            {"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"0.001","q":"100",\
            "T":1672515782130,"m":true,"M":true}\
            """;
    private static final String FOLDED =
            """
            {"e":"aggTrade","E":1672515782136,"s":"BTCUSDT","a":12345,"p":"0.001","q":"100",\
            "f":100,"l":105,"T":1672515782136,"m":true}\
            """;
    private static final String QUOTE =
            """
            {"u":400900217,"s":"BTCUSDT","b":"25.3519","B":"31.21","a":"25.3652","A":"40.66"}\
            """;
    private static final String PARTIAL =
            """
            {"lastUpdateId":160,"bids":[["0.0024","10"]],"asks":[["0.0026","100"]]}\
            """;

    static final List<String> SOUND =
            List.of(
                    DEPTH,
                    TRADE,
                    FOLDED,
                    QUOTE,
                    in("btcusdt@depth@100ms", DEPTH),
                    in("btcusdt@trade", TRADE),
                    in("btcusdt@aggTrade", FOLDED),
                    in("btcusdt@bookTicker", QUOTE),
                    in("btcusdt@depth5@100ms", PARTIAL),
                    "{\"data\":" + DEPTH + ",\"stream\":\"btcusdt@depth\"}",
                    "{\"event\":{\"e\":\"serverShutdown\",\"E\":1770123456789}}",
                    "{\"result\":[\"btcusdt@depth\"],\"id\":3}",
                    "{\"error\":{\"code\":2,\"msg\":\"too many parameters\"},\"id\":3}");

    private final DecodedLog log = DecodedLog.combined();

    private static String in(String stream, String payload) {
        return "{\"stream\":\"" + stream + "\",\"data\":" + payload + "}";
    }

    private BadFrame bad(byte[] frame) {
        // What an earlier frame left behind must not show in a later one.
        log.decode(DEPTH.replace("BTCUSDT", "ETHUSDT"));
        List<Object> told = log.decode(frame);
        assertThat(told).hasSize(1).hasOnlyElementsOfType(BadFrame.class);
        BadFrame bad = (BadFrame) told.getFirst();
        assertThat(bad.what()).isNotBlank().hasSizeLessThan(600);
        return bad;
    }

    private BadFrame bad(String frame) {
        return bad(frame.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @FieldSource("SOUND")
    void framesCutAtAnyByte(String frame) {
        assertThat(log.decode(frame)).hasSize(1).doesNotHaveAnyElementsOfTypes(BadFrame.class);
        int told =
                frame.startsWith("{\"stream\"")
                        ? frame.indexOf("\",\"data\"") + 1
                        : frame.contains("\"s\":\"BTCUSDT\"")
                                ? frame.indexOf("BTCUSDT\"") + 8
                                : frame.length();
        for (int length = 0; length < frame.length(); length++) {
            BadFrame bad = bad(frame.substring(0, length));
            assertThat(bad.instrument())
                    .as("instrument of %s", frame.substring(0, length))
                    .isEqualTo(length < told ? Optional.empty() : Optional.of(BTC));
            assertThat(bad.number()).isFalse();
        }
    }

    @ParameterizedTest
    @FieldSource("SOUND")
    void framesWithSomethingBehindThem(String frame) {
        for (String tail : List.of("x", "}", "{}", ",", "\0", "\u00a0", "\ufeff", "null")) {
            bad(frame + tail);
        }
    }

    @ParameterizedTest
    @FieldSource("SOUND")
    void framesWithAByteThatIsNoUtf8(String frame) {
        byte[] sound = frame.getBytes(StandardCharsets.UTF_8);
        List<byte[]> faults =
                List.of(
                        new byte[] {(byte) 0xFF},
                        new byte[] {(byte) 0x80},
                        new byte[] {(byte) 0xC0, (byte) 0x80},
                        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                        new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                        new byte[] {(byte) 0xE2, (byte) 0x82});
        for (int at = 0; at <= sound.length; at++) {
            for (byte[] fault : faults) {
                var mixed = new ByteArrayOutputStream();
                mixed.write(sound, 0, at);
                mixed.writeBytes(fault);
                mixed.write(sound, at, sound.length - at);
                bad(mixed.toByteArray());
            }
        }
    }

    // Member, a value of another kind, what is said of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "e | 5 | member \"e\"",
                "e | null | member \"e\"",
                "e | [] | member \"e\"",
                "s | 5 | member \"s\"",
                "s | null | member \"s\"",
                "s | true | member \"s\"",
                "s | {} | member \"s\"",
                "s | \"\" | member \"s\"",
                "s | \"  \" | member \"s\"",
                "U | \"157\" | member \"U\"",
                "U | null | member \"U\"",
                "U | 1.5 | member \"U\"",
                "U | -1 | below zero",
                "U | [157] | member \"U\"",
                "u | {} | member \"u\"",
                "u | true | member \"u\"",
                "u | 9223372036854775808 | member \"u\"",
                "u | 1e400 | member \"u\"",
                "E | \"1\" | member \"E\"",
                "E | null | member \"E\"",
                "b | null | without \"b\" and \"a\"",
                "b | {} | without \"b\" and \"a\"",
                "b | \"0.1\" | without \"b\" and \"a\"",
                "b | [5] | expected '['",
                "b | [[]] | a level without a price",
                "b | [[\"1\"]] | a level without a size",
                "b | [[\"1\",null]] | no number",
                "b | [[\"\",\"1\"]] | no number",
                "b | [[\"x\",\"1\"]] | no number",
                "b | [[\"1 \",\"1\"]] | no number",
                "b | [[\" 1\",\"1\"]] | no number",
                "b | [[\"0x1\",\"1\"]] | no number",
                "b | [[\"NaN\",\"1\"]] | no number",
                "b | [[\"-1\",\"1\"]] | below zero",
                "b | [[\"1\",\"-1\"]] | below zero",
                "b | [[[\"1\"],\"1\"]] | no number",
                "a | [[\"1\",\"1\"],] | a value after ','",
                "a | [,[\"1\",\"1\"]] | expected '['"
            })
    void depthUpdatesWithAValueOfAnotherKind(String member, String value, String what) {
        String frame =
                DEPTH.replaceFirst(
                        "\"" + member + "\":(\\[\\[.*?\\]\\]|[^,}]*)",
                        "\"" + member + "\":" + value.replace("\\", "\\\\"));

        assertThat(bad(frame).what()).contains(what);
        assertThat(bad(in("btcusdt@depth", frame)))
                .satisfies(bad -> {
                    assertThat(bad.what()).contains(what);
                    assertThat(bad.instrument()).contains(BTC);
                    assertThat(bad.depth()).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "t | \"12345\"",
                "t | -1",
                "t | null",
                "p | null",
                "p | \"\"",
                "p | \"1 \"",
                "p | \" 1\"",
                "p | \"\\\"5\\\"\"",
                "p | \"-0.1\"",
                "p | [\"1\"]",
                "p | true",
                "q | \"1e\"",
                "q | \"+1\"",
                "q | {}",
                "T | \"5\"",
                "m | \"true\"",
                "m | 1",
                "m | null"
            })
    void tradesWithAValueOfAnotherKind(String member, String value) {
        String frame =
                TRADE.replaceFirst(
                        "\"" + member + "\":[^,}]*",
                        "\"" + member + "\":" + value.replace("\\", "\\\\"));

        assertThat(bad(frame))
                .satisfies(bad -> {
                    assertThat(bad.what()).contains("member \"" + member + "\"");
                    assertThat(bad.instrument()).contains(BTC);
                    assertThat(bad.depth()).isFalse();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"U", "u", "s", "b", "a"})
    void depthUpdatesThatLackAMember(String member) {
        assertThat(bad(DEPTH.replace("\"" + member + "\":", "\"x" + member + "\":")).what())
                .contains("\"" + member + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "B", "a", "A", "s"})
    void quotesThatLackAMember(String member) {
        bad(QUOTE.replace("\"" + member + "\":", "\"x" + member + "\":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "E", "s", "U", "u", "b", "a"})
    void membersThatComeTwice(String member) {
        String value =
                switch (member) {
                    case "e" -> "\"depthUpdate\"";
                    case "s" -> "\"BTCUSDT\"";
                    case "b", "a" -> "[]";
                    default -> "157";
                };
        String twice = DEPTH.replace("}", ",\"" + member + "\":" + value + "}");

        assertThat(bad(twice).what()).isEqualTo("member \"" + member + "\" comes twice");
    }

    @Test
    void longerMembersThatComeTwice() {
        for (String member : List.of("lastUpdateId", "bids", "asks")) {
            String value = member.equals("lastUpdateId") ? "160" : "[]";
            String twice = PARTIAL.replace("}", ",\"" + member + "\":" + value + "}");
            assertThat(bad(in("btcusdt@depth5", twice)).what())
                    .isEqualTo("member \"" + member + "\" comes twice");
        }
        bad("{\"data\":" + DEPTH + ",\"data\":" + DEPTH + "}");
        bad("{\"data\":[],\"data\":" + DEPTH + "}");
        bad("{\"stream\":\"a@depth\",\"stream\":\"btcusdt@depth\",\"data\":" + DEPTH + "}");
        bad("{\"result\":null,\"id\":1,\"id\":2}");
        assertThat(bad(DEPTH.replace("}", ",\"bids\":[]}")).what()).contains("come twice");
    }

    @Test
    void aSymbolThatContradictsItsStream() {
        assertThat(bad(in("ethusdt@depth", DEPTH)))
                .isEqualTo(
                        new BadFrame(
                                Optional.of(ETH),
                                true,
                                false,
                                "symbol BTCUSDT on the stream of binance:ETHUSDT"));
        assertThat(bad(in("ethusdt@trade", TRADE)).depth()).isFalse();
        assertThat(bad("{\"data\":" + QUOTE + ",\"stream\":\"ethusdt@bookTicker\"}").instrument())
                .contains(ETH);
    }

    @Test
    void aSymbolThatContradictsTheAddressOfARawConnection() {
        assertThat(DecodedLog.raw("ethusdt@depth").decode(DEPTH))
                .containsExactly(
                        new BadFrame(
                                Optional.of(ETH),
                                true,
                                false,
                                "symbol BTCUSDT on the stream of binance:ETHUSDT"));
    }

    @Test
    void aPartialBookWithoutASymbol() {
        assertThat(bad(PARTIAL).instrument()).isEmpty();
        assertThat(bad(in("btcusdt@depth", PARTIAL)).what())
                .isEqualTo("a partial book on a stream that names no symbol");
    }

    @Test
    void numbersThatCannotBeHeldAreToldApartFromBadText() {
        for (String number : List.of("1e400", "100e2147483647", "1e99999999999", "9".repeat(500))) {
            BadFrame bad = bad(DEPTH.replace("0.0024", number));
            assertThat(bad.number()).as(number).isTrue();
            assertThat(bad.instrument()).contains(BTC);
            assertThat(bad.depth()).isTrue();
            assertThat(bad(TRADE.replace("0.001", number)).number()).as(number).isTrue();
        }
    }

    @Test
    void theStreamNamesTheInstrumentAndWhetherItsBookIsMeant() {
        assertThat(bad("{\"stream\":\"btcusdt@trade\",\"data\":{\"s\":\"ETHUSDT\",").instrument())
                .contains(BTC);
        assertThat(bad("{\"stream\":\"btcusdt@trade\",\"data\":{").depth()).isFalse();
        assertThat(bad("{\"stream\":\"btcusdt@depth5\",\"data\":{").depth()).isTrue();
        assertThat(bad("{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"s\":\"BTCUSDT\",").depth())
                .isFalse();
        assertThat(bad("{\"s\":\"BTCUSDT\",").depth()).isTrue();
        assertThat(bad("{\"e\":\"trade\",\"s\":\"BTCUSDT\",").depth()).isFalse();
        assertThat(bad("{\"s\":5,").instrument()).isEmpty();
    }

    @Test
    void aStreamWithoutASymbolIsNotFollowed() {
        for (String stream : List.of(" @depth", "\u2003@trade", "@depth", "")) {
            assertThat(log.decode("{\"stream\":\"" + stream + "\",\"data\":{}}")).hasSize(1);
        }
    }

    @Test
    void aSnapshotThatIsNone() {
        for (String answer :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}",
                        "{\"lastUpdateId\":\"5\",\"bids\":[],\"asks\":[]}",
                        "{\"lastUpdateId\":5,\"bids\":[]}",
                        "{\"lastUpdateId\":5,\"bids\":[],\"asks\":null}",
                        "{\"lastUpdateId\":5,\"bids\":[],\"asks\":[]}]",
                        "{\"bids\":[],\"asks\":[]}",
                        "<html>")) {
            List<Object> told = log.decodeSnapshot(answer, BTC, 1000);
            assertThat(told).as(answer).hasSize(1).hasOnlyElementsOfType(BadFrame.class);
            BadFrame bad = (BadFrame) told.getFirst();
            assertThat(bad.instrument()).contains(BTC);
            assertThat(bad.depth()).isTrue();
        }
        for (int length = 0; length < PARTIAL.length(); length++) {
            assertThat(log.decodeSnapshot(PARTIAL.substring(0, length), BTC, 5))
                    .hasOnlyElementsOfType(BadFrame.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "[", "{\"a\":", "[[[[", "\"", "{\"s\":\"", "{\"p\":1", "\\", "9"})
    void fiftyMegabytesOfOneThing(String thing) {
        byte[] frame = new byte[50_000_000];
        byte[] part = thing.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < frame.length; i++) {
            frame[i] = i < part.length ? part[i] : part[part.length - 1];
        }

        assertThat(bad(frame).depth()).isFalse();
    }

    @Test
    void fiftyMegabytesOfLevelsAreRead() {
        StringBuilder levels = new StringBuilder(DEPTH.length() + 50_000_000);
        levels.append("{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,\"a\":[],\"b\":[");
        while (levels.length() < 50_000_000) {
            levels.append("[\"0.0024\",\"10\"],");
        }
        String sound = levels + "[\"1\",\"1\"]]}";

        assertThat(log.decode(sound)).hasSize(1).doesNotHaveAnyElementsOfTypes(BadFrame.class);
        bad(levels.append("[\"1\",\"-1\"]]}").toString());
    }

    @Test
    void aLongNameIsNotKeptAgainAndAgain() {
        String longText = "x".repeat(3_000_000);
        String letters =
                IntStream.rangeClosed('A', 'Z')
                        .mapToObj(letter -> ",\"" + (char) letter + "\":\"\\n\"")
                        .reduce("", String::concat);
        byte[] frame =
                ("{\"long\":\"\\n" + longText + "\"" + letters).getBytes(StandardCharsets.UTF_8);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        bad(frame);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(30_000_000);
    }

    @Test
    void manyLongNamesTakeNoTimeAndAreBadSymbols() {
        String longName = "X".repeat(100_000);
        assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    for (int i = 0; i < 500; i++) {
                        assertThat(bad(DEPTH.replace("BTCUSDT", longName + i)).instrument())
                                .isEmpty();
                    }
                });
    }

    @Test
    void aSoundFrameAfterABadOneIsUnharmed() {
        List<Object> expected = log.decode(DEPTH);
        byte[] sound = DEPTH.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < sound.length; at++) {
            byte[] broken = Arrays.copyOf(sound, at);
            log.decode(broken);
            assertThat(log.decode(DEPTH)).isEqualTo(expected);
        }
    }
}
