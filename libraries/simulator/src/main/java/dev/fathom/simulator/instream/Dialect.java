package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How a venue speaks. Immutable. */
public sealed interface Dialect permits BitfinexDialect, KrakenDialect, UpbitDialect {
    /** The venue's id. */
    String venue();

    /** The symbol on the wire. */
    String symbol(InstrumentSpec instrument);

    /** What is traded there, unless told otherwise. */
    List<InstrumentSpec> instruments();

    /** What is said on a connection. */
    Words words(Desk desk);

    /** A connection. */
    InStreamSession connect(InStreamSimulator venue, ClientPort client);

    /**
     * An account, none of whose orders is open yet.
     *
     * @throws IllegalArgumentException if accounts are not simulated in this dialect
     */
    default InStreamAccount account(
            AccountOptions options,
            long seed,
            Map<String, Board> boards,
            LongSupplier clockUs,
            SimulatorLoop loop) {
        throw new IllegalArgumentException(venue() + " has no simulated account");
    }

    /** The time that frames carry, in the venue's unit. */
    long time(long us);

    /**
     * The answer to a GET, if there is one.
     *
     * @throws IllegalArgumentException if its parameters are wrong
     */
    Optional<String> get(Query query, InStreamSimulator venue);

    /** The answer to a GET whose parameters are wrong, and what is wrong with them. */
    HttpReply refusal(String what);
}
