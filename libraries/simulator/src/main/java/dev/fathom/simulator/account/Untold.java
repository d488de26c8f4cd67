package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has happened and is not told yet. Owned by the venue's thread. */
final class Untold {
    private static final long FIRST_EXECUTION = 15_000_000_001L;
    private static final String NO_REASON = "NONE";

    private final Holdings holdings;
    private final AccountTruth truth;
    private final AccountListener listener;
    private final List<AccountEvent> events = new ArrayList<>();
    private long nextExecution = FIRST_EXECUTION;

    Untold(Holdings holdings, AccountTruth truth, AccountListener listener) {
        this.holdings = holdings;
        this.truth = truth;
        this.listener = listener;
    }

    void add(AccountEvent event) {
        events.add(event);
    }

    void addAll(List<AccountEvent> more) {
        events.addAll(more);
    }

    /** Something happened to an order by itself. */
    void add(Execution execution, OrderState order) {
        add(execution, order, Optional.empty(), Optional.empty());
    }

    void expired(OrderState order, Expiry why) {
        add(Execution.EXPIRED, order, Optional.of(why), Optional.empty());
    }

    void traded(OrderState order, Fill fill) {
        add(Execution.TRADE, order, Optional.empty(), Optional.of(fill));
    }

    private void add(
            Execution execution, OrderState order, Optional<Expiry> expiry, Optional<Fill> fill) {
        add(execution, order, order.terms().clientId(), "", NO_REASON, expiry, fill);
    }

    /** Something happened to an order by a request with a name of its own. */
    void asked(Execution execution, OrderState order, String requestId, String originalId) {
        add(execution, order, requestId, originalId, NO_REASON, Optional.empty(), Optional.empty());
    }

    /** An order was refused. */
    void rejected(OrderState order, String reason) {
        add(
                Execution.REJECTED,
                order,
                order.terms().clientId(),
                "",
                reason,
                Optional.empty(),
                Optional.empty());
    }

    private void add(
            Execution execution,
            OrderState order,
            String requestId,
            String originalId,
            String reason,
            Optional<Expiry> expiry,
            Optional<Fill> fill) {
        add(
                new OrderEvent(
                        execution,
                        order,
                        nextExecution++,
                        requestId,
                        originalId,
                        reason,
                        expiry,
                        fill));
    }

    /** How an order stands by its last event that is still untold. */
    OrderState newest(long id) {
        return events.reversed().stream()
                .filter(it -> it instanceof OrderEvent event && event.order().id() == id)
                .map(it -> ((OrderEvent) it).order())
                .findFirst()
                .orElseThrow();
    }

    /** Tells it, the holdings last. */
    void tell(long nowUs) {
        if (events.isEmpty()) {
            return;
        }
        holdings.last(nowUs).ifPresent(events::add);
        List<AccountEvent> told = List.copyOf(events);
        events.clear();
        truth.record(told);
        listener.onEvents(told);
    }
}
