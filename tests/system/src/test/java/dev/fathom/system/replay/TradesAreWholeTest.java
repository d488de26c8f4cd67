package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trade ids of recordings run on without a gap. */
class TradesAreWholeTest {
    @ParameterizedTest
    @CsvSource({
        "binance-spot/btcusdt_20240808_20240809.jsonl.gz, 19904, 0",
        "binance-spot/btcusdt_20201101_0900_aggtrade.jsonl.gz, 0, 18054",
        "binance-spot/ethbtc_20201101_0900_aggtrade.jsonl.gz, 0, 1736",
    })
    void noIdIsMissing(String file, int trades, int aggregates) throws Exception {
        Chains chains = new Chains();

        Captures.play(file, chains);

        assertThat(chains.gaps).isZero();
        assertThat(chains.trades).isEqualTo(trades);
        assertThat(chains.aggregates).isEqualTo(aggregates);
    }

    private static final class Chains implements FeedListener {
        private final Map<Instrument, Long> lastTrade = new HashMap<>();
        private final Map<Instrument, AggregateTrade> lastAggregate = new HashMap<>();
        private int trades;
        private int aggregates;
        private int gaps;

        @Override
        public void onBook(LiveBook book) {}

        @Override
        public void onTrade(Trade trade) {
            trades++;
            Long last = lastTrade.put(trade.instrument(), trade.id());
            gaps += last == null || trade.id() == last + 1 ? 0 : 1;
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            aggregates++;
            AggregateTrade last = lastAggregate.put(trade.instrument(), trade);
            boolean follows =
                    last == null
                            || (trade.id() == last.id() + 1
                                    && trade.firstTradeId() == last.lastTradeId() + 1);
            gaps += follows ? 0 : 1;
        }
    }
}
