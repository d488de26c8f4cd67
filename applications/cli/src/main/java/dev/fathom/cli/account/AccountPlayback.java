package dev.fathom.cli.account;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountListener;
import dev.fathom.account.Disagreement;
import dev.fathom.capture.AccountReplay;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.Span;
import dev.fathom.feed.Venues;
import java.io.IOException;
import java.util.function.Predicate;

/** Prints a recorded account as it was printed when it happened, then what it was in the end. */
public final class AccountPlayback implements AccountListener {
    private final Shell shell;
    private final AccountFormat format;
    private final Filled filled = new Filled();
    private boolean begun;

    private AccountPlayback(Shell shell, AccountFormat format) {
        this.shell = shell;
        this.format = format;
    }

    /** Whether a folder holds the record of an account. */
    public static boolean isOf(RawCapture capture) {
        return !capture.accounts().isEmpty();
    }

    /**
     * Prints it.
     *
     * @param span from when to when; what the account was before stands in what it was in the end
     * @param goesOn asked before each line of it; false ends it
     */
    public static void print(
            RawCapture capture, AccountForm form, Span span, Predicate<RawLine> goesOn, Shell shell)
            throws IOException {
        if (capture.accounts().size() != 1) {
            throw Failure.of("the folder holds several accounts: " + capture.accounts().keySet());
        }
        AccountFormat format = form.format();
        AccountPlayback playback = new AccountPlayback(shell, format);
        AccountReplay replay =
                new AccountReplay(
                        Venues.account(capture.accounts().keySet().iterator().next()), playback);
        boolean[] isOver = new boolean[1];
        capture.readUntil(
                span.endNs(),
                (line, segment) -> {
                    playback.begun |=
                            line.kind() != RawLine.Kind.NOTE && !span.isAhead(line.receivedAtNs());
                    isOver[0] = isOver[0] || (playback.begun && !goesOn.test(line));
                    if (!isOver[0]) {
                        replay.line(line, segment);
                    }
                });
        if (replay.badFrames() > 0) {
            shell.tell(replay.badFrames() + " frames cannot be read");
        }
        shell.out().write(format.summary(AccountFormat.Holds.of(replay.account())));
    }

    @Override
    public void onEvent(AccountEvent event) {
        String text = format.event(event, filled.after(event));
        if (begun) {
            shell.out().write(text);
        }
    }

    @Override
    public void onDisagreement(Disagreement disagreement) {
        if (begun) {
            shell.tell("differs: " + disagreement);
        }
    }
}
