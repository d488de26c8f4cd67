package dev.fathom.cli.demo;

import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.VenueServer;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A venue whose books begin in the stream, on loopback. Its messages carry times, which tell the
 * state that they show.
 *
 * @param dialect how it speaks
 * @param server where it runs
 * @param simulator what runs there
 */
record InStreamExchange(
        Dialect dialect, VenueServer<InStreamSimulator> server, InStreamSimulator simulator)
        implements DemoExchange {
    private static final int HISTORY = 100_000;
    private static final int MOST_QUEUED_BYTES = 64 << 20;

    /** Starts one on this port; 0: any free ones. */
    static InStreamExchange start(Dialect dialect, long seed, int port) throws IOException {
        return start(dialect, seed, port, Optional.empty());
    }

    /** The same with an account, if that is simulated there. */
    static InStreamExchange start(
            Dialect dialect, long seed, int port, Optional<AccountOptions> account)
            throws IOException {
        VenueServer<InStreamSimulator> server =
                VenueServer.start(
                        loop ->
                                new InStreamSimulator(
                                        dialect,
                                        seed,
                                        dialect.instruments(),
                                        HISTORY,
                                        account,
                                        loop),
                        port,
                        port,
                        MOST_QUEUED_BYTES);
        return new InStreamExchange(dialect, server, server.call(it -> it));
    }

    @Override
    public String venue() {
        return dialect.venue();
    }

    @Override
    public Endpoints endpoints() {
        return new Endpoints("demo", server.webSocketUri(), server.restUri());
    }

    @Override
    public List<Instrument> instruments() {
        return simulator.symbols().stream().map(it -> new Instrument(venue(), it)).toList();
    }

    @Override
    public Truth truth(String symbol) {
        return simulator.truth(symbol);
    }

    @Override
    public long truthId(LiveBook book) {
        long time = book.change().venueTime().value();
        return simulator
                .idAt(book.instrument().symbol(), time)
                .orElseThrow(() ->
                        new IllegalArgumentException("nothing was sent with the time " + time));
    }

    @Override
    public boolean tellsWindows() {
        return true;
    }

    @Override
    public FaultLog faults() {
        return simulator.faultLog();
    }

    @Override
    public List<String> faultKinds() {
        return DemoFaults.inStreamKinds();
    }

    @Override
    public void misbehave(long seed, Duration length) {
        server.call(it -> {
            it.play(DemoFaults.inStreamScript(seed, length, it.symbols()));
            return true;
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
