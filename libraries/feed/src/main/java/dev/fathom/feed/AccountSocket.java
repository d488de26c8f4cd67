package dev.fathom.feed;

import dev.fathom.account.AccountEvent;
import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.WebSocketSession;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountFrameListener;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.Grant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection that brings an account's events. Owned by its loop. */
final class AccountSocket implements SessionListener, AccountFrameListener {
    /** What a line hears of its connections. */
    interface Owner {
        /** All is said and accepted: what happens from now on comes here. */
        void opened(AccountSocket socket);

        void event(AccountSocket socket, AccountEvent event);

        void refused(AccountSocket socket, AccountRefusal refusal);

        void badFrame(String what);

        void missing(String what);

        void closed(AccountSocket socket, String cause);
    }

    private final Owner owner;
    private final AccountConversation conversation;
    private final Loop loop;
    private final LongSupplier venueMs;
    private final int messagesPerSecond;
    private final long startedAtNs;
    private @Nullable WebSocketSession session;
    private @Nullable ControlQueue control;
    private final SignOfLife life;
    private boolean isLive;
    private boolean ended;

    /**
     * A connection that is about to be opened.
     *
     * @param venueMs the venue's clock
     */
    AccountSocket(
            Owner owner,
            AccountConversation conversation,
            Loop loop,
            LongSupplier venueMs,
            int messagesPerSecond) {
        this.owner = owner;
        this.conversation = conversation;
        this.loop = loop;
        this.venueMs = venueMs;
        this.messagesPerSecond = messagesPerSecond;
        this.startedAtNs = loop.monotonicNs();
        this.life = new SignOfLife(loop);
    }

    void attach(WebSocketSession opening) {
        session = opening;
    }

    long id() {
        return session == null ? 0 : session.id();
    }

    long ageNs() {
        return loop.monotonicNs() - startedAtNs;
    }

    long heardAtNs() {
        return life.heardAtNs();
    }

    boolean isLive() {
        return isLive && !ended;
    }

    /** Gives it up; nothing more is heard of it. */
    void end(String reason) {
        ended = true;
        if (session != null) {
            session.close(1000, reason);
        }
    }

    /** Tells the venue of a new grant. */
    void renew(Grant grant) {
        conversation.renew(grant).ifPresent(this::say);
    }

    /**
     * Looks whether the other side still lives: asks after {@code silenceNs} without a byte.
     *
     * @return false when it did not answer for as long again
     */
    boolean seemsAlive(long silenceNs) {
        ControlQueue open = control;
        return open == null || life.seemsAlive(silenceNs, open::ping);
    }

    private void say(String text) {
        ControlQueue open = control;
        if (open != null && !ended) {
            open.text(text);
        }
    }

    private void sayNext() {
        conversation
                .next(venueMs.getAsLong())
                .ifPresentOrElse(
                        this::say,
                        () -> {
                            isLive = true;
                            owner.opened(this);
                        });
    }

    @Override
    public void onOpen(WebSocketSession opened) {
        if (ended) {
            opened.close(1000, "no longer needed");
            return;
        }
        session = opened;
        control = new ControlQueue(loop, opened, messagesPerSecond);
        life.heard();
        if (!conversation.listensFirst()) {
            sayNext();
        }
    }

    @Override
    public void onFrame(WebSocketSession from, Frame frame) {
        if (!ended) {
            life.heard();
            conversation.decode(frame, this);
        }
    }

    @Override
    public void onPing(WebSocketSession from, byte[] payload) {
        ControlQueue open = control;
        if (!ended && open != null) {
            life.heard();
            open.pong(payload);
        }
    }

    @Override
    public void onPong(WebSocketSession from, byte[] payload) {
        life.heard();
    }

    @Override
    public void onClosed(WebSocketSession closed, CloseCause cause) {
        if (ended) {
            return;
        }
        ended = true;
        owner.closed(this, cause.words());
    }

    @Override
    public void onEvent(AccountEvent event) {
        owner.event(this, event);
    }

    @Override
    public void onAccepted() {
        if (!isLive && !ended) {
            sayNext();
        }
    }

    @Override
    public void onRefused(AccountRefusal refusal) {
        owner.refused(this, refusal);
    }

    @Override
    public void onBadFrame(String what) {
        owner.badFrame(what);
    }

    @Override
    public void onMissing(String what) {
        owner.missing(what);
    }
}
