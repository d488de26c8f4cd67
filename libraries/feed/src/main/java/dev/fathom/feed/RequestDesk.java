package dev.fathom.feed;

import dev.fathom.net.ControlBudget;
import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.net.Transport;
import dev.fathom.venue.RestLimits;
import dev.fathom.venue.RestRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All requests to one REST address of one venue: in order of priority, a few at a time, within the
 * venue's weight budget, silent while the venue says so. Lives on a loop of its own; {@link #ask}
 * may be called from any thread.
 */
final class RequestDesk {
    private static final Logger LOG = System.getLogger("dev.fathom.feed");
    private static final int MOST_WAITING = 10_000;
    private static final int LOW_PRIORITY_PERCENT = 40;
    private static final long PUMP_NS = TimeUnit.MILLISECONDS.toNanos(50);
    // A request may take a second longer on its way than the one a minute later.
    private static final long ANY_MINUTE_NS = TimeUnit.SECONDS.toNanos(61);
    private static final HttpResult UNWANTED = new HttpResult.Failed("not asked any more");
    private static final HttpResult CLOSED = new HttpResult.Failed(Feed.CLOSED);

    /**
     * Something that costs of the budget.
     *
     * @param isWanted whether it is still to be done
     * @param go does it, once it may be done
     * @param refuse says that it will not be done
     */
    private record Waiting(
            int weight,
            Priority priority,
            BooleanSupplier isWanted,
            Runnable go,
            Consumer<HttpResult> refuse) {}

    private final String venue;
    private final Transport transport;
    private final Loop loop;
    private final RestLimits limits;
    private final RequestBudget budget;
    private final @Nullable ControlBudget anyMinute;
    private final Consumer<FeedStatus> status;
    private final Map<Priority, Queue<Waiting>> queues = new EnumMap<>(Priority.class);
    private long sendAtNs = Long.MIN_VALUE / 2;
    private int underWay;
    private boolean pumpScheduled;
    private boolean closed;

    RequestDesk(
            String venue,
            Transport transport,
            Loop loop,
            RestLimits limits,
            Consumer<FeedStatus> status) {
        this.venue = venue;
        this.transport = transport;
        this.loop = loop;
        this.limits = limits;
        this.budget = new RequestBudget(limits.weightPerMinute(), LOW_PRIORITY_PERCENT);
        this.anyMinute =
                limits.mostInAnyMinute().isPresent()
                        ? new ControlBudget(limits.mostInAnyMinute().getAsInt(), ANY_MINUTE_NS)
                        : null;
        this.status = status;
    }

    /** Asks; the answer comes once, on the given loop. */
    void ask(RestRequest request, Priority priority, Loop answerLoop, Consumer<HttpResult> answer) {
        HttpRequest get = HttpRequest.get(request.uri());
        ask(request.weight(), () -> get, priority, answerLoop, answer);
    }

    /**
     * Asks what is only written when it is sent, since its signature holds the time; the answer
     * comes once, on the given loop.
     *
     * @param request called on the desk's loop
     */
    void ask(
            int weight,
            Supplier<HttpRequest> request,
            Priority priority,
            Loop answerLoop,
            Consumer<HttpResult> answer) {
        ask(weight, request, () -> true, priority, answerLoop, answer);
    }

    /**
     * The same while it is wanted: what is not any more when its turn comes fails without being
     * sent, and costs nothing.
     *
     * @param isWanted called on the desk's loop
     */
    void ask(
            int weight,
            Supplier<HttpRequest> request,
            BooleanSupplier isWanted,
            Priority priority,
            Loop answerLoop,
            Consumer<HttpResult> answer) {
        Consumer<HttpResult> reply = result -> reply(answerLoop, answer, result);
        loop.execute(() ->
                add(
                        new Waiting(
                                weight,
                                priority,
                                isWanted,
                                () -> send(weight, request, reply),
                                reply)));
    }

    /**
     * Has something done that costs as a request does, such as opening a connection to a WebSocket
     * API: once the budget allows it, before all else that waits. Never, if the desk is closed or
     * too much waits already.
     *
     * @param what called on the desk's loop
     */
    void admit(int weight, Runnable what) {
        loop.execute(() ->
                add(
                        new Waiting(
                                weight,
                                Priority.HIGH,
                                () -> true,
                                () -> {
                                    budget.answered(weight, loop.wallNs());
                                    what.run();
                                },
                                _ -> {})));
    }

    private void add(Waiting waiting) {
        Queue<Waiting> queue = queue(waiting.priority());
        if (closed || queue.size() == MOST_WAITING) {
            waiting.refuse()
                    .accept(closed ? CLOSED : new HttpResult.Failed("too many requests wait"));
            return;
        }
        queue.add(waiting);
        pump();
    }

    /**
     * What became of a request.
     *
     * @param sentNs when it left, by the clock that answers are stamped with; 0 if it never did
     */
    record Timed(HttpResult result, long sentNs) {}

    /** Asks and waits; not to be called on a loop. */
    Timed askAndWait(RestRequest request, Priority priority, long timeoutS) {
        AtomicLong sentNs = new AtomicLong();
        CompletableFuture<HttpResult> answer = new CompletableFuture<>();
        ask(
                request.weight(),
                () -> {
                    sentNs.set(loop.monotonicNs());
                    return HttpRequest.get(request.uri());
                },
                priority,
                loop,
                answer::complete);
        return new Timed(await(answer, request, timeoutS), sentNs.get());
    }

    private static HttpResult await(
            CompletableFuture<HttpResult> answer, RestRequest request, long timeoutS) {
        try {
            return answer.get(timeoutS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HttpResult.Failed("interrupted while waiting for " + request.uri());
        } catch (TimeoutException e) {
            return new HttpResult.Failed(
                    "no answer from " + request.uri() + " within " + timeoutS + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking for " + request.uri() + " failed", e);
        }
    }

    /** The part of the weight budget that this minute has used, in percent. */
    int usedPercent() {
        return (int) (100 * budget.used(loop.wallNs()) / budget.limit());
    }

    /** Sends nothing for so long; on the desk's loop. */
    void block(long waitNs) {
        budget.block(loop.wallNs() + waitNs);
    }

    /** Fails what waits and what is asked from now on; what is under way may still be answered. */
    void close() {
        loop.execute(() -> {
            closed = true;
            queues.values().forEach(RequestDesk::fail);
        });
    }

    private static void fail(Queue<Waiting> waiting) {
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            one.refuse().accept(CLOSED);
        }
    }

    private void pump() {
        while (!closed && underWay < limits.atOnce()) {
            Queue<Waiting> queue = mostUrgent();
            Waiting next = queue.peek();
            if (next == null) {
                return;
            }
            if (!next.isWanted().getAsBoolean()) {
                queue.remove();
                next.refuse().accept(UNWANTED);
                continue;
            }
            long apartNs = apartNs(loop.monotonicNs());
            if (apartNs > 0) {
                pumpLater(apartNs);
                return;
            }
            long waitNs = budget.acquire(next.priority(), next.weight(), loop.wallNs());
            if (waitNs > 0) {
                pumpLater(waitNs);
                return;
            }
            queue.remove();
            next.go().run();
        }
    }

    private long apartNs(long nowNs) {
        long wholeNs = anyMinute == null ? 0 : anyMinute.delayNs(nowNs);
        return Math.max(sendAtNs - nowNs, wholeNs);
    }

    private Queue<Waiting> queue(Priority priority) {
        return queues.computeIfAbsent(priority, _ -> new ArrayDeque<>());
    }

    private Queue<Waiting> mostUrgent() {
        for (Priority priority : Priority.values()) {
            if (!queue(priority).isEmpty()) {
                return queue(priority);
            }
        }
        return queue(Priority.HIGH);
    }

    // Looked at again soon even when the wait is long: a request of higher priority may come, and
    // the wall clock may be set.
    private void pumpLater(long waitNs) {
        if (!pumpScheduled) {
            pumpScheduled = true;
            loop.schedule(
                    Math.min(waitNs, PUMP_NS),
                    () -> {
                        pumpScheduled = false;
                        pump();
                    });
        }
    }

    private void send(int weight, Supplier<HttpRequest> request, Consumer<HttpResult> reply) {
        underWay++;
        if (anyMinute != null) {
            anyMinute.record(loop.monotonicNs());
        }
        sendAtNs = loop.monotonicNs() + limits.apart().toNanos();
        transport.request(
                loop,
                request.get(),
                result -> {
                    underWay--;
                    budget.answered(weight, loop.wallNs());
                    if (result instanceof HttpResult.Answer answer) {
                        heed(answer);
                    }
                    reply.accept(result);
                    pump();
                });
    }

    // A refusal says itself until when to wait; the use it reports would say the same less exactly.
    private void heed(HttpResult.Answer answer) {
        boolean ban = limits.isBan(answer.status());
        if (!ban && !limits.isTooMany(answer.status())) {
            limits.usedWeight(answer.headers()).ifPresent(used -> budget.used(used, loop.wallNs()));
            return;
        }
        long waitNs = retryAfterNs(answer.headers().get("retry-after"));
        budget.block(loop.wallNs() + waitNs);
        status.accept(
                new FeedStatus.RequestsWait(
                        venue,
                        ban
                                ? "this address is banned (HTTP " + answer.status() + ")"
                                : "too many requests (HTTP " + answer.status() + ")",
                        TimeUnit.NANOSECONDS.toMillis(waitNs)));
    }

    private long retryAfterNs(@Nullable String header) {
        if (header != null && header.matches("\\d{1,9}")) {
            return TimeUnit.SECONDS.toNanos(Math.max(1, Long.parseLong(header)));
        }
        return limits.blocked().toNanos();
    }

    private static void reply(Loop on, Consumer<HttpResult> answer, HttpResult result) {
        if (on.inLoop()) {
            // In its place among what comes on this loop.
            answer.accept(result);
            return;
        }
        try {
            on.execute(() -> answer.accept(result));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "who asked is gone", e);
        }
    }
}
