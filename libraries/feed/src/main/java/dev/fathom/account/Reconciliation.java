package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final String UNKNOWN = "not known";
    private static final int MOST_LOOKS = 5;

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

    /** What differed, and how it was here. */
    private record Doubt(String subject, String here) {
        static Doubt of(Disagreement it) {
            return new Doubt(it.subject(), it.here());
        }
    }

    private record Answered(Ask ask, AccountAnswer answer) {}

    private final Account account;
    private final Listing listing;
    private final Set<Instrument> alsoAsked;
    private final Consumer<Disagreement> onDisagreement;
    private final Questions questions;
    private final Pages pages;
    private final HoldingsComparison holdings;

    private final Map<Orders.Key, Optional<OrderState>> asAsked = new HashMap<>();
    private final Set<Orders.Key> probed = new HashSet<>();
    private final Set<Orders.Key> listsUnknown = new HashSet<>();
    private final List<Disagreement> doubts = new ArrayList<>();
    private final Set<Doubt> doubtsBefore = new HashSet<>();
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
        this.alsoAsked = Set.copyOf(alsoAsked);
        this.onDisagreement = onDisagreement;
        this.questions = new Questions(asks);
        this.holdings = new HoldingsComparison(account);
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
        doubtsBefore.clear();
        ask(nowMs);
    }

    /** Looks again, after {@link Progress#DOUBTS}. */
    public void again(long nowMs) {
        if (progress != Progress.DOUBTS) {
            throw new IllegalStateException("nothing to look at again: " + progress);
        }
        round++;
        doubtsBefore.clear();
        doubts.forEach(it -> doubtsBefore.add(Doubt.of(it)));
        ask(nowMs);
    }

    private void ask(long nowMs) {
        questions.clear();
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
        questions.put(new Ask.OpenOrders());
        pages.begin(lastGoodMs, nowMs, instruments).forEach(questions::put);
        questions.send();
    }

    /** The answer to a question; one that is not awaited any more goes to the account alone. */
    public void on(Ask ask, AccountAnswer answer) {
        if (!questions.end(ask)) {
            account.on(answer);
            return;
        }
        switch (new Answered(ask, answer)) {
            case Answered(Ask.OpenOrders _, AccountAnswer.Orders it) -> onOpenOrders(it.rows());
            case Answered(Ask.ManyOrders of, AccountAnswer.Orders it) -> {
                it.rows().forEach(this::compareAsBegun);
                pages.after(of, it.rows(), it.isFull()).forEach(questions::put);
            }
            case Answered(Ask.OneOrder of, AccountAnswer.Orders it) when isOf(of, it.rows()) ->
                    compare(it.rows().getFirst(), asAsked.getOrDefault(key(of), Optional.empty()));
            case Answered(Ask.OneOrder of, AccountAnswer.NotKnown _) -> onNoOrder(of);
            case Answered(Ask.Fills of, AccountAnswer.Fills it) -> {
                it.rows().forEach(account::on);
                pages.after(of, it.rows(), it.isFull()).forEach(questions::put);
            }
            case Answered(Ask.OneList of, AccountAnswer.OneList(ListStatus list))
                    when isOf(of, list) ->
                    account.on(list);
            case Answered(Ask.OneList of, AccountAnswer.NotKnown _) -> onNoList(of);
            case Answered(Ask.AllBalances _, AccountAnswer.AllBalances it) -> onBalances(it);
            // There is no such instrument: nothing of it is listed.
            case Answered(Ask.ManyOrders _, AccountAnswer.NotKnown _),
                    Answered(Ask.Fills _, AccountAnswer.NotKnown _) -> {}
            // An answer to something else.
            case Answered _ -> isIncomplete = true;
        }
        endIfAnswered();
    }

    /** There will be no answer to a question. */
    public void onFailed(Ask ask) {
        if (questions.end(ask)) {
            isIncomplete = true;
            endIfAnswered();
        }
    }

    private void onOpenOrders(List<OrderReport> answer) {
        Set<Orders.Key> listed = new HashSet<>();
        for (OrderReport report : answer) {
            listed.add(key(report.state()));
            compareAsBegun(report);
            pages.of(report.state().instrument()).forEach(questions::put);
        }
        statesAsAsked.forEach((key, ours) -> {
            if (!ours.status().isFinal() && !listed.contains(key)) {
                askOrder(key, false);
            }
        });
    }

    private void compareAsBegun(OrderReport report) {
        compare(report, Optional.ofNullable(statesAsAsked.get(key(report.state()))));
    }

    private void compare(OrderReport report, Optional<OrderState> asAsked) {
        OrderState theirs = report.state();
        account.on(report);
        Orders.Key key = key(theirs);
        Optional<OrderState> ours = ours(key);
        boolean isUnchanged = asAsked.isPresent() && ours.equals(asAsked);
        if (isUnchanged && !ours.get().isAsFarAs(theirs)) {
            doubt(subject(key), Orders.text(ours.get()), Orders.text(theirs));
        }
    }

    private void askOrder(Orders.Key key, boolean isAmongOpen) {
        asAsked.put(key, ours(key));
        questions.put(new Ask.OneOrder(key.instrument(), key.id(), isAmongOpen));
    }

    private static boolean isOf(Ask.OneOrder asked, List<OrderReport> rows) {
        return rows.size() == 1 && key(rows.getFirst().state()).equals(key(asked));
    }

    private static boolean isOf(Ask.OneList asked, ListStatus list) {
        return list.listId() == asked.listId() && list.instrument().equals(asked.instrument());
    }

    private void onNoOrder(Ask.OneOrder asked) {
        Orders.Key key = key(asked);
        if (asked.isOpen()) {
            // It has ended meanwhile, and is in the list of those now.
            askOrder(key, false);
        } else {
            doubt(subject(key), ours(key).map(Orders::text).orElse("known by a fill"), UNKNOWN);
        }
    }

    private void onNoList(Ask.OneList asked) {
        account.orders()
                .list(asked.instrument(), asked.listId())
                .ifPresentOrElse(
                        ours ->
                                doubt(
                                        "list %d of %s"
                                                .formatted(
                                                        asked.listId(),
                                                        asked.instrument().symbol()),
                                        ours.status(),
                                        UNKNOWN),
                        () -> listsUnknown.add(new Orders.Key(asked.instrument(), asked.listId())));
    }

    private void onBalances(AccountAnswer.AllBalances answer) {
        // An order may have begun and ended unseen in a contract that no order is known of.
        for (Position moved : account.moved(answer)) {
            pages.of(moved.instrument()).forEach(questions::put);
        }
        account.on(answer);
        doubts.addAll(holdings.with(answer, this::isLasting));
    }

    private void endIfAnswered() {
        if (questions.areAllAnswered()) {
            askAboutOddOrders();
        }
        if (questions.areAllAnswered() && !areListsAsked) {
            askAboutLists();
        }
        if (questions.areAllAnswered() && !areBalancesAsked) {
            askAboutBalances();
        }
        if (questions.areAllAnswered()) {
            end();
        }
        questions.send();
    }

    // Once a round, what does not add up is asked for by itself; it may have come since the open
    // ones were listed.
    private void askAboutOddOrders() {
        for (Orders.Key key : account.orders().notWhole()) {
            if (probed.add(key)) {
                boolean isOver = ours(key).filter(it -> it.status().isFinal()).isPresent();
                askOrder(key, listing.partsEndedOrders() && !isOver);
                questions.put(new Ask.FillsOfOrder(key.instrument(), key.id(), 0));
            }
        }
    }

    // After their orders, so that they are not older than these.
    private void askAboutLists() {
        areListsAsked = true;
        for (Orders.Key key : account.orders().unsettledLists()) {
            if (!listsUnknown.contains(key)) {
                questions.put(new Ask.OneList(key.instrument(), key.id()));
            }
        }
    }

    // Last, so that they are not older than the orders and fills that were found.
    private void askAboutBalances() {
        areBalancesAsked = true;
        holdings.begin();
        questions.put(new Ask.AllBalances());
    }

    private void end() {
        for (Orders.Key key : account.orders().notWhole()) {
            Optional<OrderState> ours = ours(key);
            if (ours.isPresent() && (round == 1 || ours.equals(asAsked.get(key)))) {
                BigDecimal fills = account.orders().filled(key.instrument(), key.id());
                doubt(
                        subject(key),
                        "fills of " + fills.toPlainString(),
                        ours.get().filled().toPlainString() + " filled");
            }
        }
        if (isIncomplete) {
            progress = Progress.INCOMPLETE;
            return;
        }
        pages.answered();
        List<Disagreement> lasting = doubts.stream().filter(this::isLasting).toList();
        if (!lasting.isEmpty()) {
            progress = Progress.DISAGREES;
            lasting.forEach(onDisagreement);
        } else if (doubts.isEmpty() || round == MOST_LOOKS) {
            // What differs otherwise at every look lags.
            progress = Progress.AGREES;
        } else {
            progress = Progress.DOUBTS;
        }
    }

    private boolean isLasting(Disagreement it) {
        return doubtsBefore.contains(Doubt.of(it));
    }

    private void doubt(String what, String here, String there) {
        doubts.add(new Disagreement(what, here, there));
    }

    private Optional<OrderState> ours(Orders.Key key) {
        return account.orders().order(key.instrument(), key.id());
    }

    private static Orders.Key key(OrderState state) {
        return new Orders.Key(state.instrument(), state.orderId());
    }

    private static Orders.Key key(Ask.OneOrder asked) {
        return new Orders.Key(asked.instrument(), asked.orderId());
    }

    private static String subject(Orders.Key order) {
        return "order %d of %s".formatted(order.id(), order.instrument().symbol());
    }
}
