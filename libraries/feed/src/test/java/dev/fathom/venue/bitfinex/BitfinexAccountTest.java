package dev.fathom.venue.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.fathom.account.AccountAnswer;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Execution;
import dev.fathom.account.Fill;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Secret;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.BadTextException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitfinexAccountTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String ORDER =
            """
            [0,"%s",[7,5,1755757983971,"tBTCUSD",1755757983972,1755757983973,%s,%s,"EXCHANGE STOP LIMIT",
            "STOP",1755757990000,8,4096,"%s",14,null,10000,9999.5,1.5,9000,null,null,null,1,1,3,null,
            [27],"API>BFX",null,{"x":1},{"source":"api"}],12,15214,1755757984000]
            """;

    private static final String FILL =
            """
            [0,"tu",[55,"tBTCUSD",1755757984212,7,0.00008688,113950,"EXCHANGE LIMIT",113950,-1,-5.2128e-8,"BTC",
            1755757984210]]
            """;

    private final AccountFrames frames = new AccountFrames();

    private List<AccountEvent> read(String frame) throws BadTextException {
        byte[] text = frame.getBytes(StandardCharsets.UTF_8);
        return frames.read(AccountRow.tree(text, 0, text.length), 5);
    }

    private static String order(String type, String open, String wanted, String status) {
        return ORDER.formatted(type, open, wanted, status);
    }

    private static BitfinexSigner signer() {
        return BitfinexSigner.of(
                new ApiKey(
                        new Secret("testApiKey_0123456789abcdefghijklmnopqrstuv"),
                        new Secret("testApiSecret_0123456789abcdefghijklmnopqrs")));
    }

    /** Computed with two other programs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTH1755757980000000 | 8edd824d8648f43109360a09f74fabe0f8b89fd770bca73168706a15b8f242fb87a9cf23d3d21d88418d01c864ce783c",
                "/api/v2/auth/r/wallets1755757980000000{} | 0091267f516c0940e29a87d9401be7603ae81f91cbe5d3e246fe60efe23b0d0a79fd01faa5a9fc489926acad8a9f138e",
                "/api/v2/auth/r/wallets1755757980000000 | a3cd016bf2b6a0657846736ba162b5be92b49844a33f0b76c959f36454cf79f5f77c3468baaef225148527ccc87fa87d",
                "/api/v2/auth/r/trades/tBTCUSD/hist1755757980000000{\"start\":1755757983694,\"end\":1755757984212,\"limit\":2500,\"sort\":1} | adea6b552a18d7fc5cba68c863ad8e38ffb86a5e783609ea40996001b569e5fd189e1f71f6d4c2b35025e30aaec903cf"
            })
    void signaturesAreThoseOfOtherPrograms(String text, String signature) {
        assertThat(signer().sign(text)).isEqualTo(signature);
        assertThat(signer().toString()).doesNotContain("testApi");
    }

    @Test
    void noncesRiseThoughTheClockDoesNot() {
        Nonces nonces = new Nonces();

        assertThat(List.of(nonces.next(1000), nonces.next(1000), nonces.next(999)))
                .containsExactly("1000000", "1000001", "1000002");
        nonces.raise();
        assertThat(List.of(nonces.next(1000), nonces.next(100_000)))
                .containsExactly("61000003", "100000000");
    }

    @Test
    void everyCapturedMessageComesBackWhole() throws Exception {
        String folder = System.getenv("FATHOM_CAPTURES");
        assumeTrue(folder != null, "no recordings: set FATHOM_CAPTURES to their folder");
        Path file =
                Path.of(
                        String.valueOf(folder),
                        "private",
                        "bitfinex_user_events_20250821.jsonl.gz");
        int events = 0;
        for (String line : lines(file)) {
            String frame = MAPPER.readTree(line).path("frame").textValue();
            if (frame.startsWith("[")) {
                events += comesBackWhole(frame);
            }
        }

        assertThat(events).isEqualTo(23);
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

    // The numbers and the time behind the payload are not of the row.
    private int comesBackWhole(String frame) throws Exception {
        ArrayNode sent = (ArrayNode) MAPPER.readTree(frame);
        List<AccountEvent> events = read(frame);
        if (events.isEmpty()) {
            assertThat(sent.size() == 2 || sent.get(2).isEmpty()).as(frame).isTrue();
            return 0;
        }
        while (sent.size() > 3) {
            sent.remove(sent.size() - 1);
        }
        ArrayNode back = AccountRowJson.message(events, sent.get(1).textValue().equals("ws"));
        assertThat(plain(MAPPER.readTree(back.toString())))
                .as("written back from its plain names")
                .isEqualTo(plain(sent));
        return events.size();
    }

    // Numbers by their value: 113940 and 113940.0 are one.
    private static Object plain(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().stripTrailingZeros();
        }
        if (node.isContainerNode()) {
            List<Object> parts = new ArrayList<>();
            node.forEach(part -> parts.add(plain(part)));
            node.fieldNames().forEachRemaining(parts::add);
            return parts;
        }
        return node;
    }

    @Test
    void everyDocumentedFieldHasItsNameAndTheRestIsKept() throws Exception {
        String frame = order("ou", "0.75", "1", "PARTIALLY FILLED @ 9999.5(0.25)");
        comesBackWhole(frame);
        OrderUpdate update = (OrderUpdate) read(frame).getFirst();

        assertThat(update.details().unknown()).containsOnlyKeys("11", "14", "27", "30");
        assertThat(update.state().describe())
                .isEqualTo("BUY 1 tBTCUSD at 9000 is PARTIALLY_FILLED, 0.25 filled (order 7)");
        assertThat(update.stopPrice()).isEqualByComparingTo("10000");
        assertThat(update.origin().eventTime().value()).isEqualTo(1755757984000L);
        assertThat(update.details().get(Detail.ACCOUNT_SEQUENCE)).contains(15214L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on | -1   | -1 | ACTIVE | NEW | NEW | 0",
                "ou | -0.6 | -1 | PARTIALLY FILLED @ 107.6(-0.4) | PARTIALLY_FILLED | TRADE | 0.4",
                "ou | 2    | 2  | ACTIVE | NEW | AMENDMENT | 0",
                "oc | 0    | 1  | EXECUTED @ 10(0.1): was PARTIALLY FILLED @ 9(0.9) | FILLED | TRADE | 1",
                "oc | 0    | 1  | FORCED EXECUTED | FILLED | CALCULATED | 1",
                "oc | 0.3  | 1  | CANCELED was: PARTIALLY FILLED @ 10(0.7) | CANCELED | CANCELED | 0.7",
                "oc | -1   | -1 | CANCELED | CANCELED | CANCELED | 0",
                "oc | 0.3  | 1  | IOC CANCELED was: PARTIALLY FILLED @ 10(0.7) | EXPIRED | EXPIRED | 0.7",
                "oc | 1    | 1  | POSTONLY CANCELED | EXPIRED | EXPIRED | 0",
                "oc | 0.5  | 1  | INSUFFICIENT BALANCE (G1) was: ACTIVE | EXPIRED | EXPIRED | 0.5",
                "oc | 1    | 1  | RSN_DUST was: ACTIVE (note: POSCLOSE) | EXPIRED | EXPIRED | 0",
            })
    void theNumbersSayWhatAnOrderIsAndTheWordsWhoEndedIt(
            String type,
            String open,
            String wanted,
            String words,
            OrderStatus status,
            Execution execution,
            BigDecimal filled)
            throws Exception {
        String frame = order(type, open, wanted, words);
        OrderUpdate update = (OrderUpdate) read(frame).getFirst();

        assertThat(update.status()).isEqualTo(status);
        assertThat(update.execution()).isEqualTo(execution);
        assertThat(update.filled()).isEqualByComparingTo(filled);
        assertThat(update.fill()).isEmpty();
        comesBackWhole(frame);
    }

    @Test
    void aFillCountsWithItsFeeAndTheEarlyOneIsTheSameTrade() throws Exception {
        Fill fill = (Fill) read(FILL).getFirst();
        EarlyFill early =
                (EarlyFill)
                        read(FILL.replace("\"tu\"", "\"te\"")
                                        .replace("-5.2128e-8,\"BTC\"", "null,null"))
                                .getFirst();

        assertThat(fill.commission().toPlainString()).isEqualTo("0.000000052128");
        assertThat(fill.commissionAsset()).isEqualTo("BTC");
        assertThat(fill.details().unknown()).isEmpty();
        assertThat(early.tradeId()).isEqualTo(fill.tradeId());
        assertThat(early.lastQuantity()).isEqualTo(fill.quantity());
        assertThat(early.clientOrderId()).isEqualTo("1755757984210");
    }

    @Test
    void whatIsNotAvailableStaysSoUntilTheVenueSaysOtherwise() throws Exception {
        assertThat(wallet("739.02,0,null")).isEqualTo("739.02 free, 0 locked");
        assertThat(wallet("739.02,0,729.02")).isEqualTo("729.02 free, 10.00 locked");
        assertThat(wallet("735.02,0,null")).isEqualTo("725.02 free, 10.00 locked");
        assertThat(read("[0,\"wu\",[\"margin\",\"UST\",1,0,null,null,null]]").getFirst())
                .isInstanceOfSatisfying(
                        AccountPosition.class,
                        it -> assertThat(it.balances().getFirst().asset()).isEqualTo("margin:UST"));
    }

    private String wallet(String amounts) throws BadTextException {
        AccountPosition position =
                (AccountPosition)
                        read("[0,\"wu\",[\"exchange\",\"UST\"," + amounts + ",null,null]]")
                                .getFirst();
        Balance balance = position.balances().getFirst();
        return balance.free().toPlainString()
                + " free, "
                + balance.locked().toPlainString()
                + " locked";
    }

    @Test
    void positionsNotificationsAndTheUnknownAreKeptWhole() throws Exception {
        for (String frame :
                List.of(
                        "[0,\"pu\",[\"tBTCUSD\",\"ACTIVE\",0.1,1e4]]",
                        "[0,\"n\",[1582304782.761,\"on-req\",null,null,[null],null,\"ERROR\",\"no\"]]",
                        "[0,\"uac\",{\"new\":[1.50,null]}]")) {
            comesBackWhole(frame);
            assertThat(read(frame).getFirst()).isInstanceOf(AccountEvent.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | no JSON: JsonParseException",
                "[0,\"oc\",{}] | an order is no list of fields",
                "[0,\"tu\",[1,\"tBTCUSD\",2,3,\"x\"]] | field 4 of tu is \"x\", not a number",
                "[0,\"wu\",[\"exchange\",\"BTC\",1e999]] | field 2 of a wallet is 1E+999, not a number"
            })
    void textThatIsNoEventIsRefusedByName(String frame, String why) {
        assertThatThrownBy(() -> read(frame)).isInstanceOf(BadTextException.class).hasMessage(why);
    }

    @Test
    void anOrderOfWhichMoreIsOpenThanIsWantedIsRefused() {
        assertThatThrownBy(() -> read(order("ou", "2", "1", "ACTIVE")))
                .hasMessage("order 7 wants 1, of which 2 is open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | Orders | NEW",
                "orders/hist | Orders | EXPIRED",
                "orders/tBTCUSD/hist | Orders | EXPIRED",
                "order/tBTCUSD:7/trades | Fills | ",
                "trades/hist | Fills | ",
                "wallets | AllBalances | ",
            })
    void recordedAnswersAreRead(String path, String kind, String status) throws Exception {
        String row =
                switch (kind) {
                    case "Orders" -> payload(order("os", "1", "1", "POSTONLY CANCELED"));
                    case "Fills" -> payload(FILL);
                    default -> "[\"exchange\",\"BTC\",1,0,0.5,null,null]";
                };
        AccountAnswer answer =
                new BitfinexAccountVenue()
                        .recordedAnswer(
                                URI.create("https://api.bitfinex.com/v2/auth/r/" + path),
                                ("[" + row + "]").getBytes(StandardCharsets.UTF_8),
                                5)
                        .orElseThrow();

        assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
        if (answer instanceof AccountAnswer.Orders orders) {
            assertThat(orders.rows().getFirst().state().status()).hasToString(status);
        }
    }

    private static String payload(String frame) throws IOException {
        return MAPPER.readTree(frame).get(2).toString();
    }

    /** Damage at random places: jqwik prints the seed of a failure. */
    @Property(tries = 1000)
    void damagedTextGivesEventsOrIsRefused(@ForAll long seed) {
        Random random = new Random(seed);
        String whole = random.nextBoolean() ? FILL : order("oc", "0", "1", "EXECUTED");
        byte[] frame = whole.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            frame[random.nextInt(frame.length)] =
                    (byte) "\"{}[]:,0-e9x\n".charAt(random.nextInt(13));
        }
        try {
            frames.read(AccountRow.tree(frame, 0, frame.length), 0);
        } catch (BadTextException e) {
            assertThat(e.what()).isNotBlank();
        }
    }
}
