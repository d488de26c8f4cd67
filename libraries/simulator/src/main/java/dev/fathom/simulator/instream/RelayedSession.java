package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.SimulatorLoop;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One connection to a venue whose messages somebody else has. Owned by the venue's loop. */
final class RelayedSession extends InStreamConnection {
    private static final long TICK_NS = 1_000_000_000;

    private final RelayedInStream venue;
    private final InStreamAnswers answers;
    private final SimulatorLoop loop;
    private final Words words;
    private final Set<Wish> begun = new HashSet<>();

    RelayedSession(
            RelayedInStream venue,
            Dialect dialect,
            InStreamAnswers answers,
            ClientPort client,
            SimulatorLoop loop) {
        super(client);
        this.venue = venue;
        this.answers = answers;
        this.loop = loop;
        words = dialect.words(this);
    }

    @Override
    Words words() {
        return words;
    }

    @Override
    void hello() {
        super.hello();
        loop.schedule(TICK_NS, this::tick);
    }

    private void tick() {
        if (isOpen()) {
            words.tick();
            loop.schedule(TICK_NS, this::tick);
        }
    }

    @Override
    public long nowUs() {
        return Math.floorDiv(answers.nowNs(), 1000);
    }

    @Override
    public boolean knows(String symbol) {
        return answers.knows(symbol);
    }

    @Override
    public Optional<Refusal> refusal(Topic topic) {
        return answers.refusal(topic);
    }

    // Until it is known how things stand, nothing is sent.
    @Override
    public void take(Wish wish) {
        super.take(wish);
        venue.wanted(this);
        if (wish.state()) {
            answers.state(wish.topic()).ifPresent(it -> begin(wish, it));
        }
        if (wish.changes() && !(wish.state() && wish.topic().isBook())) {
            begun.add(wish);
        }
    }

    @Override
    public boolean drop(Predicate<Wish> which) {
        begun.removeIf(which);
        return super.drop(which);
    }

    private void begin(Wish wish, Relayed state) {
        words.frames(wish, state).forEach(this::say);
        if (wish.changes()) {
            begun.add(wish);
        } else {
            drop(wish::equals);
        }
    }

    boolean wants(Topic topic) {
        return wishes().stream().anyMatch(it -> it.topic().equals(topic));
    }

    /** A message for all who know how things stood. */
    void publish(Topic topic, Relayed message) {
        for (Wish wish : wishes()) {
            if (wish.topic().equals(topic) && begun.contains(wish)) {
                words.frames(wish, message).forEach(this::say);
            }
        }
    }

    /** A message for those only who do not know yet how things stand. */
    void begin(Topic topic, Relayed state) {
        for (Wish wish : wishes()) {
            if (wish.topic().equals(topic) && !begun.contains(wish)) {
                begin(wish, state);
            }
        }
    }

    @Override
    void ended() {
        venue.ended(this);
    }
}
