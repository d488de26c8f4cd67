package dev.fathom.cli.ladder;

import dev.fathom.book.BookView;
import dev.fathom.book.DecimalOverflowException;
import dev.fathom.cli.common.Shell;
import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The live ladder on a terminal, drawn by the thread that calls {@link #run}. It looks at the books
 * a few times a second, so that it never holds up a connection, and sends only what changed on the
 * screen.
 */
public final class LadderScreen {
    private static final long FRAME_MS = 100;
    private static final long ESCAPE_MS = 25;
    private static final int ROWS_BESIDE = 10;
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final Shell shell;
    private final Feed feed;
    private final List<Instrument> instruments;
    private final TradeTape tape;
    private final Supplier<List<String>> headlines;
    private final long everyNs;
    private final StatusLines status = new StatusLines();
    private final Map<Instrument, RateMeter> updateRates = new HashMap<>();
    private final Map<Instrument, RateMeter> tradeRates = new HashMap<>();
    private final Map<Instrument, Widths> widths = new HashMap<>();
    private final Map<Instrument, Pane> still = new HashMap<>();
    private long nextLookNs;
    private Wishes wishes;
    private int rows = USUAL_ROWS;

    /**
     * A screen that is not shown yet and follows the books as fast as it draws.
     *
     * @param feed follows the books of the instruments already
     * @param tape gets the trades
     * @param depth levels a side; empty for as many as fit
     * @param headlines lines above the books, asked for at each frame
     */
    public LadderScreen(
            Shell shell,
            Feed feed,
            List<Instrument> instruments,
            TradeTape tape,
            Optional<Integer> depth,
            Supplier<List<String>> headlines) {
        this(shell, feed, instruments, tape, depth, headlines, Duration.ZERO);
    }

    /**
     * A screen that is not shown yet.
     *
     * @param every how long levels stand still; those of a book that is live no more are gone at
     *     once
     */
    public LadderScreen(
            Shell shell,
            Feed feed,
            List<Instrument> instruments,
            TradeTape tape,
            Optional<Integer> depth,
            Supplier<List<String>> headlines,
            Duration every) {
        this.shell = shell;
        this.feed = feed;
        this.instruments = List.copyOf(instruments);
        this.tape = tape;
        this.headlines = headlines;
        this.everyNs = every.toNanos();
        this.wishes = Wishes.first(instruments.size(), depth);
    }

    /**
     * Shows the ladder until the person quits or it is over. Lines for people are shown in it
     * meanwhile.
     *
     * @return true when the person quit
     * @throws IOException if there is no terminal
     */
    public boolean run(BooleanSupplier over) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build()) {
            Attributes before = terminal.enterRawMode();
            terminal.puts(Capability.enter_ca_mode);
            terminal.puts(Capability.cursor_invisible);
            try (Shell.Diversion _ = shell.divert(status::add)) {
                draw(terminal, over);
            } finally {
                terminal.puts(Capability.cursor_visible);
                terminal.puts(Capability.exit_ca_mode);
                terminal.flush();
                terminal.setAttributes(before);
            }
            return wishes.quit();
        }
    }

    private void draw(Terminal terminal, BooleanSupplier over) throws IOException {
        Display display = new Display(terminal, true);
        Look look =
                new Look(
                        shell.hasColours(),
                        terminal.outputEncoding().equals(StandardCharsets.UTF_8));
        Size shown = Size.of(0, 0);
        while (!wishes.quit() && !over.getAsBoolean()) {
            Size size = size(terminal);
            if (!size.equals(shown)) {
                display.clear();
                display.resize(size);
                shown = size;
                rows = size.getRows();
                widths.clear();
                nextLookNs = System.nanoTime();
            }
            Picture picture = picture(look, System.nanoTime());
            display.update(LadderDrawing.draw(picture, size.getColumns(), rows), -1);
            terminal.flush();
            react(key(terminal.reader()));
        }
    }

    private void react(LadderKey key) {
        if (key == LadderKey.STOP) {
            shell.stop().now();
        }
        int group = wishes.group();
        wishes = wishes.after(key, Math.max(1, (rows - ROWS_BESIDE) / 2));
        if (wishes.group() != group) {
            widths.clear();
            nextLookNs = System.nanoTime();
        }
    }

    private static Size size(Terminal terminal) {
        Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0
                ? Size.of(size.getColumns(), size.getRows())
                : Size.of(USUAL_COLUMNS, USUAL_ROWS);
    }

    /** Waits for a key until the next frame is due. */
    private static LadderKey key(NonBlockingReader reader) throws IOException {
        int character = reader.read(FRAME_MS);
        if (character == NonBlockingReader.READ_EXPIRED) {
            return LadderKey.NONE;
        }
        if (character != '\033') {
            return LadderKey.of(character);
        }
        int bracket = reader.read(ESCAPE_MS);
        return bracket == '[' || bracket == 'O'
                ? LadderKey.ofArrow(reader.read(ESCAPE_MS))
                : LadderKey.NONE;
    }

    private Picture picture(Look look, long nowNs) {
        if (nowNs >= nextLookNs) {
            nextLookNs = nowNs + everyNs;
            still.clear();
        }
        List<Pane> panes = new ArrayList<>();
        for (Instrument instrument : instruments) {
            panes.add(pane(instrument, nowNs));
        }
        return new Picture(
                panes, wishes.selected(), wishes.depth(), headlines.get(), status.all(), look);
    }

    private Pane pane(Instrument instrument, long nowNs) {
        // Groups are made from whole books; otherwise what is on the screen is enough.
        Book book = feed.book(instrument, wishes.group() > 0 ? Integer.MAX_VALUE : rows);
        Pane before = still.get(instrument);
        if (before != null && before.book().isLive() && book.isLive()) {
            return before;
        }
        RateMeter updates = updateRates.computeIfAbsent(instrument, _ -> new RateMeter());
        RateMeter trades = tradeRates.computeIfAbsent(instrument, _ -> new RateMeter());
        updates.sample(nowNs, book.updates());
        trades.sample(nowNs, tape.count(instrument));
        Optional<BigDecimal> step =
                GroupSteps.step(wishes.group(), Digits.decimals(book.levels(), true));
        BookView levels = step.map(s -> grouped(book.levels(), s)).orElse(book.levels());
        List<Trade> last = tape.newest(instrument);
        Pane now =
                new Pane(
                        book,
                        levels,
                        step,
                        widths.merge(instrument, Widths.of(levels, rows, last), Widths::atLeast),
                        last,
                        updates.tenthsPerSecond(),
                        trades.tenthsPerSecond());
        still.put(instrument, now);
        return now;
    }

    private static BookView grouped(BookView view, BigDecimal step) {
        try {
            return view.groupedBy(step);
        } catch (DecimalOverflowException e) {
            // A sum of sizes beyond what a level holds: the levels themselves are still true.
            return view;
        }
    }
}
