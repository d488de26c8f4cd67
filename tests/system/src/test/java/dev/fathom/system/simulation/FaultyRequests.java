package dev.fathom.system.simulation;

import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.Transport;
import dev.fathom.net.WebSocketSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Requests of which some are refused, lost on the way, or answered with half a text. Remembers when
 * each was sent, and those sent while the venue had asked for silence.
 */
final class FaultyRequests implements Transport {
    private final VirtualTransport transport;
    private final VirtualTime time;
    private final RandomGenerator random;
    private final List<Long> sentAtNs = new ArrayList<>();
    private final List<String> unasked = new ArrayList<>();
    private long silentUntilNs;
    private int percent;
    private long faults;
    private long refused;
    private long streams;

    FaultyRequests(VirtualTransport transport, VirtualTime time, RandomGenerator random) {
        this.transport = transport;
        this.time = time;
        this.random = random;
    }

    /** How many requests of a hundred go wrong from now on. */
    void goWrong(int ofAHundred) {
        percent = ofAHundred;
    }

    long faults() {
        return faults;
    }

    /** Refusals that were the venue's own. */
    long refusedByVenue() {
        return refused;
    }

    /** How many connections of streams were asked for; they go through as they are. */
    long streams() {
        return streams;
    }

    /** Requests that were sent while the venue had asked for silence. */
    List<String> sentIntoSilence() {
        return unasked;
    }

    /** Nanoseconds of the wall clock. */
    List<Long> sentAtNs() {
        return sentAtNs;
    }

    @Override
    public void request(Loop on, HttpRequest request, Consumer<HttpResult> result) {
        sentAtNs.add(time.wallNs());
        if (time.nowNs() < silentUntilNs) {
            unasked.add(request + " at " + time.nowNs());
        }
        if (random.nextInt(100) >= percent) {
            transport.request(
                    on,
                    request,
                    answer -> {
                        if (answer instanceof HttpResult.Answer it
                                && (it.status() == 429 || it.status() == 418)) {
                            refused++;
                        }
                        result.accept(answer);
                    });
            return;
        }
        faults++;
        switch (random.nextInt(4)) {
            case 0 -> refuse(on, 429, result);
            case 1 -> later(10_000, result, new HttpResult.Failed("no answer"));
            case 2 -> later(20, result, answer(on, 500, Map.of(), bytes("<html>broken</html>")));
            default -> transport.request(on, request, answer -> result.accept(halfOf(on, answer)));
        }
    }

    private void refuse(Loop on, int status, Consumer<HttpResult> result) {
        int seconds = 1 + random.nextInt(8);
        time.schedule(
                TimeUnit.MILLISECONDS.toNanos(20),
                () -> {
                    silentUntilNs =
                            Math.max(
                                    silentUntilNs,
                                    time.nowNs() + TimeUnit.SECONDS.toNanos(seconds));
                    result.accept(
                            answer(
                                    on,
                                    status,
                                    Map.of("retry-after", String.valueOf(seconds)),
                                    bytes("{}")));
                });
    }

    private static HttpResult halfOf(Loop on, HttpResult result) {
        return result instanceof HttpResult.Answer it
                ? answer(
                        on,
                        it.status(),
                        it.headers(),
                        Arrays.copyOf(it.body(), it.body().length / 2))
                : result;
    }

    private void later(long ms, Consumer<HttpResult> result, HttpResult what) {
        time.schedule(TimeUnit.MILLISECONDS.toNanos(ms), () -> result.accept(what));
    }

    private static HttpResult answer(
            Loop on, int status, Map<String, String> headers, byte[] body) {
        return new HttpResult.Answer(status, headers, body, on.wallNs(), on.monotonicNs());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Loop newLoop(String name) {
        return transport.newLoop(name);
    }

    @Override
    public WebSocketSession connect(Loop loop, URI uri, SessionListener listener) {
        streams++;
        return transport.connect(loop, uri, listener);
    }

    @Override
    public void close() {
        transport.close();
    }
}
