package dev.fathom.venue.tardis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.Side;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.VenueNotice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TardisDecoderTest {
    private static final String START = "deribit,BTC-PERPETUAL,1596240000000001,1596240000000200,";

    private final TardisDecoder decoder = new TardisDecoder();
    private final List<String> told = new ArrayList<>();

    private void decode(byte[] bytes) {
        decoder.decode(Frame.of(1, Frame.Direction.IN, 5, 5, bytes, 0, bytes.length), new Told());
    }

    private void decode(String... rows) {
        decode(String.join(" ", rows).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSnapshotBehindChangesThrowsTheBookAwayAndOneBehindASnapshotGoesOn() {
        decode(START + "true,bid,10.5,2", START + "true,ask,10.60,1e-7");
        decode(START + "true,ask,10.7,1");
        decode(START + "false,bid,10.5,0");
        decode(START + "true,bid,9,1", START + "true,ask,11,1");

        assertThat(told)
                .containsExactly(
                        "STATE deribit:BTC-PERPETUAL 1 bids 1 asks at 1596240000000001",
                        "UPDATE deribit:BTC-PERPETUAL 0 bids 1 asks at 1596240000000001",
                        "UPDATE deribit:BTC-PERPETUAL 1 bids 0 asks at 1596240000000001",
                        "STATE deribit:BTC-PERPETUAL 1 bids 1 asks at 1596240000000001");
    }

    @Test
    void aRowThatIsNoneIsABadFrame() {
        decode(START + "true,bid,10.5");
        decode(START + "true,bid,,1");
        decode(START + "true,bid,1,-1");
        decode("");

        assertThat(told).hasSize(4).allMatch(it -> it.startsWith("bad: "));
    }

    @Test
    void anyBytesEndInACall() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] good =
                (START + "true,bid,10.5,2 " + START + "false,ask,1e9,0.25")
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            told.clear();
            decode(bytes);
            assertThat(told).hasSize(1);
        }
    }

    private final class Told implements DecodedListener {
        @Override
        public void onDepth(DepthMessage message) {
            told.add(
                    "%s %s %d bids %d asks at %d"
                            .formatted(
                                    message.kind(),
                                    message.instrument(),
                                    message.side(Side.BID).count(),
                                    message.side(Side.ASK).count(),
                                    message.rawVenueTime()));
        }

        @Override
        public void onTrade(Trade trade) {
            told.add("trade");
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            told.add("aggregate");
        }

        @Override
        public void onQuote(BestQuote quote) {
            told.add("quote");
        }

        @Override
        public void onReply(ControlReply reply) {
            told.add("reply");
        }

        @Override
        public void onNotice(VenueNotice notice) {
            told.add("notice");
        }

        @Override
        public void onOther() {
            told.add("other");
        }

        @Override
        public void onBadFrame(BadFrame frame) {
            told.add("bad: " + frame.what());
        }
    }
}
