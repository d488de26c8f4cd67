package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated venue is like. Immutable.
 *
 * @param seed one seed, one market: the same orders, trades and ids on every machine
 * @param instruments what is traded
 * @param limits the venue's limits and timings
 * @param history changes per symbol that the truth keeps readable, at least 2,048, and a quarter as
 *     many trades
 * @param protocol what it speaks
 * @param snapshotLag time between a depth request and its answer, which shows the book at the
 *     request
 * @param account the account of whoever has one of its keys; without one nobody has an account here
 */
public record SimulatorOptions(
        long seed,
        List<InstrumentSpec> instruments,
        SimulatorLimits limits,
        int history,
        BinanceProtocol protocol,
        Duration snapshotLag,
        Optional<AccountOptions> account) {
    /** Checks that every symbol stands once, and is paid as the protocol has it. */
    public SimulatorOptions {
        instruments = List.copyOf(instruments);
        long distinct = instruments.stream().map(InstrumentSpec::symbol).distinct().count();
        if (instruments.isEmpty() || distinct != instruments.size()) {
            throw new IllegalArgumentException(
                    "a venue needs at least one instrument, each symbol once: "
                            + instruments.stream().map(InstrumentSpec::symbol).toList());
        }
        boolean inverse = protocol == BinanceProtocol.COIN_M;
        for (InstrumentSpec each : instruments) {
            if (each.contractSize().isPresent() != inverse) {
                throw new IllegalArgumentException(
                        each.symbol()
                                + (inverse
                                        ? " is no inverse contract, as those of COIN-M are"
                                        : " is an inverse contract, as only COIN-M has them"));
            }
        }
    }

    /** The default instruments under Binance's limits, with 200,000 readable changes a symbol. */
    public static SimulatorOptions of(long seed) {
        return new SimulatorOptions(
                seed,
                InstrumentSpec.defaults(),
                SimulatorLimits.binance(),
                200_000,
                BinanceProtocol.SPOT,
                Duration.ZERO,
                Optional.empty());
    }

    /** The same as USD-M futures, under their limits. */
    public SimulatorOptions asUsdM() {
        return new SimulatorOptions(
                seed,
                instruments,
                limits.withWeightPerMinute(2400),
                history,
                BinanceProtocol.USD_M,
                snapshotLag,
                account);
    }

    /** The same as COIN-M futures, under their limits, with their usual contracts. */
    public SimulatorOptions asCoinM() {
        return new SimulatorOptions(
                seed,
                InstrumentSpec.inverse(),
                limits.withWeightPerMinute(2400),
                history,
                BinanceProtocol.COIN_M,
                snapshotLag,
                account);
    }

    /** The same with other instruments. */
    public SimulatorOptions withInstruments(List<InstrumentSpec> others) {
        return new SimulatorOptions(seed, others, limits, history, protocol, snapshotLag, account);
    }

    /** The same with other limits. */
    public SimulatorOptions withLimits(SimulatorLimits others) {
        return new SimulatorOptions(
                seed, instruments, others, history, protocol, snapshotLag, account);
    }

    /** The same with another length of the readable truth. */
    public SimulatorOptions withHistory(int changes) {
        return new SimulatorOptions(
                seed, instruments, limits, changes, protocol, snapshotLag, account);
    }

    /** The same with another time to answer a depth request. */
    public SimulatorOptions withSnapshotLag(Duration lag) {
        return new SimulatorOptions(seed, instruments, limits, history, protocol, lag, account);
    }

    /** The same with an account. */
    public SimulatorOptions withAccount(AccountOptions owner) {
        return new SimulatorOptions(
                seed, instruments, limits, history, protocol, snapshotLag, Optional.of(owner));
    }
}
