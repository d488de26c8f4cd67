package dev.fathom.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.truth.Truth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one symbol as carefully as can be, comparing its whole book with the truth at every step:
 * any message it cannot read and any id that is not the next makes it start again.
 */
final class CarefulClient {
    private static final long PATIENCE_NS = 4_000_000_000L;
    private static final long PAUSE_NS = 150_000_000L;

    private final BinanceSimulator venue;
    private final VirtualLoop loop;
    private final Truth truth;
    private final List<JsonNode> buffer = new ArrayList<>();
    private @Nullable FollowedBook book;
    private @Nullable ServerConnection connection;
    private boolean asking;
    private long heardNs;
    private int sockets;
    int compared;
    int joins;

    CarefulClient(BinanceSimulator venue, VirtualLoop loop, String symbol) {
        this.venue = venue;
        this.loop = loop;
        truth = venue.truth(symbol);
        connect();
        watch();
    }

    boolean isLive() {
        return book != null;
    }

    /** The update id of its book. */
    long id() {
        return book == null ? -1 : book.id;
    }

    private void connect() {
        lose();
        buffer.clear();
        heardNs = loop.monotonicNs();
        int socket = ++sockets;
        String path = "/ws/" + Worlds.lower(truth.symbol()) + "@depth@100ms";
        switch (venue.connect(path, truth.symbol(), new Port(socket))) {
            case Handshake.Accepted accepted -> connection = accepted.connection();
            case Handshake.Refused _ -> reconnectLater(socket);
        }
    }

    private void reconnectLater(int socket) {
        lose();
        loop.schedule(
                PAUSE_NS,
                () -> {
                    if (socket == sockets) {
                        connect();
                    }
                });
    }

    private void watch() {
        if (loop.monotonicNs() - heardNs > PATIENCE_NS) {
            ServerConnection dead = connection;
            connect();
            if (dead != null) {
                dead.onClosed();
            }
        }
        loop.schedule(PAUSE_NS, this::watch);
    }

    private void lose() {
        book = null;
    }

    private void heard(String text) {
        heardNs = loop.monotonicNs();
        JsonNode diff;
        try {
            diff = RecordingClient.JSON.readTree(text);
        } catch (JsonProcessingException _) {
            diff = RecordingClient.JSON.nullNode();
        }
        if (diff.path("e").asText().equals("serverShutdown")) {
            return;
        }
        if (!diff.path("U").isIntegralNumber()) {
            lose();
            buffer.clear();
            return;
        }
        FollowedBook live = book;
        if (live != null && diff.path("U").longValue() == live.id + 1) {
            live.apply(diff);
            compare(live);
            return;
        }
        lose();
        if (!buffer.isEmpty()
                && diff.path("U").longValue() != buffer.getLast().path("u").longValue() + 1) {
            buffer.clear();
        }
        buffer.add(diff);
        ask();
    }

    private void ask() {
        if (asking) {
            return;
        }
        asking = true;
        venue.get(
                "/api/v3/depth?limit=5000&symbol=" + truth.symbol(),
                truth.symbol(),
                this::answered);
    }

    private void answered(HttpReply reply) {
        asking = false;
        if (reply.status() != 200) {
            long seconds = Long.parseLong(reply.headers().getOrDefault("Retry-After", "1"));
            asking = true;
            loop.schedule(
                    seconds * 1_000_000_000L,
                    () -> {
                        asking = false;
                        if (book == null) {
                            ask();
                        }
                    });
            return;
        }
        FollowedBook joined = FollowedBook.of(RecordingClient.json(reply.text()));
        buffer.removeIf(it -> it.path("u").longValue() <= joined.id);
        if (!buffer.isEmpty() && buffer.getFirst().path("U").longValue() > joined.id + 1) {
            // Too old: the next message asks again.
            return;
        }
        compare(joined);
        for (JsonNode diff : buffer) {
            joined.apply(diff);
            compare(joined);
        }
        buffer.clear();
        book = joined;
        joins++;
    }

    private void compare(FollowedBook mine) {
        compared++;
        if (!mine.equals(truth.at(mine.id))) {
            throw new AssertionError("the book is wrong at " + mine.id);
        }
    }

    private final class Port implements ClientPort {
        private final int socket;

        Port(int socket) {
            this.socket = socket;
        }

        @Override
        public void text(byte[] utf8) {
            if (socket == sockets) {
                heard(new String(utf8, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void ping(byte[] payload) {
            ServerConnection there = connection;
            if (socket == sockets && there != null) {
                there.onPong(payload);
            }
        }

        @Override
        public void pong(byte[] payload) {
            heardNs = loop.monotonicNs();
        }

        @Override
        public void close(int code, String reason) {
            abort();
        }

        @Override
        public void abort() {
            if (socket == sockets) {
                reconnectLater(socket);
            }
        }
    }
}
