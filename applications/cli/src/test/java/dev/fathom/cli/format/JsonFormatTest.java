package dev.fathom.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.KnownDepth;
import dev.fathom.feed.Latency;
import dev.fathom.market.TakerSide;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
    private final JsonFormat format = new JsonFormat();

    @Test
    void aLiveBookTellsItsLatencyOnceItIsMeasured() {
        var book = SampleBooks.live(SampleBooks.view(1, new KnownDepth.Complete()));

        assertThat(format.book(book)).doesNotContain("wireToBook");
        assertThat(
                        format.book(
                                SampleBooks.with(
                                        book, new Latency(9, 8_000, 21_000, 90_000, 1_234_567))))
                .endsWith(
                        ",\"wireToBook\":{\"count\":9,\"p50Ns\":8000,\"p99Ns\":21000,\"p999Ns\":90000,\"maxNs\":1234567}}\n");
    }

    @Test
    void aLiveBookIsOneLineWithStrings() {
        var view = SampleBooks.view(1, new KnownDepth.UpTo(new BigDecimal("3.17")));

        assertThat(format.book(SampleBooks.live(view)))
                .isEqualTo(
                        "{\"type\":\"book\",\"instrument\":\"binance:LTCBTC\",\"state\":\"live\","
                                + "\"reason\":null,\"lastId\":160,\"venueTime\":1672515782136,"
                                + "\"venueTimeUnit\":\"ms\",\"receivedAtNs\":1672515782140000000,"
                                + "\"ageMs\":34,\"bids\":[[\"3.16000000\",\"1.00000000\"]],"
                                + "\"asks\":[[\"3.17000000\",\"1.00000000\"]],"
                                + "\"knownDepth\":{\"bids\":\"complete\",\"asks\":\"3.17000000\"},"
                                + "\"updates\":41,\"resyncs\":2,\"buffer\":{\"updates\":0,"
                                + "\"levels\":0,\"peakUpdates\":0,\"updateLimit\":0,"
                                + "\"oldestReceivedAtNs\":0}}\n");
    }

    @Test
    void aLostBookHasAReasonAndNoLevels() {
        assertThat(format.book(SampleBooks.lost()))
                .contains("\"state\":\"lost\",\"reason\":\"gap: expected first id 13, got 14\"")
                .contains("\"lastId\":null", "\"bids\":[],\"asks\":[]")
                .contains("\"knownDepth\":{\"bids\":null,\"asks\":null}")
                .contains("\"buffer\":{\"updates\":1,\"levels\":4,\"peakUpdates\":5");
    }

    @Test
    void aTradeIsOneLine() {
        assertThat(format.trade(SampleBooks.trade(5, TakerSide.BUY)))
                .isEqualTo(
                        "{\"type\":\"trade\",\"instrument\":\"binance:LTCBTC\",\"id\":5,"
                                + "\"price\":\"3.16245000\",\"size\":\"12.50000000\","
                                + "\"takerSide\":\"buy\",\"venueTime\":1672515782136,"
                                + "\"venueTimeUnit\":\"ms\",\"receivedAtNs\":1672515782140000000}\n");
    }
}
