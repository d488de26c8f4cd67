package dev.fathom.feed;

import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.Venue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One question at a time to a venue, asked again, with longer and longer waits, until there is an
 * answer that can be read. Owned by its loop.
 */
final class Asking {
    /** Told what becomes of a question. */
    interface Answers {
        /**
         * The answer; the question is over.
         *
         * @throws IOException if it cannot be read: it is asked again
         */
        void read(HttpResult.Answer answer) throws IOException;

        /** It failed once more. */
        default void failed(String what, long retryInNs) {}

        /**
         * It is not asked again.
         *
         * @param refused true if the venue will never answer it
         */
        void givenUp(String why, boolean refused);
    }

    /**
     * Where questions go.
     *
     * @param loop on which answers come
     */
    record Place(Venue venue, Endpoints endpoints, RequestDesk desk, Loop loop) {}

    private final Place at;
    private final Backoff retries;
    private final int mostFailures;
    // Answers to what was asked before the last stop are passed over.
    private int round;
    private boolean underWay;
    private int failures;
    private Loop.@Nullable Timer retry;

    /**
     * Nothing is asked yet.
     *
     * @param mostFailures after which a question is given up
     */
    Asking(Place at, Backoff retries, int mostFailures) {
        this.at = at;
        this.retries = retries;
        this.mostFailures = mostFailures;
    }

    /** True from a question to its answer or end, also while it waits to be asked again. */
    boolean isBusy() {
        return underWay || retry != null;
    }

    /** True while an answer may come, or the request waits for its turn. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Forgets the question; an answer that still comes is passed over. */
    void stop() {
        round++;
        underWay = false;
        failures = 0;
        Loop.Timer waiting = retry;
        retry = null;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    /**
     * Asks.
     *
     * @throws IllegalStateException if the question before is not over
     */
    void ask(RestRequest request, Answers answers) {
        if (isBusy()) {
            throw new IllegalStateException("asked while waiting for an answer: " + request.uri());
        }
        failures = 0;
        send(request, answers);
    }

    private void send(RestRequest request, Answers answers) {
        underWay = true;
        int now = round;
        at.desk()
                .ask(
                        request,
                        Priority.MIDDLE,
                        at.loop(),
                        result -> {
                            if (now == round) {
                                underWay = false;
                                answered(request, result, answers);
                            }
                        });
    }

    private void answered(RestRequest request, HttpResult result, Answers answers) {
        switch (result) {
            case HttpResult.Failed(String what) -> failed(request, what, answers);
            case HttpResult.Answer answer when answer.status() != 200 ->
                    refused(request, answer, "", answers);
            case HttpResult.Answer answer -> {
                try {
                    answers.read(answer);
                    retries.succeeded();
                } catch (IOException e) {
                    refused(request, answer, String.valueOf(e.getMessage()), answers);
                }
            }
        }
    }

    // Some venues refuse with status 200.
    private void refused(
            RestRequest request, HttpResult.Answer answer, String unreadable, Answers answers) {
        RestRefusal refusal = at.venue().refusal(answer.status(), answer.body());
        if (refusal.permanent()) {
            answers.givenUp(refusal.text(), true);
        } else {
            failed(request, unreadable.isEmpty() ? refusal.text() : unreadable, answers);
        }
    }

    private void failed(RestRequest request, String what, Answers answers) {
        if (++failures > mostFailures) {
            answers.givenUp(what, false);
            return;
        }
        long waitNs = retries.failed();
        answers.failed(what, waitNs);
        int now = round;
        retry =
                at.loop()
                        .schedule(
                                waitNs,
                                () -> {
                                    if (now == round) {
                                        retry = null;
                                        send(request, answers);
                                    }
                                });
    }
}
