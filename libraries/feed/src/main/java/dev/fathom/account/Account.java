package dev.fathom.account;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What is known of one account, from everything that was told about it. Passes on each thing once:
 * what is repeated, late or out of order is recognized, whether it comes by the stream or by a
 * request. Owned by one thread.
 */
public final class Account {
    private static final int CHANGES_REMEMBERED = 1000;

    private final AccountListener listener;
    private final Orders orders;
    private final Balances balances = new Balances();
    private final Positions positions = new Positions();
    private final LinkedHashSet<List<Object>> changes = new LinkedHashSet<>();
    private long ignored;

    /** An account of which nothing is known yet. */
    public Account(AccountListener listener) {
        this.listener = listener;
        this.orders = new Orders(listener::onDisagreement);
    }

    /** Takes an event, and tells what of it is new. */
    public void on(AccountEvent event) {
        switch (event) {
            case OrderUpdate it -> {
                tellIf(orders.on(it.state()), it);
                it.fill().ifPresent(this::on);
            }
            case OrderReport it -> tellIf(orders.on(it.state()), it);
            case Fill it -> tellIf(orders.on(it), it);
            case ListStatus it -> tellIf(orders.on(it), it);
            case AccountPosition it -> tellIf(balances.on(it), it);
            case AccountEvent.BalanceChange it ->
                    tellIf(remember(it, it.asset(), it.delta(), it.clearedAt()), it);
            case AccountEvent.ExternalLock it ->
                    tellIf(remember(it, it.asset(), it.delta(), it.transactionTime()), it);
            case AccountEvent.LiabilityChange it ->
                    tellIf(remember(it, it.asset(), it.principal(), it.interest()), it);
            case FuturesAccount it -> {
                balances.on(wallets(it));
                positions.on(it);
                tellIf(remember(it, it.transactionTime(), it.wallets(), it.positions()), it);
            }
            case AlgoOrderUpdate it ->
                    tellIf(remember(it, it.algoId(), it.status(), it.transactionTime()), it);
            case EarlyFill it ->
                    tellIf(remember(it, it.instrument(), it.tradeId(), it.orderId()), it);
            case MarginCall it -> tellIf(remember(it, it.positions()), it);
            case AccountEvent.FuturesConfiguration it ->
                    tellIf(remember(it, it.transactionTime()), it);
            case AccountEvent.TriggerReject it ->
                    tellIf(remember(it, it.orderId(), it.transactionTime()), it);
            case AccountEvent.MarginLevel it -> tellIf(remember(it, it.level(), it.status()), it);
            case AccountEvent.Unknown it -> tellIf(remember(it, it.type()), it);
            case AccountEvent.StreamEnded _ -> listener.onEvent(event);
        }
    }

    /** Takes an answer of the venue, and tells what of it is new. */
    public void on(AccountAnswer answer) {
        switch (answer) {
            case AccountAnswer.Orders it -> it.rows().forEach(this::on);
            case AccountAnswer.Fills it -> it.rows().forEach(this::on);
            case AccountAnswer.AllBalances it -> onAll(it);
            case AccountAnswer.OneList(ListStatus list) -> on(list);
            case AccountAnswer.NotKnown _ -> {
                // Nothing to take: whoever asked knows what it means.
            }
        }
    }

    // What is not listed is at zero.
    private void onAll(AccountAnswer.AllBalances answer) {
        AccountPosition all = answer.balances();
        List<Balance> news =
                balances.newest().news(Balances.byAsset(all.balances()), all.updatedAt());
        if (!news.isEmpty()) {
            on(
                    new AccountPosition(
                            all.updatedAt(), news, all.permissions(), all.origin(), all.details()));
        }
        List<Position> moved = moved(answer);
        if (!moved.isEmpty()) {
            on(
                    new FuturesAccount(
                            FuturesAccount.LISTED,
                            all.updatedAt(),
                            List.of(),
                            moved,
                            all.origin(),
                            Details.NONE));
        }
    }

    /** The positions that an answer tells otherwise than the stream did so far. */
    List<Position> moved(AccountAnswer.AllBalances answer) {
        return answer.positions()
                .map(it ->
                        positions.newest().news(Positions.byKey(it), answer.balances().updatedAt()))
                .orElse(List.of());
    }

    /** Takes balances whose time is not known, and tells them. */
    void replace(AccountPosition position) {
        position.balances().forEach(it -> balances.newest().replace(it.asset(), it));
        listener.onEvent(position);
    }

    // Futures hold nothing for open orders.
    private static AccountPosition wallets(FuturesAccount account) {
        return new AccountPosition(
                account.transactionTime(),
                account.wallets().stream()
                        .map(it ->
                                new Balance(
                                        it.asset(), it.balance(), BigDecimal.ZERO, it.details()))
                        .toList(),
                List.of(),
                account.origin(),
                Details.NONE);
    }

    // What is told by how much it changes, or has no state here, must not be told twice.
    private boolean remember(AccountEvent event, Object... what) {
        // Which of two connections brought it is no part of it.
        Map<Detail<?>, Object> known = new HashMap<>(event.details().known());
        known.remove(Detail.SUBSCRIPTION_ID);
        known.remove(Detail.LISTEN_KEY);
        List<Object> key =
                List.of(
                        event.getClass(),
                        event.origin().eventTime(),
                        known,
                        event.details().unknown(),
                        Arrays.asList(what));
        if (!changes.add(key)) {
            return false;
        }
        if (changes.size() > CHANGES_REMEMBERED) {
            changes.removeFirst();
        }
        return true;
    }

    private void tellIf(boolean isNews, AccountEvent event) {
        if (isNews) {
            listener.onEvent(event);
        } else {
            ignored++;
        }
    }

    /** The orders and their lists. */
    public Orders orders() {
        return orders;
    }

    /** The positions in futures. */
    public Positions positions() {
        return positions;
    }

    /** The balances. */
    public Balances balances() {
        return balances;
    }

    /** How many orders' states, fills, lists and balances came that were no news. */
    public long ignored() {
        return ignored;
    }
}
