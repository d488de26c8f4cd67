package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.Handshake;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A venue whose books begin in the stream, and whose messages and answers somebody else has: it
 * keeps the connections and what is said on them. Owned by its loop's thread.
 */
public final class RelayedInStream implements Venue {
    private static final int GOING_AWAY = 1001;
    private static final long LOOK_EVERY_NS = 20_000_000;

    private final Dialect dialect;
    private final InStreamAnswers answers;
    private final SimulatorLoop loop;
    private final long patienceNs;
    private final List<RelayedSession> sessions = new ArrayList<>();
    private int away;

    /**
     * A venue.
     *
     * @param patienceNs how long a client waits for an answer before there is none
     */
    public RelayedInStream(
            Dialect dialect, InStreamAnswers answers, long patienceNs, SimulatorLoop loop) {
        this.dialect = dialect;
        this.answers = answers;
        this.patienceNs = patienceNs;
        this.loop = loop;
    }

    /** Nothing happens by itself. */
    @Override
    public void start() {}

    @Override
    public Handshake connect(String pathAndQuery, String remoteAddress, ClientPort client) {
        RelayedSession session = new RelayedSession(this, dialect, answers, client, loop);
        sessions.add(session);
        // Nothing can be sent before the handshake was answered.
        loop.schedule(0, session::hello);
        return new Handshake.Accepted(session);
    }

    @Override
    public void get(String pathAndQuery, String remoteAddress, Consumer<HttpReply> reply) {
        answer(pathAndQuery, loop.monotonicNs() + patienceNs, reply);
    }

    private void answer(String target, long untilNs, Consumer<HttpReply> reply) {
        Optional<HttpReply> answer;
        try {
            answer = answers.get(Query.parse(target), target);
        } catch (IllegalArgumentException e) {
            reply.accept(dialect.refusal(String.valueOf(e.getMessage())));
            return;
        }
        if (answer.isPresent()) {
            reply.accept(answer.get());
        } else if (loop.monotonicNs() < untilNs) {
            loop.schedule(LOOK_EVERY_NS, () -> answer(target, untilNs, reply));
        } else {
            reply.accept(HttpReply.json(503, "{}"));
        }
    }

    /** Whether a connection has subscribed to it. */
    public boolean isWanted(Topic topic) {
        return sessions.stream().anyMatch(it -> it.wants(topic));
    }

    /** Sends a message to all who have subscribed to its topic and know how things stood. */
    public void publish(Topic topic, Relayed message) {
        List.copyOf(sessions).forEach(it -> it.publish(topic, message));
    }

    /** Sends how things stand to all who have subscribed to the topic and do not know it yet. */
    public void begin(Topic topic, Relayed state) {
        List.copyOf(sessions).forEach(it -> it.begin(topic, state));
    }

    /** Closes the connections that have subscribed to one of these topics. */
    public void cut(List<Topic> topics) {
        for (RelayedSession session : List.copyOf(sessions)) {
            if (topics.stream().anyMatch(session::wants)) {
                away++;
                session.close(GOING_AWAY);
            }
        }
    }

    /** How many of the connections that were cut have no successor yet that wants something. */
    public int away() {
        return away;
    }

    /** Waits for no successors any more. */
    public void forgetAway() {
        away = 0;
    }

    void wanted(RelayedSession session) {
        // The first subscription of a connection makes it a successor.
        if (session.wishes().size() == 1 && away > 0) {
            away--;
        }
        answers.onDemand();
    }

    void ended(RelayedSession session) {
        sessions.remove(session);
    }
}
