package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlMessagesTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final BinanceSimulator venue = new BinanceSimulator(Worlds.small(1), loop);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@depth"],"id":1} | {"result":null,"id":1}
                    {"method":"UNSUBSCRIBE","params":["btcusdt@depth"],"id":312}  | {"result":null,"id":312}
                    {"method":"LIST_SUBSCRIPTIONS","id":3}                        | {"result":["btcusdt@trade"],"id":3}
                    {"method":"SET_PROPERTY","params":["combined",true],"id":5}   | {"result":null,"id":5}
                    {"method":"GET_PROPERTY","params":["combined"],"id":2}        | {"result":false,"id":2}
                    {"method":"LIST_SUBSCRIPTIONS","id":"abc-1"}                  | {"result":["btcusdt@trade"],"id":"abc-1"}
                    {"method":"LIST_SUBSCRIPTIONS","id":null}                     | {"result":["btcusdt@trade"],"id":null}
                    {"method":"LIST_SUBSCRIPTIONS","id":-9223372036854775808}     | {"result":["btcusdt@trade"],"id":-9223372036854775808}
                    {"method":"SUBSCRIBE","params":["NOSUCH@trade","BTCUSDT@trade"],"id":9} | {"result":null,"id":9}
                    {"method":"SET_PROPERTY","params":["speed",true],"id":7}      | {"code":0,"msg":"Unknown property","id":7}
                    {"method":"SET_PROPERTY","params":["combined",1],"id":7}      | {"code":1,"msg":"Invalid value type: expected Boolean"}
                    {"method":"GET_PROPERTY","params":[1],"id":7}                 | {"code":2,"msg":"Invalid request: property name must be a string"}
                    {"method":"GET_PROPERTY","params":["combined",1],"id":7}      | {"code":2,"msg":"Invalid request: too many parameters"}
                    {"method":"LIST_SUBSCRIPTIONS","id":1.5}                      | {"code":2,"msg":"Invalid request: request ID must be an unsigned integer"}
                    {"params":["btcusdt@depth"],"id":1}                           | {"code":2,"msg":"Invalid request: missing field `method` at line 1 column 35"}
                    {"method":"FOLLOW","id":1}                                    | {"code":2,"msg":"Invalid request: unknown variant FOLLOW, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 18"}
                    hello                                                         | {"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}
                    """)
    void everyRequestHasItsReply(String request, String reply) {
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@trade");
        client.say(request);

        assertThat(client.take()).containsExactly(reply);
    }

    @Test
    void brokenJsonIsRefusedNotFatal() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        for (String text : List.of("{", "", "[1,2]", "{\"method\":}")) {
            client.say(text);
            assertThat(client.take())
                    .as(text)
                    .singleElement()
                    .asString()
                    .startsWith("{\"code\":3,");
            loop.pass(1_000);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whateverAClientSaysTheReplyIsJson(
            @ForAll @StringLength(max = 40) String method,
            @ForAll("fragments") List<String> fragments) {
        RecordingClient client = new RecordingClient();
        BinanceSimulator patient =
                new BinanceSimulator(
                        Worlds.small(1)
                                .withInstruments(
                                        List.of(Worlds.instrument("ETHBTC").withLevelsPerSide(2)))
                                .withHistory(2_048),
                        new VirtualLoop());
        connection(patient, client).onText(String.join("", fragments).replace("METHOD", method));

        assertThat(client.takeJson())
                .singleElement()
                .matches(it -> it.has("result") || it.has("code"));
    }

    private static ServerConnection connection(BinanceSimulator venue, RecordingClient client) {
        return switch (venue.connect("/ws", "203.0.113.1", client)) {
            case Handshake.Accepted accepted -> accepted.connection();
            case Handshake.Refused refused -> throw new AssertionError(refused.body());
        };
    }

    @Provide
    Arbitrary<List<String>> fragments() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\"method\":",
                        "\"METHOD\"",
                        "\"params\":",
                        "\"id\":",
                        "1",
                        "-1",
                        "1e3",
                        "null",
                        "true",
                        "\"SUBSCRIBE\"",
                        "\"SET_PROPERTY\"",
                        "\"GET_PROPERTY\"",
                        "\"LIST_SUBSCRIPTIONS\"",
                        "\"combined\"",
                        " ",
                        "\n",
                        "\\u12")
                .list()
                .ofMaxSize(14);
    }

    @Test
    void combinedStartsTrueOnStreamAndCanBeSwitched() {
        venue.start();
        RecordingClient client = RecordingClient.of(venue, "/stream?streams=btcusdt@depth@100ms");
        client.say("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":1}");
        assertThat(client.take()).containsExactly("{\"result\":true,\"id\":1}");
        loop.pass(500);
        assertThat(client.take())
                .isNotEmpty()
                .allMatch(it ->
                        it.startsWith("{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":"));

        client.say("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",false],\"id\":2}");
        client.take();
        loop.pass(500);
        assertThat(client.take())
                .isNotEmpty()
                .allMatch(it -> it.startsWith("{\"e\":\"depthUpdate\""));
    }

    @Test
    void unsubscribedStreamsFallSilent() {
        venue.start();
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@depth@100ms/btcusdt@trade");
        client.say(
                "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\",\"btcusdt@trade\"],\"id\":1}");
        loop.pass(3_000);

        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":1}");
    }
}
