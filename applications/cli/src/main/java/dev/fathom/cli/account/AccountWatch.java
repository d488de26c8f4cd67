package dev.fathom.cli.account;

import dev.fathom.account.Account;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.Disagreement;
import dev.fathom.account.Fill;
import dev.fathom.cli.common.Outbox;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TextFile;
import dev.fathom.feed.AccountFeed;
import dev.fathom.feed.AccountFeedListener;
import dev.fathom.feed.AccountStatus;
import dev.fathom.market.TradeSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to an account. Its thread fills an outbox; the thread that calls {@link #run}
 * formats and writes, so that a slow terminal does not hold up the account.
 */
final class AccountWatch implements AccountFeedListener {
    private static final int MOST_PIECES = 100_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final long PIECE_BYTES = 600;
    private static final long LOOK_MS = 200;

    /** What is to be written. */
    private sealed interface Piece {
        record Happened(AccountEvent event) implements Piece {}

        record Compared() implements Piece {}

        record Summary(AccountFormat.Holds now) implements Piece {}
    }

    private final Shell shell;
    private final AccountFormat format;
    private final AccountFormat lines = new AccountText();
    private final Optional<TextFile> file;
    private final Outbox<Piece> outbox = new Outbox<>(MOST_PIECES, MOST_BYTES);
    private final Filled filled = new Filled();
    private final List<AccountEvent> early = new ArrayList<>();
    private boolean isCompared;
    private boolean isSummed;
    private volatile boolean isRefused;
    private long fills;
    private long events;

    AccountWatch(Shell shell, AccountFormat format, Optional<TextFile> file) {
        this.shell = shell;
        this.format = format;
        this.file = file;
    }

    /**
     * Writes until the end.
     *
     * @return false if the venue did not give the account out
     */
    boolean run(AccountFeed feed, Optional<Duration> limit)
            throws InterruptedException, IOException {
        long startNs = System.nanoTime();
        long limitNs = limit.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (!shell.stop().isWished() && !isRefused && System.nanoTime() - startNs < limitNs) {
            write(outbox.take(LOOK_MS), feed);
        }
        while (!outbox.isEmpty()) {
            write(outbox.take(0), feed);
        }
        shell.tell("ended: %,d fills and %,d other events told".formatted(fills, events - fills));
        return !isRefused;
    }

    private void write(@Nullable Piece piece, AccountFeed feed) throws IOException {
        switch (piece) {
            case null -> {
                // Nothing came.
            }
            case Piece.Compared _ -> feed.read(this::sum);
            case Piece.Summary(AccountFormat.Holds now) -> shell.out().write(format.summary(now));
            case Piece.Happened(AccountEvent event) -> write(event);
        }
        if (outbox.isEmpty()) {
            shell.out().flush();
            long leftOut = outbox.leftOut();
            if (leftOut > 0) {
                shell.tell("output is read too slowly: " + leftOut + " events were left out");
            }
        }
    }

    private void write(AccountEvent event) throws IOException {
        events++;
        fills += event instanceof Fill ? 1 : 0;
        BigDecimal sum = filled.after(event);
        shell.out().write(format.event(event, sum));
        if (file.isPresent()) {
            for (String line : lines.event(event, sum).lines().toList()) {
                file.get().line(line);
            }
            file.get().flush();
        }
    }

    @Override
    public void onEvent(AccountEvent event) {
        if (isSummed) {
            outbox.put(new Piece.Happened(event), PIECE_BYTES);
        } else {
            early.add(event);
            if (early.size() == MOST_PIECES) {
                tellEarly(_ -> true);
            }
        }
    }

    @Override
    public void onDisagreement(Disagreement disagreement) {
        shell.tell("differs: " + disagreement);
    }

    @Override
    public void onStatus(AccountStatus status) {
        shell.tell(status.text());
        switch (status) {
            case AccountStatus.Refused _ -> isRefused = true;
            case AccountStatus.Compared _ when !isCompared -> {
                isCompared = true;
                outbox.put(new Piece.Compared(), PIECE_BYTES);
            }
            // Who knows when it will be: what the stream tells is not held back for it.
            case AccountStatus.NotCompared _, AccountStatus.RequestsWait _ -> tellEarly(_ -> true);
            default -> {
                // A line is enough.
            }
        }
    }

    // Once, as soon as all is known. What the lists told by then is in the sum, but for fills.
    private void sum(Account account) {
        AccountFormat.Holds now = AccountFormat.Holds.of(account);
        outbox.put(new Piece.Summary(now), PIECE_BYTES * (1 + now.size()));
        tellEarly(it -> !isInSum(it));
    }

    private void tellEarly(Predicate<AccountEvent> which) {
        isSummed = true;
        early.stream().filter(which).forEach(this::onEvent);
        early.clear();
    }

    private static boolean isInSum(AccountEvent event) {
        return event.origin().source() == TradeSource.REST && !(event instanceof Fill);
    }
}
