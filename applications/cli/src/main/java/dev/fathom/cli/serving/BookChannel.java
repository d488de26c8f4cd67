package dev.fathom.cli.serving;

import dev.fathom.book.BookView;
import dev.fathom.feed.Book;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recorded book of one topic: which of the connections that carried it is passed on, and what
 * those who subscribed to all or a part of its levels have to be told. Owned by one thread at a
 * time.
 */
final class BookChannel {
    private final InStreamProtocol protocol;
    private final Topic topic;
    private final List<Topic> offered;
    private final Out out;
    private final Map<Topic, Shown> shown = new HashMap<>();
    private @Nullable Carrier source;

    /** What subscribers know; written as the venue does only once somebody needs it. */
    private final class Shown {
        private final BookView view;
        private final int levels;
        private @Nullable Window window;

        Shown(BookView view, int levels) {
            this.view = view;
            this.levels = levels;
        }

        Window window() {
            Window written = window;
            if (written == null) {
                written = protocol.window(view, levels);
                window = written;
            }
            return written;
        }
    }

    /** Where messages go. */
    interface Out {
        /** Whether anybody has subscribed. */
        boolean isWanted(Topic topic);

        /** To those who know how things stood. */
        void publish(Topic topic, Relayed message);

        /** To those who do not. */
        void begin(Topic topic, Relayed state);
    }

    /**
     * A book that has not begun.
     *
     * @param offered the topic and those of fewer of its levels
     */
    BookChannel(InStreamProtocol protocol, Topic topic, List<Topic> offered, Out out) {
        this.protocol = protocol;
        this.topic = topic;
        this.offered = offered;
        this.out = out;
    }

    /** The topic and those of fewer of its levels. */
    List<Topic> offered() {
        return offered;
    }

    /** Whether no connection carries it now. */
    boolean isIdle() {
        return source == null;
    }

    /** A message of a connection; its book stands behind it. */
    void came(Carrier carrier, Relayed message) {
        boolean live = carrier.isLive(topic);
        if (source == carrier && live && message.kind() == Relayed.Kind.CHANGE) {
            goOn(carrier, message);
        } else if (source == carrier && live) {
            begin(carrier, message);
        } else if (source == null && live) {
            source = carrier;
            begin(carrier, message);
        }
    }

    /** Looks whether the book that is passed on may still be trusted; else another one follows. */
    void look(Collection<Carrier> carriers) {
        Carrier now = source;
        if (now != null && !now.isLive(topic)) {
            follow(carriers);
        }
    }

    private void follow(Collection<Carrier> carriers) {
        source = null;
        carriers.stream()
                .filter(it -> it.isLive(topic))
                .findFirst()
                .ifPresent(it -> {
                    source = it;
                    begin(it, it.last(topic));
                });
    }

    /** A connection has ended. */
    void ended(Carrier gone, Collection<Carrier> others) {
        if (source == gone) {
            follow(others);
        }
    }

    /** How the book stands for those who come now. */
    Optional<Relayed> state(Topic wanted) {
        Carrier now = source;
        if (now == null) {
            return Optional.empty();
        }
        Optional<Shown> book = shown(now, wanted);
        book.ifPresent(it -> shown.put(wanted, it));
        return book.map(it -> protocol.state(wanted, it.window(), now.last(topic)));
    }

    /** The book, if there is a live one. */
    Optional<Book> book(int levels) {
        Carrier now = source;
        return now == null ? Optional.empty() : now.book(topic, Math.min(levels, topic.levels()));
    }

    private Optional<Shown> shown(Carrier carrier, Topic wanted) {
        return carrier.book(topic, wanted.levels())
                .map(it -> new Shown(it.levels(), wanted.levels()));
    }

    private void goOn(Carrier carrier, Relayed message) {
        for (Topic each : offered) {
            if (!out.isWanted(each)) {
                shown.remove(each);
                continue;
            }
            Optional<Shown> now = shown(carrier, each);
            Shown before = shown.get(each);
            now.ifPresent(it -> shown.put(each, it));
            if (each.equals(topic)) {
                out.publish(each, message);
            } else if (before != null && now.isPresent()) {
                protocol.change(each, before.window(), now.get().window(), message)
                        .ifPresent(it -> out.publish(each, it));
            }
        }
    }

    // Those who know an earlier state are brought to this one; the others begin with it.
    private void begin(Carrier carrier, Relayed message) {
        for (Topic each : offered) {
            Shown before = shown.remove(each);
            Optional<Shown> now = shown(carrier, each);
            if (!out.isWanted(each) || now.isEmpty()) {
                continue;
            }
            shown.put(each, now.get());
            boolean asRecorded = each.equals(topic) && message.kind() == Relayed.Kind.STATE;
            if (before != null) {
                protocol.again(each, before.window(), now.get().window(), message)
                        .ifPresent(it -> out.publish(each, it));
            }
            out.begin(
                    each,
                    asRecorded
                            ? protocol.first(message)
                            : protocol.state(each, now.get().window(), message));
        }
    }
}
