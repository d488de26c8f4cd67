package dev.fathom.cli.demo;

import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Binance spot or its USD-M futures on loopback.
 *
 * @param venue the venue's id
 * @param server where it runs
 */
record BinanceExchange(String venue, SimulatorServer server) implements DemoExchange {
    /** Starts one. */
    static BinanceExchange start(String venue, SimulatorOptions options) throws IOException {
        return new BinanceExchange(venue, SimulatorServer.start(options, 0, 0));
    }

    @Override
    public Endpoints endpoints() {
        return new Endpoints("demo", server.webSocketUri(), server.restUri());
    }

    @Override
    public List<Instrument> instruments() {
        return server.symbols().stream().map(it -> new Instrument(venue, it)).toList();
    }

    @Override
    public Truth truth(String symbol) {
        return server.truth(symbol);
    }

    @Override
    public long truthId(LiveBook book) {
        return book.view(0).lastId();
    }

    @Override
    public boolean tellsWindows() {
        return false;
    }

    @Override
    public FaultLog faults() {
        return server.faultLog();
    }

    @Override
    public List<String> faultKinds() {
        return DemoFaults.kinds();
    }

    @Override
    public void misbehave(long seed, Duration length) {
        server.play(DemoFaults.script(seed, length, server.symbols()));
    }

    @Override
    public void close() {
        server.close();
    }
}
