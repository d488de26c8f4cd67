package dev.fathom.cli.demo;

import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.venue.Endpoints;
import java.time.Duration;
import java.util.List;

/** A simulated exchange of a demo. Safe for many threads. */
interface DemoExchange extends AutoCloseable {
    /** The venue's id. */
    String venue();

    /** Where it is. */
    Endpoints endpoints();

    /** What is followed there. */
    List<Instrument> instruments();

    /** What a symbol's book really is. */
    Truth truth(String symbol);

    /**
     * The id of the true book that a book claims to be.
     *
     * @throws IllegalArgumentException if there was none
     */
    long truthId(LiveBook book);

    /** True if its books are as deep as the venue tells them, and not deeper. */
    boolean tellsWindows();

    /** What the faults have done. */
    FaultLog faults();

    /** The kinds of fault that it can have. */
    List<String> faultKinds();

    /** Misbehaves in every way that a client can notice, spread over a time. */
    void misbehave(long seed, Duration length);

    @Override
    void close();
}
