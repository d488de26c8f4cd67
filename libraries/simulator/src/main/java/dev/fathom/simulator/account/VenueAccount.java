package dev.fathom.simulator.account;

import java.util.random.RandomGenerator;

/** An account as a venue keeps it. Owned by the venue's thread. */
public sealed interface VenueAccount permits SpotAccount, FuturesAccount {
    /** The account at work. */
    Account account();

    /** How its events are told. */
    EventText text();

    /** What it does by itself. */
    Trader trader(RandomGenerator random);
}
