package dev.fathom.feed;

import dev.fathom.market.Subscription;
import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.WebSocketSession;
import dev.fathom.sync.FrameCounter;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.Conversation;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.Venue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a line: its decoder, its subscriptions and whether it is alive. Owned by the
 * connection's thread.
 */
final class Socket implements SessionListener {
    private static final int NAMES_PER_MESSAGE = 100;

    /** What a line hears of its sockets. */
    interface Owner {
        void opened(Socket socket);

        void frame(Socket socket, Frame frame);

        void closed(Socket socket, String cause);
    }

    private final Owner owner;
    private final Venue venue;
    private final Loop loop;
    private final Conversation conversation;
    private final List<Subscription> inAddress;
    private final Map<String, List<Subscription>> unanswered = new HashMap<>();
    private final FrameCounter counter = new FrameCounter();
    private @Nullable WebSocketSession session;
    private @Nullable ControlQueue control;
    private long lastRequestId;
    private long openedAtNs;
    private final SignOfLife life;
    private boolean ended;

    Socket(
            Owner owner,
            Venue venue,
            Loop loop,
            Conversation conversation,
            List<Subscription> inAddress) {
        this.owner = owner;
        this.venue = venue;
        this.loop = loop;
        this.conversation = conversation;
        this.inAddress = inAddress;
        life = new SignOfLife(loop);
    }

    /** Takes the session that is being opened. */
    void attach(WebSocketSession opening) {
        session = opening;
    }

    /** Where the numbers of its frames stand, if the venue numbers them. */
    FrameCounter counter() {
        return counter;
    }

    Decoder decoder() {
        return conversation.decoder();
    }

    /** The subscriptions that the address itself asks for. */
    List<Subscription> inAddress() {
        return inAddress;
    }

    boolean isOpen() {
        return control != null && !ended;
    }

    long ageNs() {
        return isOpen() ? loop.monotonicNs() - openedAtNs : 0;
    }

    long id() {
        return session == null ? 0 : session.id();
    }

    /** Sends the subscriptions, in messages of a size that venues take. */
    void subscribe(List<Subscription> subscriptions) {
        for (int from = 0; from < subscriptions.size(); from += NAMES_PER_MESSAGE) {
            List<Subscription> some =
                    new ArrayList<>(
                            subscriptions.subList(
                                    from,
                                    Math.min(from + NAMES_PER_MESSAGE, subscriptions.size())));
            long id = ++lastRequestId;
            unanswered.put(Long.toString(id), some);
            conversation.requests().subscribe(id, some).forEach(control()::text);
        }
    }

    void unsubscribe(List<Subscription> subscriptions) {
        conversation
                .requests()
                .unsubscribe(++lastRequestId, subscriptions)
                .forEach(control()::text);
    }

    /** The subscriptions that this reply is about. */
    List<Subscription> answered(ControlReply reply) {
        List<Subscription> asked = reply.id().map(unanswered::remove).orElse(null);
        if (!reply.about().isEmpty()) {
            return reply.about();
        }
        return asked == null ? List.of() : asked;
    }

    /** Gives the socket up without waiting for the other side; nothing more is heard of it. */
    void end(int code, String reason) {
        ended = true;
        if (session != null) {
            session.close(code, reason);
        }
    }

    /**
     * Looks whether the other side still lives: asks after {@code silenceNs} without a byte.
     *
     * @return false when it did not answer for as long again
     */
    boolean seemsAlive(long silenceNs) {
        return !isOpen() || life.seemsAlive(silenceNs, () -> control().ping());
    }

    private ControlQueue control() {
        ControlQueue queue = control;
        if (queue == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return queue;
    }

    @Override
    public void onOpen(WebSocketSession opened) {
        if (ended) {
            opened.close(1000, "no longer needed");
            return;
        }
        session = opened;
        control = new ControlQueue(loop, opened, venue.streamLimits().controlMessagesPerSecond());
        openedAtNs = loop.monotonicNs();
        life.heard();
        conversation.requests().opening().forEach(control()::text);
        owner.opened(this);
    }

    @Override
    public void onFrame(WebSocketSession from, Frame frame) {
        if (!ended) {
            life.heard();
            owner.frame(this, frame);
        }
    }

    @Override
    public void onPing(WebSocketSession from, byte[] payload) {
        if (!ended) {
            life.heard();
            control().pong(payload);
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
}
