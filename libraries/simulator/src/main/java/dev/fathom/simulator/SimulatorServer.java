package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.truth.Truth;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * A {@link BinanceSimulator} on loopback sockets, with permessage-deflate for those who offer it.
 * Safe for many threads.
 */
public final class SimulatorServer implements AutoCloseable {
    private final VenueServer<BinanceSimulator> server;

    private SimulatorServer(VenueServer<BinanceSimulator> server) {
        this.server = server;
    }

    /**
     * Starts a venue.
     *
     * @param wsPort for WebSocket clients; 0: any free one
     * @param httpPort for HTTP clients, may be the same; 0: any free one
     * @throws IOException if a port cannot be had
     */
    public static SimulatorServer start(SimulatorOptions options, int wsPort, int httpPort)
            throws IOException {
        return new SimulatorServer(
                VenueServer.start(
                        loop -> new BinanceSimulator(options, loop),
                        wsPort,
                        httpPort,
                        options.limits().queuedBytes()));
    }

    /** Where WebSocket clients connect, as in {@code ws://127.0.0.1:9443}. */
    public URI webSocketUri() {
        return server.webSocketUri();
    }

    /** Where HTTP clients ask, as in {@code http://127.0.0.1:8080}. */
    public URI restUri() {
        return server.restUri();
    }

    /** The symbols traded. */
    public List<String> symbols() {
        return call(BinanceSimulator::symbols);
    }

    /** The truth about a symbol; to be read on any thread. */
    public Truth truth(String symbol) {
        return call(it -> it.truth(symbol));
    }

    /** The truth about the account; to be read on any thread. */
    public AccountTruth accountTruth() {
        return call(BinanceSimulator::accountTruth);
    }

    /** What the faults have done; to be read on any thread. */
    public FaultLog faultLog() {
        return call(it -> it.faults().log());
    }

    /** Has a fault now. */
    public void inject(Fault fault) {
        call(it -> {
            it.faults().inject(fault);
            return true;
        });
    }

    /** Has the faults of a script, its time beginning now. */
    public void play(FaultScript script) {
        call(it -> {
            it.faults().play(script);
            return true;
        });
    }

    /** Connections cut because their client did not read. */
    public long slowReaders() {
        return server.slowReaders();
    }

    /** Lets {@code question} use the simulator on its thread and waits for what it gives. */
    public <T> T call(Function<BinanceSimulator, T> question) {
        return server.call(question);
    }

    @Override
    public void close() {
        server.close();
    }
}
