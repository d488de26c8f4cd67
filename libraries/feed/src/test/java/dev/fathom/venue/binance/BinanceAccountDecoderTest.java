package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.Detail;
import dev.fathom.account.Execution;
import dev.fathom.account.Fill;
import dev.fathom.account.FuturesAccount;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.OrderUpdate;
import dev.fathom.venue.BadTextException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceAccountDecoderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Every key that the documents name, in one event. */
    private static final String PREVENTED =
            """
            {"subscriptionId":3,"event":{"e":"executionReport","E":1770000000001,"s":"ETHBTC","c":"my1",
            "S":"SELL","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.5","F":"0.25","g":-1,
            "C":"old","x":"TRADE_PREVENTION","X":"EXPIRED_IN_MATCH","r":"NONE","i":4293153,"l":"0.00000000",
            "z":"0.50000000","L":"0.00000000","n":"0","N":"BNB","T":1770000000000,"t":-1,"I":8641984,
            "w":false,"m":false,"M":false,"O":1770000000002,"Z":"0.05132205","Y":"0.00000000",
            "Q":"0.00000000","W":1770000000003,"V":"EXPIRE_TAKER","d":4,"D":1770000000004,"j":1,"J":1000000,
            "v":12,"A":"0.30000000","B":"0.20000000","u":77,"U":88,"Cs":"BTCUSDT","pl":"2.00000000",
            "pL":"0.10000000","pY":"0.20000000","b":"ONE_PARTY_TRADE_REPORT","a":1234,"k":"SOR","uS":true,
            "gP":"PRIMARY_PEG","gOT":"PRICE_LEVEL","gOV":5,"gp":"0.10264000","eR":"OCO_TRIGGER",
            "Zz":{"new":[1.50,null]}}}
            """;

    private static final String FUTURES_FILL =
            """
            {"e":"ORDER_TRADE_UPDATE","E":1568879465651,"T":1568879465650,"i":"SfsR","q9":7,"o":{"s":"BTCUSD_PERP",
            "c":"autoclose-1","S":"SELL","o":"LIMIT","f":"IOC","q":"10","p":"9910","ap":"9910.5","sp":"0",
            "x":"CALCULATED","X":"NEW_ADL","i":8886774,"l":"4","z":"4","L":"9910.5","N":"BTC","n":"0.00000002",
            "T":1568879465649,"t":55,"b":"0","a":"9.91","m":false,"R":true,"wt":"MARK_PRICE","ot":"LIMIT",
            "ps":"BOTH","cp":false,"AP":"7476.89","cr":"5.0","rp":"-0.00001","pP":false,"si":0,"ss":0,
            "V":"EXPIRE_TAKER","pm":"NONE","gtd":1770000000000,"er":"3","ma":"BTC","M":9}}
            """;

    private final BinanceAccountDecoder decoder = new BinanceAccountDecoder("binance");

    private AccountEvent decode(String frame) throws BadTextException {
        return decoder.decode(frame.getBytes(StandardCharsets.UTF_8), 5).orElseThrow();
    }

    private void comesBackWhole(String frame) throws Exception {
        ObjectNode sent = (ObjectNode) MAPPER.readTree(frame);
        // An envelope that holds nothing but the event tells nothing.
        boolean isBareInside = sent.has("event") && sent.size() == 1;
        ObjectNode original = isBareInside ? (ObjectNode) sent.get("event") : sent;
        withoutNulls(original);
        assertThat(AccountEventJson.of(decode(frame)).toString())
                .as("written back from its plain names")
                .satisfies(it -> assertThat(MAPPER.readTree(it)).isEqualTo(original));
    }

    // Null is what was not sent, and one documented time of 2023 stands in quotes.
    private static void withoutNulls(ObjectNode node) {
        node.properties().removeIf(it -> it.getValue().isNull());
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            if (member.getKey().equals("E") && value.isTextual()) {
                node.put("E", Long.parseLong(value.textValue()));
            }
            if (List.of("event", "data").contains(member.getKey()) && value.isObject()) {
                withoutNulls((ObjectNode) value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binance_spot_user_events_docs.jsonl.gz, 24",
        "binance_usdm_margin_user_events_docs.jsonl.gz, 12",
        "binance_user_events_recorded.jsonl.gz, 10"
    })
    void everyCapturedEventComesBackWhole(String name, int events) throws Exception {
        String folder = System.getenv("FATHOM_CAPTURES");
        assumeTrue(folder != null, "no recordings: set FATHOM_CAPTURES to their folder");
        Path file = Path.of(String.valueOf(folder), "private", name);
        int read = 0;
        for (String line : lines(file)) {
            String frame = MAPPER.readTree(line).path("frame").textValue();
            comesBackWhole(frame);
            assertThat(decode(frame)).isEqualTo(decode(frame));
            read++;
        }

        assertThat(read).isEqualTo(events);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().filter(it -> !it.isBlank()).toList();
        }
    }

    @Test
    void everyDocumentedKeyOfSpotHasItsName() throws Exception {
        comesBackWhole(PREVENTED);
        OrderUpdate update = (OrderUpdate) decode(PREVENTED);

        assertThat(update.execution()).isEqualTo(Execution.TRADE_PREVENTION);
        assertThat(update.status()).isEqualTo(OrderStatus.EXPIRED_IN_MATCH);
        assertThat(update.fill()).isEmpty();
        assertThat(update.details().unknown())
                .isEqualTo(new TreeMap<>(Map.of("M", "false", "Zz", "{\"new\":[1.50,null]}")));
    }

    @Test
    void keysThatDifferOnlyByCaseStayApart() throws Exception {
        OrderUpdate update = (OrderUpdate) decode(PREVENTED);

        assertThat(update.clientOrderId()).isEqualTo("my1");
        assertThat(update.details().get(Detail.ORIGINAL_CLIENT_ORDER_ID)).contains("old");
        assertThat(update.details().get(Detail.TRADE_GROUP_ID)).contains(77L);
        assertThat(update.details().get(Detail.COUNTER_ORDER_ID)).contains(88L);
        assertThat(update.details().get(Detail.PEG_PRICE_TYPE)).contains("PRIMARY_PEG");
        assertThat(update.details().get(Detail.PEGGED_PRICE).orElseThrow())
                .isEqualByComparingTo("0.10264");
        assertThat(update.details().get(Detail.PREVENTED_EXECUTION_QUANTITY).orElseThrow())
                .isEqualByComparingTo("2");
        assertThat(update.details().get(Detail.PREVENTED_EXECUTION_PRICE).orElseThrow())
                .isEqualByComparingTo("0.1");
    }

    @Test
    void everyDocumentedKeyOfFuturesHasItsNameAndUnknownWordsAreKept() throws Exception {
        comesBackWhole(FUTURES_FILL);
        OrderUpdate update = (OrderUpdate) decode(FUTURES_FILL);

        assertThat(update.status()).isEqualTo(OrderStatus.OTHER);
        assertThat(update.details().unknown())
                .isEqualTo(Map.of("q9", "7", "o.X", "\"NEW_ADL\"", "o.si", "0", "o.ss", "0"));
        Fill fill = update.fill().orElseThrow();
        assertThat(fill.quote()).isEqualByComparingTo("39642.0");
        assertThat(fill.commission().toPlainString()).isEqualTo("0.00000002");
        assertThat(fill.commissionAsset()).isEqualTo("BTC");
    }

    @Test
    void anUnknownEventIsKeptWhole() throws Exception {
        String frame = "{\"e\":\"somethingNew\",\"E\":1770000000000,\"x\":{\"y\":[\"1.0\",2.50]}}";
        comesBackWhole(frame);

        assertThat(decode(frame)).isInstanceOf(AccountEvent.Unknown.class);
    }

    @Test
    void aNumberThatIsNoneIsNeverADetail() throws Exception {
        String odd =
                PREVENTED.replace("\"gOV\":5", "\"gOV\":\"five\"").replace("\"0.25\"", "\"-0\"");
        comesBackWhole(odd);

        assertThat(decode(odd).details().get(Detail.PEG_OFFSET)).isEmpty();
        assertThat(decode(odd).details().unknown()).containsKeys("gOV", "F");
    }

    @Test
    void theAnswerToARequestIsNoEvent() throws Exception {
        assertThat(
                        decoder.decode(
                                "{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0}}"
                                        .getBytes(StandardCharsets.UTF_8),
                                0))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | no JSON: JsonParseException",
                "[] | the frame is no object",
                "{\"e\":1} | e of the frame is 1, not a text",
                "{\"e\":\"balanceUpdate\",\"a\":\"BTC\",\"T\":1} | d of the frame is missing, not a number",
                "{\"e\":\"balanceUpdate\",\"a\":\"BTC\",\"d\":\"1e9\",\"T\":1} | d of the frame is \"1e9\", not a number",
                "{\"e\":\"x\",\"e\":\"y\"} | no JSON: JsonParseException"
            })
    void textThatIsNoEventIsRefusedByName(String frame, String why) {
        assertThatThrownBy(() -> decode(frame))
                .isInstanceOf(BadTextException.class)
                .hasMessage(why);
    }

    @Test
    void anExponentBeyondAllNumbersIsRefused() {
        assertThatThrownBy(() -> decode("{\"e\":\"x\",\"E\":15e8879465649}"))
                .isInstanceOf(BadTextException.class)
                .hasMessage("no JSON: NumberFormatException");
    }

    /** Damage at random places: jqwik prints the seed of a failure. */
    @Property(tries = 2000)
    void damagedTextGivesAnEventOrIsRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] frame =
                (random.nextBoolean() ? PREVENTED : FUTURES_FILL).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            frame[random.nextInt(frame.length)] =
                    (byte) "\"{}[]:,0-e9x\n".charAt(random.nextInt(13));
        }
        try {
            decoder.decode(frame, 0);
        } catch (BadTextException e) {
            assertThat(e.what()).isNotBlank();
        }
    }

    @Test
    void aFundingFeeOfACrossPositionComesWithoutPositions() throws Exception {
        AccountEvent event =
                decode(
                        "{\"e\":\"ACCOUNT_UPDATE\",\"E\":2,\"T\":1,\"a\":{\"m\":\"FUNDING_FEE\","
                                + "\"B\":[{\"a\":\"USDT\",\"wb\":\"10\",\"cw\":\"10\",\"bc\":\"-0.1\"}]}}");

        assertThat(((FuturesAccount) event).positions()).isEmpty();
    }

    @Test
    void aListenKeyIsNotPrinted() throws Exception {
        for (String frame :
                List.of(
                        "{\"stream\":\"hidden1\",\"data\":{\"e\":\"new\",\"E\":1}}",
                        "{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"hidden1\"}")) {
            assertThat(decode(frame).toString()).doesNotContain("hidden1");
            assertThat(decode(frame).details().get(Detail.LISTEN_KEY).orElseThrow().reveal())
                    .isEqualTo("hidden1");
        }
    }
}
