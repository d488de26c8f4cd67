package dev.fathom.feed;

import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.Transport;
import dev.fathom.net.WebSocketSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A network that does what the test says: nothing opens and nothing is answered by itself. */
final class ScriptedTransport implements Transport {
    final ManualLoop loop = new ManualLoop();
    final List<String> loops = new ArrayList<>();
    final List<ScriptedSession> sessions = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();
    Runnable atClose = () -> {};

    /** A request that waits for its answer. */
    record Request(HttpRequest asked, Consumer<HttpResult> result, Loop loop) {
        URI uri() {
            return asked.uri();
        }

        void answer(int status, Map<String, String> headers, String body) {
            result.accept(
                    new HttpResult.Answer(
                            status,
                            headers,
                            body.getBytes(StandardCharsets.UTF_8),
                            loop.wallNs(),
                            loop.monotonicNs()));
        }

        void answer(String body) {
            answer(200, Map.of(), body);
        }

        void fail(String what) {
            result.accept(new HttpResult.Failed(what));
        }
    }

    /** The connection that was opened last. */
    ScriptedSession session() {
        return sessions.getLast();
    }

    /** Takes the oldest request that was not taken yet. */
    Request nextRequest() {
        return requests.removeFirst();
    }

    @Override
    public Loop newLoop(String name) {
        loops.add(name);
        return loop;
    }

    @Override
    public WebSocketSession connect(Loop on, URI uri, SessionListener listener) {
        ScriptedSession session = new ScriptedSession(sessions.size() + 1, uri, on, listener);
        sessions.add(session);
        return session;
    }

    @Override
    public void request(Loop on, HttpRequest request, Consumer<HttpResult> result) {
        requests.add(new Request(request, result, on));
    }

    @Override
    public void close() {
        atClose.run();
    }
}
