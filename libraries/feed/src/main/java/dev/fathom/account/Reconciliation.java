package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Compares an account with the venue's own lists: what the stream missed is handed to the account,
 * marked as brought by a request; what cannot both be true is told. Asks nobody and knows no clock:
 * says what to ask, and is told the answers. Owned by one thread.
 *
 * <p>Begin it when the stream is subscribed, so that nothing falls between the two.
 */
public final class Reconciliation {
    // An answer may be older than what the stream told meanwhile, and a venue's lists lag behind
    // its stream. So a difference counts only where what is held here did not change since the
    // question, and only if it is there again in a second round.

    /** How far a comparison is. */
    public enum Progress {
        /** Not begun. */
        IDLE,
        /** Answers are awaited. */
        ASKING,
        /** At its end: nothing contradicts the venue. */
        AGREES,
        /**
         * Something differs, perhaps only because the venue's lists lag: look again in a second.
         */
        DOUBTS,
        /** At its end: what contradicts the venue was told. */
        DISAGREES,
        /** At its end without all answers. */
        INCOMPLETE
    }

    private final Account account;
    private final Listing listing;
    private final HoldingsComparison holdings;
    private final Consumer<Disagreement> onDisagreement;
    private final Consumer<Ask> asks;
    private final Set<Instrument> alsoAsked;
    private final Pages pages;

    private final Set<Ask> pending = new HashSet<>();
    private final Queue<Ask> unsent = new ArrayDeque<>();
    private final Map<Orders.Key, Optional<OrderState>> asAsked = new HashMap<>();
    private final Set<Orders.Key> probed = new HashSet<>();
    private final Set<Orders.Key> listedOpen = new HashSet<>();
    private final Set<Orders.Key> soughtAmongOpen = new HashSet<>();
    private final Set<Orders.Key> listsUnknown = new HashSet<>();
    private final List<Disagreement> doubts = new ArrayList<>();
    private Map<Orders.Key, OrderState> statesAsAsked = Map.of();
    private Progress progress = Progress.IDLE;
    private int round;
    private boolean areListsAsked;
    private boolean areBalancesAsked;
    private boolean isIncomplete;
    private long lastGoodMs;

    /**
     * A comparison that has not begun.
     *
     * @param listing how the venue lists past orders and fills
     * @param alsoAsked instruments whose fills are asked for beside those with orders
     * @param onDisagreement told what cannot both be true
     * @param asks told what to ask; each is to be answered, or to {@linkplain #onFailed fail}
     */
    public Reconciliation(
            Account account,
            Listing listing,
            Set<Instrument> alsoAsked,
            Consumer<Disagreement> onDisagreement,
            Consumer<Ask> asks) {
        this.account = account;
        this.listing = listing;
        this.holdings = new HoldingsComparison(account);
        this.alsoAsked = Set.copyOf(alsoAsked);
        this.onDisagreement = onDisagreement;
        this.asks = asks;
        this.pages =
                switch (listing) {
                    case BY_INSTRUMENT -> new PagesByInstrument(account.orders());
                    case OF_ALL_BY_TIME -> new PagesByTime();
                };
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /**
     * Begins; answers to what was asked before count no more.
     *
     * @param lastGoodMs until when the stream was surely whole, milliseconds since 1970 UTC
     * @param nowMs the time now, by the venue's clock
     */
    public void begin(long lastGoodMs, long nowMs) {
        this.lastGoodMs = lastGoodMs;
        round = 1;
        ask(nowMs);
    }

    /** Looks again, after {@link Progress#DOUBTS}. */
    public void again(long nowMs) {
        if (progress != Progress.DOUBTS) {
            throw new IllegalStateException("nothing to look at again: " + progress);
        }
        round = 2;
        ask(nowMs);
    }

    private void ask(long nowMs) {
        pending.clear();
        unsent.clear();
        listedOpen.clear();
        soughtAmongOpen.clear();
        asAsked.clear();
        probed.clear();
        doubts.clear();
        isIncomplete = false;
        progress = Progress.ASKING;
        areListsAsked = false;
        areBalancesAsked = false;
        statesAsAsked = account.orders().states();
        Set<Instrument> instruments = new TreeSet<>(account.orders().instruments());
        instruments.addAll(alsoAsked);
        put(new Ask.OpenOrders());
        pages.begin(lastGoodMs, nowMs, instruments).forEach(this::put);
        send();
    }

    private void put(Ask ask) {
        pending.add(ask);
        unsent.add(ask);
    }

    // Last of all, since an answer may come at once.
    private void send() {
        Ask next = unsent.poll();
        while (next != null) {
            asks.accept(next);
            next = unsent.poll();
        }
    }

    /** The answer to a question; one that is not awaited any more goes to the account alone. */
    public void on(Ask ask, AccountAnswer answer) {
        if (!pending.contains(ask)) {
            account.on(answer);
            return;
        }
        switch (answer) {
            case AccountAnswer.Orders it -> onOrders(ask, it);
            case AccountAnswer.Fills it when ask instanceof Ask.Fills fills ->
                    onFills(fills, it.rows(), it.isFull());
            case AccountAnswer.AllBalances it -> onBalances(it);
            case AccountAnswer.NoOrder _ when ask instanceof Ask.OneOrder it ->
                    onNoOrder(it.instrument(), it.orderId());
            case AccountAnswer.OneList(ListStatus list) -> onList(list);
            case AccountAnswer.NoOrder _ when ask instanceof Ask.OneList it ->
                    onNoList(it.instrument(), it.listId());
            case AccountAnswer.Fills _, AccountAnswer.NoOrder _ -> onFailed(ask);
        }
    }

    private void onOrders(Ask ask, AccountAnswer.Orders answer) {
        switch (ask) {
            case Ask.OpenOrders _ -> onOpenOrders(answer.rows());
            case Ask.ManyOrders it -> onOrders(it, answer.rows(), answer.isFull());
            case Ask.OneOrder _ when answer.rows().size() == 1 -> onOrder(answer.rows().getFirst());
            case Ask.OneOrder _, Ask.OneList _, Ask.AllBalances _, Ask.Fills _ -> onFailed(ask);
        }
    }

    /** Every order that is open at the venue. */
    public void onOpenOrders(List<OrderReport> answer) {
        if (!pending.remove(new Ask.OpenOrders())) {
            return;
        }
        for (OrderReport report : answer) {
            listedOpen.add(key(report.state()));
            compareAsBegun(report);
            pages.of(report.state().instrument()).forEach(this::put);
        }
        statesAsAsked.forEach((key, ours) -> {
            if (!ours.status().isFinal() && !listedOpen.contains(key)) {
                askOrder(key, false);
            }
        });
        endIfAnswered();
    }

    /**
     * A page of orders.
     *
     * @param ask the question
     * @param page in the order of ids
     * @param isFull true when the page has as many as a page can have
     */
    public void onOrders(Ask.ManyOrders ask, List<OrderReport> page, boolean isFull) {
        if (!pending.remove(ask)) {
            return;
        }
        page.forEach(this::compareAsBegun);
        pages.after(ask, page, isFull).forEach(this::put);
        endIfAnswered();
    }

    private void compareAsBegun(OrderReport report) {
        compare(report, Optional.ofNullable(statesAsAsked.get(key(report.state()))));
    }

    private void askOrder(Orders.Key key, boolean isAmongOpen) {
        if (isAmongOpen) {
            soughtAmongOpen.add(key);
        } else {
            soughtAmongOpen.remove(key);
        }
        asAsked.put(key, account.orders().order(key.instrument(), key.id()));
        put(oneOrder(key));
    }

    private Ask oneOrder(Orders.Key key) {
        return new Ask.OneOrder(key.instrument(), key.id(), soughtAmongOpen.contains(key));
    }

    /** What an order is that was asked for. */
    public void onOrder(OrderReport report) {
        Orders.Key key = key(report.state());
        if (pending.remove(oneOrder(key))) {
            compare(report, asAsked.getOrDefault(key, Optional.empty()));
            endIfAnswered();
        }
    }

    /** The venue knows no such order. */
    public void onNoOrder(Instrument instrument, long orderId) {
        Orders.Key key = new Orders.Key(instrument, orderId);
        if (!pending.remove(oneOrder(key))) {
            return;
        }
        if (soughtAmongOpen.contains(key)) {
            // It has ended meanwhile, and is in the list of those now.
            askOrder(key, false);
            endIfAnswered();
            return;
        }
        Optional<OrderState> ours = account.orders().order(instrument, orderId);
        doubts.add(
                new Disagreement(
                        subject(instrument, orderId),
                        ours.map(Orders::text).orElse("known by a fill"),
                        "not known"));
        endIfAnswered();
    }

    /** What became of a list that was asked for. */
    public void onList(ListStatus list) {
        if (pending.remove(new Ask.OneList(list.instrument(), list.listId()))) {
            account.on(list);
            endIfAnswered();
        }
    }

    /** The venue knows no such list. */
    public void onNoList(Instrument instrument, long listId) {
        if (!pending.remove(new Ask.OneList(instrument, listId))) {
            return;
        }
        Optional<ListStatus> ours = account.orders().list(instrument, listId);
        if (ours.isEmpty()) {
            listsUnknown.add(new Orders.Key(instrument, listId));
        } else {
            doubts.add(
                    new Disagreement(
                            "list %d of %s".formatted(listId, instrument.symbol()),
                            ours.get().status(),
                            "not known"));
        }
        endIfAnswered();
    }

    private void compare(OrderReport report, Optional<OrderState> asAsked) {
        OrderState theirs = report.state();
        account.on(report);
        Optional<OrderState> ours = account.orders().order(theirs.instrument(), theirs.orderId());
        boolean isUnchanged = asAsked.isPresent() && ours.equals(asAsked);
        if (isUnchanged && !ours.get().isAsFarAs(theirs)) {
            doubts.add(
                    new Disagreement(
                            subject(theirs.instrument(), theirs.orderId()),
                            Orders.text(ours.get()),
                            Orders.text(theirs)));
        }
    }

    /**
     * A page of fills.
     *
     * @param ask the question
     * @param page in the order of ids
     * @param isFull true when the page has as many as a page can have
     */
    public void onFills(Ask.Fills ask, List<Fill> page, boolean isFull) {
        if (!pending.remove(ask)) {
            return;
        }
        page.forEach(account::on);
        pages.after(ask, page, isFull).forEach(this::put);
        endIfAnswered();
    }

    /** All balances and positions; what is not among them is at zero. */
    public void onBalances(AccountAnswer.AllBalances answer) {
        if (!pending.remove(new Ask.AllBalances())) {
            return;
        }
        askAboutMoved(answer);
        account.on(answer);
        doubts.addAll(holdings.with(answer, round > 1));
        endIfAnswered();
    }

    // An order may have begun and ended unseen in a contract that no order is known of.
    private void askAboutMoved(AccountAnswer.AllBalances answer) {
        for (Position moved : account.moved(answer)) {
            pages.of(moved.instrument()).forEach(this::put);
        }
    }

    /** There will be no answer to a question. */
    public void onFailed(Ask ask) {
        if (pending.remove(ask)) {
            isIncomplete = true;
            endIfAnswered();
        }
    }

    private void endIfAnswered() {
        if (pending.isEmpty()) {
            askAboutOddOrders();
        }
        if (pending.isEmpty() && !areListsAsked) {
            askAboutLists();
        }
        if (pending.isEmpty() && !areBalancesAsked) {
            askAboutBalances();
        }
        if (pending.isEmpty()) {
            end();
        }
        send();
    }

    // After their orders, so that they are not older than these.
    private void askAboutLists() {
        areListsAsked = true;
        for (Orders.Key key : account.orders().unsettledLists()) {
            if (!listsUnknown.contains(key)) {
                put(new Ask.OneList(key.instrument(), key.id()));
            }
        }
    }

    // Last, so that they are not older than the orders and fills that were found.
    private void askAboutBalances() {
        areBalancesAsked = true;
        holdings.begin();
        put(new Ask.AllBalances());
    }

    // Once a round, what does not add up is asked for by itself; it may have come since the open
    // ones were listed.
    private void askAboutOddOrders() {
        for (Orders.Key key : account.orders().notWhole()) {
            if (probed.add(key)) {
                boolean isOver =
                        account.orders()
                                .order(key.instrument(), key.id())
                                .filter(it -> it.status().isFinal())
                                .isPresent();
                askOrder(key, listing.partsEndedOrders() && !isOver);
                put(new Ask.FillsOfOrder(key.instrument(), key.id(), 0));
            }
        }
    }

    private void end() {
        for (Orders.Key key : account.orders().notWhole()) {
            Optional<OrderState> ours = account.orders().order(key.instrument(), key.id());
            if (ours.isPresent() && ours.equals(asAsked.get(key))) {
                doubts.add(
                        new Disagreement(
                                subject(key.instrument(), key.id()),
                                "fills of "
                                        + account.orders()
                                                .filled(key.instrument(), key.id())
                                                .toPlainString(),
                                ours.get().filled().toPlainString() + " filled"));
            }
        }
        if (isIncomplete) {
            progress = Progress.INCOMPLETE;
            return;
        }
        pages.answered();
        if (doubts.isEmpty()) {
            progress = Progress.AGREES;
        } else if (round == 1) {
            progress = Progress.DOUBTS;
        } else {
            progress = Progress.DISAGREES;
            List.copyOf(doubts).forEach(onDisagreement);
        }
    }

    private static Orders.Key key(OrderState state) {
        return new Orders.Key(state.instrument(), state.orderId());
    }

    private static String subject(Instrument instrument, long orderId) {
        return "order %d of %s".formatted(orderId, instrument.symbol());
    }
}
