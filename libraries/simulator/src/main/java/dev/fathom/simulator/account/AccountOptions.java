package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the account of a simulated venue is like. Immutable.
 *
 * @param keys who may ask for it; all have the same rights
 * @param balances what it has at the start, by asset; empty: plenty of every asset traded
 * @param makerFee part of what a trade brings that is kept, where the account's order rested
 * @param takerFee the same where the account's order came
 * @param actionsPerSecond how often the account trades by itself, about; 0: never
 * @param access how its events can be had
 */
public record AccountOptions(
        List<ApiKey> keys,
        Map<String, BigDecimal> balances,
        BigDecimal makerFee,
        BigDecimal takerFee,
        int actionsPerSecond,
        AccountAccess access) {
    /** Checks what cannot be. */
    public AccountOptions {
        keys = List.copyOf(keys);
        balances = Map.copyOf(balances);
        if (keys.stream().map(ApiKey::id).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("an API key stands twice");
        }
        if (makerFee.signum() < 0 || takerFee.signum() < 0) {
            throw new IllegalArgumentException(
                    "fees must not be negative: " + makerFee + ", " + takerFee);
        }
        if (actionsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "actions per second must not be negative: " + actionsPerSecond);
        }
    }

    /** Trades twice a second at the venue's usual fees, without listen keys. */
    public static AccountOptions of(ApiKey... keys) {
        BigDecimal fee = new BigDecimal("0.001");
        return new AccountOptions(List.of(keys), Map.of(), fee, fee, 2, AccountAccess.usual());
    }

    /** The same with other balances at the start. */
    public AccountOptions withBalances(Map<String, BigDecimal> others) {
        return new AccountOptions(keys, others, makerFee, takerFee, actionsPerSecond, access);
    }

    /** The same with another number of actions of its own. */
    public AccountOptions withActionsPerSecond(int actions) {
        return new AccountOptions(keys, balances, makerFee, takerFee, actions, access);
    }

    /** The same with another way to its events. */
    public AccountOptions withAccess(AccountAccess other) {
        return new AccountOptions(keys, balances, makerFee, takerFee, actionsPerSecond, other);
    }

    /** The same with listen keys that live so long. */
    public AccountOptions withListenKeys(Duration validity) {
        return withAccess(
                new AccountAccess(
                        true, validity, access.longestToken(), access.refusesSecondTokens()));
    }

    /** The same with listen tokens that live so long at most. */
    public AccountOptions withListenTokens(Duration longest) {
        return withAccess(
                new AccountAccess(
                        access.listenKeys(),
                        access.listenKeyValidity(),
                        longest,
                        access.refusesSecondTokens()));
    }

    /** The same where a second token on one connection is answered with an error. */
    public AccountOptions withSecondTokensRefused() {
        return withAccess(
                new AccountAccess(
                        access.listenKeys(),
                        access.listenKeyValidity(),
                        access.longestToken(),
                        true));
    }
}
