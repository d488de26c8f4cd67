package dev.fathom.account;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

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
            case AccountPosition it -> tellIf(!balances.on(it).isEmpty(), it);
            case AccountEvent.BalanceChange it ->
                    tellIf(remember(it, it.asset(), it.delta(), it.clearedAt()), it);
            case AccountEvent.ExternalLock it ->
                    tellIf(remember(it, it.asset(), it.delta(), it.transactionTime()), it);
            case AccountEvent.LiabilityChange it ->
                    tellIf(remember(it, it.asset(), it.principal(), it.interest()), it);
            case AlgoOrderUpdate _,
                    EarlyFill _,
                    FuturesAccount _,
                    MarginCall _,
                    AccountEvent.FuturesConfiguration _,
                    AccountEvent.TriggerReject _,
                    AccountEvent.MarginLevel _,
                    AccountEvent.StreamEnded _,
                    AccountEvent.Unknown _ ->
                    listener.onEvent(event);
        }
    }

    // What is told by how much it changes must not be told twice.
    private boolean remember(AccountEvent event, Object... what) {
        List<Object> key =
                List.of(event.getClass(), event.origin().eventTime(), Arrays.asList(what));
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

    /** The balances. */
    public Balances balances() {
        return balances;
    }

    /** How many orders' states, fills, lists and balances came that were no news. */
    public long ignored() {
        return ignored;
    }
}
