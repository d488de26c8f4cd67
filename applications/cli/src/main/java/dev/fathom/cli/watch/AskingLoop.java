package dev.fathom.cli.watch;

import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.InstrumentArgument;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for instruments and watches them, again and again. */
final class AskingLoop {
    static final String QUESTION = "Instrument (such as binance:btcusdt; empty to end): ";

    /** Where answers come from. */
    interface Answers {
        Optional<String> next() throws IOException, InterruptedException;
    }

    /** What is done with an answer. */
    interface Watch {
        WatchEnd run(List<Instrument> instruments) throws IOException, InterruptedException;
    }

    private final Consumer<String> ask;
    private final Consumer<String> tell;
    private final Answers answers;

    /**
     * A loop that has not asked yet.
     *
     * @param ask shows a question, without a line feed
     * @param tell shows a line
     */
    AskingLoop(Consumer<String> ask, Consumer<String> tell, Answers answers) {
        this.ask = ask;
        this.tell = tell;
        this.answers = answers;
    }

    /** Asks until there is no answer, an empty one, or the watch was stopped. */
    void run(Watch watch) throws IOException, InterruptedException {
        while (true) {
            ask.accept(QUESTION);
            Optional<String> typed = answers.next();
            if (typed.isEmpty()) {
                // Whoever writes next begins on a line of its own.
                tell.accept("");
                return;
            }
            String answer = typed.get().strip();
            if (answer.isEmpty() || isGoodbye(answer)) {
                return;
            }
            try {
                if (watch.run(InstrumentArgument.readAll(List.of(answer.split("[\\s,]+"))))
                        == WatchEnd.STOPPED) {
                    return;
                }
            } catch (Failure e) {
                tell.accept(e.line());
            }
        }
    }

    private static boolean isGoodbye(String answer) {
        return List.of("q", "quit", "exit").contains(answer.toLowerCase(Locale.ROOT));
    }
}
