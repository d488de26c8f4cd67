package dev.fathom.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.common.Failure;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskingLoopTest {
    private static final String KNOWN =
            "known are binance, binance-us, binance-futures, binance-delivery, bitfinex, upbit,"
                    + " kraken";

    private final List<String> happened = new ArrayList<>();

    @Test
    void asksAgainAfterAnUnknownVenueAndAfterTheEndOfAWatch() throws Exception {
        run(
                List.of("nowhere:abc", "BINANCE:btc-usdt", ""),
                watched -> {
                    happened.add("watch " + watched);
                    return WatchEnd.REFUSED;
                });

        assertThat(happened)
                .containsExactly(
                        "ask",
                        "unknown venue 'nowhere': " + KNOWN,
                        "ask",
                        "watch [binance:BTCUSDT]",
                        "ask");
    }

    @Test
    void severalInstrumentsMayBeNamedEachOnce() throws Exception {
        run(
                List.of("binance:btcusdt, binance:ETHUSDT binance:BTCUSDT"),
                watched -> {
                    happened.add("watch " + watched);
                    return WatchEnd.QUIT;
                });

        assertThat(happened)
                .containsExactly("ask", "watch [binance:BTCUSDT, binance:ETHUSDT]", "ask", "");
    }

    @Test
    void endsWhenTheWatchWasStopped() throws Exception {
        run(List.of("binance:btcusdt", "binance:ethusdt"), _ -> WatchEnd.STOPPED);

        assertThat(happened).containsExactly("ask");
    }

    @Test
    void endsAtAGoodbye() throws Exception {
        run(List.of("Quit", "binance:ethusdt"), _ -> WatchEnd.QUIT);

        assertThat(happened).containsExactly("ask");
    }

    @Test
    void tellsWhatAWatchCannotDo() throws Exception {
        run(
                List.of("binance:btcusdt"),
                _ -> {
                    throw Failure.usage("no such channel");
                });

        assertThat(happened).containsExactly("ask", "no such channel", "ask", "");
    }

    private interface Watched {
        WatchEnd by(List<Instrument> instruments);
    }

    private void run(List<String> answers, Watched watch) throws IOException, InterruptedException {
        Deque<String> left = new ArrayDeque<>(answers);
        new AskingLoop(
                        question -> {
                            assertThat(question).isEqualTo(AskingLoop.QUESTION);
                            happened.add("ask");
                        },
                        happened::add,
                        () -> Optional.ofNullable(left.poll()))
                .run(watch::by);
    }
}
