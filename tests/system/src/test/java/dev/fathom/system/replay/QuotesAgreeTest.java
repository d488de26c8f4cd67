package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.Decimals;
import dev.fathom.book.Level;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.Instrument;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The venue's own best bid and ask, sent beside its depth, against the book: after each update, the
 * newest quote whose id lies inside that update is compared in price and size of both sides.
 */
class QuotesAgreeTest {
    @ParameterizedTest
    @CsvSource({
        "binance-spot/btcusdt_20240808_20240809.jsonl.gz, 5735, 5737",
        "binance-spot/ten_symbols_20210405.jsonl.gz, 2344, 2344",
        "binance-spot/four_symbols_limit5000_20210814.jsonl.gz, 200, 200",
        "binance-us/four_symbols_20211012.jsonl.gz, 97, 97",
    })
    void bestLevelsEqualTheVenuesQuotes(String file, int equal, int compared) throws Exception {
        Quotes quotes = new Quotes();
        Captures.play(file, quotes);
        Comparison comparison = new Comparison(quotes.byId);

        Captures.play(file, comparison);

        assertThat(comparison.compared).isEqualTo(compared);
        assertThat(comparison.equal).isEqualTo(equal);
    }

    private static final class Quotes implements FeedListener {
        private final Map<Instrument, TreeMap<Long, BestQuote>> byId = new HashMap<>();

        @Override
        public void onBook(LiveBook book) {}

        @Override
        public void onQuote(BestQuote quote) {
            byId.computeIfAbsent(quote.instrument(), _ -> new TreeMap<>())
                    .put(quote.updateId(), quote);
        }
    }

    private static final class Comparison implements FeedListener {
        private final Map<Instrument, TreeMap<Long, BestQuote>> quotes;
        private int equal;
        private int compared;

        Comparison(Map<Instrument, TreeMap<Long, BestQuote>> quotes) {
            this.quotes = quotes;
        }

        @Override
        public void onBook(LiveBook book) {
            TreeMap<Long, BestQuote> of = quotes.get(book.instrument());
            if (of == null || !(book.change() instanceof BookUpdate update)) {
                return;
            }
            Map.Entry<Long, BestQuote> newest = of.floorEntry(update.lastId());
            if (newest == null || newest.getKey() < update.firstId()) {
                return;
            }
            compared++;
            BestQuote quote = newest.getValue();
            if (isSame(book.bestBid().orElseThrow(), quote.bid())
                    && isSame(book.bestAsk().orElseThrow(), quote.ask())) {
                equal++;
            }
        }

        private static boolean isSame(Level one, Level other) {
            return Decimals.compare(
                                    one.price(), one.priceScale(),
                                    other.price(), other.priceScale())
                            == 0
                    && Decimals.compare(
                                    one.size(), one.sizeScale(), other.size(), other.sizeScale())
                            == 0;
        }
    }
}
