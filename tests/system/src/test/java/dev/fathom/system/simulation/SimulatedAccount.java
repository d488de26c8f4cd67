package dev.fathom.system.simulation;

import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.Venue;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.instream.InStreamSimulator;
import java.util.List;
import java.util.Map;

/** A simulated venue with an account, whatever it speaks. */
interface SimulatedAccount {
    Venue venue();

    List<String> symbols();

    AccountTruth truth();

    /** Nobody trades any more. */
    void halt();

    /** Whether such a thing can go wrong there. */
    boolean has(Fault fault);

    void inject(Fault fault);

    /** How often each kind of fault has taken effect. */
    Map<String, Long> faults();

    record Binance(BinanceSimulator venue) implements SimulatedAccount {
        @Override
        public List<String> symbols() {
            return venue.symbols();
        }

        @Override
        public AccountTruth truth() {
            return venue.accountTruth();
        }

        @Override
        public void halt() {
            symbols().forEach(it -> venue.status(it, "HALT"));
        }

        @Override
        public boolean has(Fault fault) {
            return true;
        }

        @Override
        public void inject(Fault fault) {
            venue.faults().inject(fault);
        }

        @Override
        public Map<String, Long> faults() {
            return venue.faults().log().counts();
        }
    }

    record InStream(InStreamSimulator venue) implements SimulatedAccount {
        @Override
        public List<String> symbols() {
            return venue.symbols();
        }

        @Override
        public AccountTruth truth() {
            return venue.accountTruth();
        }

        @Override
        public void halt() {
            symbols().forEach(it -> venue.status(it, "HALT"));
        }

        // One connection with numbered messages: there is nothing to expire, and nothing overtakes.
        @Override
        public boolean has(Fault fault) {
            return switch (fault) {
                case Fault.Reorder _, Fault.Delay _, Fault.ExpireKey _, Fault.Shutdown _ -> false;
                default -> true;
            };
        }

        @Override
        public void inject(Fault fault) {
            venue.inject(fault);
        }

        @Override
        public Map<String, Long> faults() {
            return venue.faultLog().counts();
        }
    }
}
