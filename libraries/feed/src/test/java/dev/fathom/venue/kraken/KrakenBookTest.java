package dev.fathom.venue.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.venue.BookUnderTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Books of Kraken from frames by hand, the checksums of the documents among them. */
class KrakenBookTest {
    private static final String V2 = "wss://ws.kraken.com/v2";
    private static final String V1 = "wss://ws.kraken.com";

    // The example of the page "Book checksum (v2)".
    private static final String SNAPSHOT =
            """
            {"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[\
            {"price":45283.5,"qty":0.10000000},{"price":45283.4,"qty":1.54582015},\
            {"price":45282.1,"qty":0.10000000},{"price":45281.0,"qty":0.10000000},\
            {"price":45280.3,"qty":1.54592586},{"price":45279.0,"qty":0.07990000},\
            {"price":45277.6,"qty":0.03310103},{"price":45277.5,"qty":0.30000000},\
            {"price":45277.3,"qty":1.54602737},{"price":45276.6,"qty":0.15445238}],"asks":[\
            {"price":45285.2,"qty":0.00100000},{"price":45286.4,"qty":1.54571953},\
            {"price":45286.6,"qty":1.54571109},{"price":45289.6,"qty":1.54560911},\
            {"price":45290.2,"qty":0.15890660},{"price":45291.8,"qty":1.54553491},\
            {"price":45294.7,"qty":0.04454749},{"price":45296.1,"qty":0.35380000},\
            {"price":45297.5,"qty":0.09945542},{"price":45299.5,"qty":0.18772827}],\
            "checksum":3310070434,"timestamp":"2023-10-06T17:35:55.440295Z"}]}\
            """;

    private final BookUnderTest v2 = new BookUnderTest(new KrakenVenue(), V2);

    private static String update(String bids, String asks, long checksum) {
        return """
        {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[%s],\
        "asks":[%s],"checksum":%d,"timestamp":"2023-10-06T17:35:56Z"}]}\
        """
                .formatted(bids, asks, checksum);
    }

    @Test
    void theExampleOfTheDocuments() {
        v2.receive(SNAPSHOT);

        assertThat(v2.told).containsExactly("kraken:BTC/USD: live at id 0");
        assertThat(v2.checksums()).isOne();
        assertThat(v2.book("kraken", "BTC/USD").levels().bestBid().orElseThrow())
                .hasToString("45283.5 x 0.10000000");
        assertThat(v2.book("kraken", "BTC/USD").venueTime().value()).isEqualTo(1696613755440295L);
    }

    @Test
    void aChecksumThatIsAnotherLosesTheBook() {
        v2.receive(SNAPSHOT).receive(update("{\"price\":45283.5,\"qty\":0.2}", "", 3310070434L));

        assertThat(v2.told.getLast())
                .startsWith("kraken:BTC/USD: lost, checksum: the venue's is 3310070434, ours ");
        assertThat(v2.levels("kraken", "BTC/USD")).isEqualTo("|");
        v2.receive(SNAPSHOT);
        assertThat(v2.told.getLast()).isEqualTo("kraken:BTC/USD: resynced at id 2");
    }

    @Test
    void whatIsPushedOutOfTheWindowIsForgotten() {
        v2.receive(
                """
                {"method":"subscribe","result":{"channel":"book","depth":10,"snapshot":true,\
                "symbol":"BTC/USD"},"success":true,"req_id":1}\
                """);
        v2.receive(SNAPSHOT);
        int crc = crcAfter("452870", "500000000");
        v2.receive(update("", "{\"price\":45287.0,\"qty\":5.00000000}", crc & 0xFFFFFFFFL));

        assertThat(v2.levels("kraken", "BTC/USD"))
                .contains("45287@5")
                .doesNotContain("45299.5@")
                .contains("45276.6@");
        assertThat(v2.book("kraken", "BTC/USD").levels().knownDepth(Side.ASK))
                .isEqualTo(new KnownDepth.UpTo(new BigDecimal("45297.5")));
        assertThat(v2.book("kraken", "BTC/USD").levels().knownLevels(Side.ASK)).isEqualTo(10);
    }

    // The text of the documents with one ask put between the third and the fourth.
    private static int crcAfter(String price, String size) {
        String text =
                "452852100000452864154571953452866154571109"
                        + price
                        + size
                        + "452896154560911452902158906604529181545534914529474454749"
                        + "4529613538000045297599455424528351000000045283415458201545282110000000"
                        + "4528101000000045280315459258645279079900004527763310103"
                        + "4527753000000045277315460273745276615445238";
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }

    @Test
    void removingWhatIsNotThereLosesTheBook() {
        v2.receive(SNAPSHOT).receive(update("{\"price\":1.0,\"qty\":0.0}", "", 3310070434L));

        assertThat(v2.told.getLast())
                .isEqualTo("kraken:BTC/USD: lost, unknown delete: BID 1.0 is removed");
    }

    @Test
    void onePriceMayComeTwiceAndTheLastOneCounts() {
        v2.receive(SNAPSHOT)
                .receive(
                        update(
                                "{\"price\":45282.0,\"qty\":1.0},{\"price\":45282.0,\"qty\":0.0}",
                                "",
                                3310070434L));

        assertThat(v2.told).hasSize(1);
        assertThat(v2.checksums()).isEqualTo(2);
    }

    @Test
    void updatesBeforeTheSnapshotMakeNoBook() {
        v2.receive(update("{\"price\":1.0,\"qty\":1.0}", "", 1));

        assertThat(v2.told).isEmpty();
        assertThat(v2.levels("kraken", "BTC/USD")).isEqualTo("|");
    }

    // Below the best ten levels no checksum would tell.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"sym",
                "{\"chan",
                "{"
            })
    void aFrameOfNobodyKnowsWhatLosesTheBooks(String frame) {
        v2.receive(SNAPSHOT).receive(frame);

        assertThat(v2.told.getLast()).startsWith("kraken:BTC/USD: lost, bad frame: ");
    }

    @Test
    void aFrameWithoutItsChecksumLosesTheBook() {
        v2.receive(SNAPSHOT)
                .receive(
                        """
                        {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],\
                        "asks":[]}]}\
                        """);

        assertThat(v2.told.getLast())
                .isEqualTo("kraken:BTC/USD: lost, bad frame: member \"checksum\" is missing");
    }

    // The example of the page "Book checksum (v1)", in the frame it would come in.
    @Test
    void theExampleOfVersionOne() {
        BookUnderTest v1 = new BookUnderTest(new KrakenVenue(), V1);
        StringBuilder asks = new StringBuilder();
        StringBuilder bids = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            String bid =
                    new String[] {
                                "0.05000", "0.04995", "0.04990", "0.04980", "0.04975", "0.04970",
                                "0.04965", "0.04960", "0.04955", "0.04950"
                            }
                            [i];
            String rest = "\"0.00000500\",\"1582905487.684110\"]";
            asks.append(i == 0 ? "" : ",")
                    .append("[\"0.050%02d\",".formatted(5 + 5 * i))
                    .append(rest);
            bids.append(i == 0 ? "" : ",").append("[\"").append(bid).append("\",").append(rest);
        }
        v1.receive("[0,{\"as\":[%s],\"bs\":[]},\"book-10\",\"XBT/USD\"]".formatted(asks));
        v1.receive(
                "[0,{\"a\":[]},{\"b\":[%s],\"c\":\"974947235\"},\"book-10\",\"XBT/USD\"]"
                        .formatted(bids));

        assertThat(v1.told).containsExactly("kraken:XBT/USD: live at id 0");
        assertThat(v1.checksums()).isOne();
        assertThat(v1.book("kraken", "XBT/USD").venueTime().value()).isEqualTo(1582905487684110L);
    }
}
