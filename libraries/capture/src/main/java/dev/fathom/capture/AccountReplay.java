package dev.fathom.capture;

import dev.fathom.account.Account;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountListener;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountFrameListener;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountVenue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Plays the lines of an account's capture: what its connections and the answers to requests told,
 * through the decoders and the account of a live session. Owned by one thread.
 */
public final class AccountReplay implements RawCapture.Reader {
    private final AccountVenue venue;
    private final Account account;
    private final Map<Long, AccountConversation> connections = new HashMap<>();
    private final Heard heard = new Heard();
    private long badFrames;

    /** A replay that has seen nothing yet. */
    public AccountReplay(AccountVenue venue, AccountListener listener) {
        this.venue = venue;
        this.account = new Account(listener);
    }

    /** The account as it is by now. */
    public Account account() {
        return account;
    }

    /** Frames that could not be read. */
    public long badFrames() {
        return badFrames;
    }

    @Override
    public void line(RawLine line, int segment) throws IOException {
        switch (line.kind()) {
            case OPENED ->
                    connections.put(line.connection(), venue.recorded(URI.create(line.text())));
            case IN -> {
                AccountConversation connection = connections.get(line.connection());
                if (connection != null) {
                    connection.decode(CaptureReplay.frame(line, line.payload()), heard);
                }
            }
            case ANSWERED -> answered(line);
            case CLOSED -> connections.remove(line.connection());
            case OUT, ASKED, NOTE -> {
                // Tell nothing about the account.
            }
        }
    }

    private void answered(RawLine line) {
        String text = new String(line.payload(), StandardCharsets.UTF_8);
        String[] parts = text.split(" ", 3);
        if (parts.length == 3 && parts[0].equals("200")) {
            int from = parts[0].length() + parts[1].getBytes(StandardCharsets.UTF_8).length + 2;
            byte[] body = Arrays.copyOfRange(line.payload(), from, line.payload().length);
            venue.recordedAnswer(URI.create(parts[1]), body, line.receivedAtNs())
                    .ifPresent(account::on);
        }
    }

    private final class Heard implements AccountFrameListener {
        @Override
        public void onEvent(AccountEvent event) {
            account.on(event);
        }

        @Override
        public void onAccepted() {}

        @Override
        public void onRefused(AccountRefusal refusal) {}

        @Override
        public void onBadFrame(String what) {
            badFrames++;
        }

        @Override
        public void onMissing(String what) {}
    }
}
