package dev.fathom.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.Reconciliation.Progress;
import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    private static final Instrument ETH = new Instrument("binance", "ETHUSDT");

    private final List<String> told = new ArrayList<>();
    private final Account account =
            new Account(
                    new AccountListener() {
                        @Override
                        public void onEvent(AccountEvent event) {
                            told.add(text(event));
                        }

                        @Override
                        public void onDisagreement(Disagreement disagreement) {
                            told.add(disagreement.toString());
                        }
                    });
    private final List<Ask> asks = new ArrayList<>();
    private final Reconciliation reconciliation =
            new Reconciliation(
                    account,
                    Listing.BY_INSTRUMENT,
                    Set.of(),
                    it -> told.add("disagreement: " + it),
                    asks::add);

    private static String text(AccountEvent event) {
        return switch (event) {
            case OrderUpdate it -> Orders.text(it.state());
            case OrderReport it -> "by request: " + Orders.text(it.state());
            case Fill it -> "fill %d of %s".formatted(it.tradeId(), it.quantity());
            case ListStatus it -> "list " + it.status();
            case AccountPosition it -> it.balances().toString();
            default -> event.getClass().getSimpleName();
        };
    }

    private static OrderUpdate update(
            Execution execution, OrderStatus status, String last, String filled, int at) {
        return update(execution, status, last, filled, at, "own", "");
    }

    private static OrderUpdate update(
            Execution execution,
            OrderStatus status,
            String last,
            String filled,
            int at,
            String client,
            String original) {
        return new OrderUpdate(
                BTC,
                7,
                client,
                Side.BID,
                "LIMIT",
                "GTC",
                new BigDecimal("5"),
                new BigDecimal("100"),
                BigDecimal.ZERO,
                execution,
                status,
                new BigDecimal(last),
                new BigDecimal("100"),
                new BigDecimal(filled),
                execution == Execution.TRADE ? at : -1,
                false,
                VenueTime.of(at),
                Origin.stream(VenueTime.of(at), 0),
                new Details.Builder()
                        .put(Detail.EXECUTION_ID, (long) at)
                        .put(Detail.ORIGINAL_CLIENT_ORDER_ID, original)
                        .build());
    }

    @Test
    void aLateFillCountsAndDoesNotMoveTheOrderBack() {
        account.on(update(Execution.NEW, OrderStatus.NEW, "0", "0", 1));
        account.on(update(Execution.TRADE, OrderStatus.FILLED, "3", "5", 3));
        account.on(update(Execution.TRADE, OrderStatus.PARTIALLY_FILLED, "2", "2", 2));

        assertThat(told)
                .containsExactly(
                        "NEW with 0 filled", "FILLED with 5 filled", "fill 3 of 3", "fill 2 of 2");
        assertThat(account.orders().isWhole(BTC, 7)).isTrue();
    }

    @Test
    void whatIsRepeatedIsNotToldAgain() {
        OrderUpdate fill = update(Execution.TRADE, OrderStatus.PARTIALLY_FILLED, "2", "2", 2);
        account.on(fill);
        account.on(fill);
        account.on(update(Execution.NEW, OrderStatus.NEW, "0", "0", 1));

        assertThat(told).containsExactly("PARTIALLY_FILLED with 2 filled", "fill 2 of 2");
        assertThat(account.ignored()).isEqualTo(3);
    }

    @Test
    void aFillWithOtherAmountsIsADisagreement() {
        account.on(update(Execution.TRADE, OrderStatus.PARTIALLY_FILLED, "2", "2", 2));
        account.on(update(Execution.TRADE, OrderStatus.PARTIALLY_FILLED, "1", "1", 2));

        assertThat(told.getLast())
                .isEqualTo(
                        "trade 2 of BTCUSDT: here BID 2 at 100, fee 0, at the venue BID 1 at 100, fee 0");
    }

    @Test
    void moreFilledAfterTheEndIsADisagreement() {
        account.on(update(Execution.CANCELED, OrderStatus.CANCELED, "0", "1", 5));
        account.on(update(Execution.REPLACED, OrderStatus.PARTIALLY_FILLED, "0", "2", 6));

        assertThat(told)
                .containsExactly(
                        "CANCELED with 1 filled",
                        "order 7 of BTCUSDT: here CANCELED with 1 filled, at the venue PARTIALLY_FILLED with 2 filled");
        assertThat(account.orders().open()).isEmpty();
    }

    @Test
    void aCancellationKeepsTheNameOfTheOrderAndAnAmendmentMayChangeIt() {
        account.on(update(Execution.NEW, OrderStatus.NEW, "0", "0", 1));
        account.on(update(Execution.REPLACED, OrderStatus.NEW, "0", "0", 2, "renamed", "own"));
        account.on(
                update(
                        Execution.CANCELED,
                        OrderStatus.CANCELED,
                        "0",
                        "0",
                        3,
                        "request",
                        "renamed"));

        assertThat(account.orders().order(BTC, 7).orElseThrow().clientOrderId())
                .isEqualTo("renamed");
    }

    @Test
    void ofOneMillisecondTheLargerExecutionCounts() {
        OrderState first = update(Execution.NEW, OrderStatus.NEW, "0", "0", 1).state();
        OrderState second =
                new OrderState(
                        BTC,
                        7,
                        "own",
                        -1,
                        Side.BID,
                        "LIMIT",
                        "GTC",
                        new BigDecimal("4"),
                        new BigDecimal("100"),
                        BigDecimal.ZERO,
                        OrderStatus.NEW,
                        BigDecimal.ZERO,
                        VenueTime.of(1),
                        2);

        assertThat(first.isFollowedBy(second)).isTrue();
        assertThat(second.isFollowedBy(first)).isFalse();
    }

    @Test
    void aListIsAtItsEndOnce() {
        account.on(list("EXECUTING", 2));
        account.on(list("ALL_DONE", 3));
        account.on(list("EXECUTING", 2));
        account.on(list("ALL_DONE", 3));

        assertThat(told).containsExactly("list EXECUTING", "list ALL_DONE");
        assertThat(account.orders().list(BTC, 9).orElseThrow().isFinal()).isTrue();
    }

    @Test
    void aListWhoseEndWasNotToldIsAskedFor() {
        account.on(list("EXECUTING", 2));
        told.clear();
        compareUpToLists();
        assertThat(asks).containsExactly(new Ask.OneList(BTC, 9));
        reconciliation.on(new Ask.OneList(BTC, 9), new AccountAnswer.OneList(list("ALL_DONE", 3)));
        assertThat(told).containsExactly("list ALL_DONE");
        answerBalances();
        assertThat(reconciliation.progress()).isEqualTo(Progress.AGREES);

        compareUpToLists();
        assertThat(asks).containsExactly(new Ask.AllBalances());
    }

    @Test
    void aListOfWhichOnlyAnOrderIsKnownIsAskedFor() {
        account.on(ofList(9));
        told.clear();
        compareUpToLists();
        assertThat(asks).containsExactly(new Ask.OneList(BTC, 9));
        reconciliation.on(new Ask.OneList(BTC, 9), new AccountAnswer.OneList(list("EXECUTING", 3)));

        assertThat(told).containsExactly("list EXECUTING");
    }

    @Test
    void aListThatIsNotKnownAtTheVenueIsToldIfItWasTold() {
        account.on(list("EXECUTING", 2));
        told.clear();
        for (int look = 0; look < 2; look++) {
            if (look == 0) {
                compareUpToLists();
            } else {
                reconciliation.again(10);
                answerOrders();
            }
            reconciliation.on(new Ask.OneList(BTC, 9), new AccountAnswer.NotKnown());
            answerBalances();
        }

        assertThat(reconciliation.progress()).isEqualTo(Progress.DISAGREES);
        assertThat(told)
                .containsExactly(
                        "disagreement: list 9 of BTCUSDT: here EXECUTING, at the venue not known");
    }

    @Test
    void aListThatNobodyKnowsIsAskedForOnce() {
        account.on(ofList(9));
        compareUpToLists();
        reconciliation.on(new Ask.OneList(BTC, 9), new AccountAnswer.NotKnown());
        answerBalances();
        assertThat(reconciliation.progress()).isEqualTo(Progress.AGREES);
        compareUpToLists();

        assertThat(asks).containsExactly(new Ask.AllBalances());
    }

    private void compareUpToLists() {
        reconciliation.begin(0, 10);
        answerOrders();
    }

    // Leaves what is asked then.
    private void answerOrders() {
        List<Ask> first = List.copyOf(asks);
        asks.clear();
        for (Ask ask : first) {
            switch (ask) {
                case Ask.OpenOrders _ -> onOpenOrders(open());
                case Ask.ManyOrders it -> onOrders(it, List.of(), false);
                case Ask.Fills it -> onFills(it, List.of(), false);
                default -> throw new AssertionError("asked too early: " + ask);
            }
        }
    }

    private void onOpenOrders(List<OrderReport> open) {
        reconciliation.on(new Ask.OpenOrders(), new AccountAnswer.Orders(open, false));
    }

    private void onOrders(Ask.ManyOrders ask, List<OrderReport> page, boolean isFull) {
        reconciliation.on(ask, new AccountAnswer.Orders(page, isFull));
    }

    private void onFills(Ask.Fills ask, List<Fill> page, boolean isFull) {
        reconciliation.on(ask, new AccountAnswer.Fills(page, isFull));
    }

    private void onBalances(AccountAnswer.AllBalances all) {
        reconciliation.on(new Ask.AllBalances(), all);
    }

    private List<OrderReport> open() {
        return account.orders().open().stream()
                .map(it -> new OrderReport(it, Origin.rest(0), Details.NONE))
                .toList();
    }

    private void answerBalances() {
        assertThat(asks).contains(new Ask.AllBalances());
        asks.clear();
        onBalances(all(position(5)));
    }

    private static OrderReport ofList(long listId) {
        OrderState it = update(Execution.NEW, OrderStatus.NEW, "0", "0", 1).state();
        return new OrderReport(
                new OrderState(
                        it.instrument(),
                        it.orderId(),
                        it.clientOrderId(),
                        listId,
                        it.side(),
                        it.type(),
                        it.timeInForce(),
                        it.quantity(),
                        it.price(),
                        it.stopPrice(),
                        it.status(),
                        it.filled(),
                        it.changedAt(),
                        it.executionId()),
                Origin.rest(0),
                Details.NONE);
    }

    private static ListStatus list(String status, int at) {
        return list(9, status, at);
    }

    private static ListStatus list(long id, String status, int at) {
        return new ListStatus(
                BTC,
                id,
                "OCO",
                "UPDATED",
                status,
                "NONE",
                "mine",
                VenueTime.of(at),
                List.of(),
                Origin.stream(VenueTime.of(at), 0),
                Details.NONE);
    }

    @Test
    void aRepeatedOrOlderBalanceDoesNotComeBack() {
        account.on(position(5, balance("BTC", "1")));
        account.on(position(5, balance("BTC", "2")));
        account.on(position(5, balance("BTC", "1")));
        account.on(position(4, balance("BTC", "9")));

        assertThat(told).hasSize(2);
        assertThat(account.balances().of("BTC").orElseThrow().free()).isEqualByComparingTo("2");
    }

    @Test
    void aDepositIsToldOnce() {
        AccountEvent deposit =
                new AccountEvent.BalanceChange(
                        "BTC",
                        BigDecimal.ONE,
                        VenueTime.of(5),
                        Origin.stream(VenueTime.of(6), 0),
                        Details.NONE);
        account.on(deposit);
        account.on(deposit);

        assertThat(told).containsExactly("BalanceChange");
    }

    private static Balance balance(String asset, String free) {
        return new Balance(asset, new BigDecimal(free), BigDecimal.ZERO, Details.NONE);
    }

    private static AccountPosition position(int at, Balance... balances) {
        return new AccountPosition(
                VenueTime.of(at),
                List.of(balances),
                List.of(),
                Origin.stream(VenueTime.of(at), 0),
                Details.NONE);
    }

    @Test
    void aLastingDifferenceIsToldAfterASecondLook() {
        account.on(update(Execution.CANCELED, OrderStatus.CANCELED, "0", "0", 5));
        account.on(position(5, balance("BTC", "1")));
        OrderReport open =
                new OrderReport(
                        update(Execution.NEW, OrderStatus.NEW, "0", "0", 1).state(),
                        Origin.rest(0),
                        Details.NONE);
        told.clear();
        reconciliation.begin(0, 10);
        answer(open, position(5, balance("BTC", "2")));
        assertThat(reconciliation.progress()).isEqualTo(Progress.DOUBTS);
        assertThat(told).isEmpty();
        reconciliation.again(10);
        answer(open, position(5, balance("BTC", "2")));

        assertThat(reconciliation.progress()).isEqualTo(Progress.DISAGREES);
        assertThat(told)
                .containsExactly(
                        "disagreement: order 7 of BTCUSDT: here CANCELED with 0 filled, at the venue NEW with 0 filled",
                        "disagreement: balance of BTC: here 1 free, 0 locked, at the venue 2 free, 0 locked");
    }

    private void answer(OrderReport open, AccountPosition balances) {
        assertThat(asks)
                .containsExactlyInAnyOrder(
                        new Ask.OpenOrders(),
                        new Ask.OrdersBetween(BTC, -60_000, 10),
                        new Ask.FillsBetween(BTC, -60_000, 10));
        asks.clear();
        onOrders(new Ask.OrdersBetween(BTC, -60_000, 10), List.of(), false);
        onOpenOrders(List.of(open));
        onFills(new Ask.FillsBetween(BTC, -60_000, 10), List.of(), false);
        assertThat(asks).containsExactly(new Ask.AllBalances());
        asks.clear();
        onBalances(all(balances));
    }

    private static AccountAnswer.AllBalances all(AccountPosition balances, Position... positions) {
        return new AccountAnswer.AllBalances(
                balances,
                positions.length == 0 ? Optional.empty() : Optional.of(List.of(positions)));
    }

    private static Position held(Instrument instrument, String amount) {
        return new Position(instrument, Position.BOTH, new BigDecimal(amount), Details.NONE);
    }

    private static FuturesAccount moved(int at, Position... positions) {
        return new FuturesAccount(
                "ORDER",
                VenueTime.of(at),
                List.of(),
                List.of(positions),
                Origin.stream(VenueTime.of(at), 0),
                Details.NONE);
    }

    @Test
    void aPositionThatTheStreamDidNotTellIsTaken() {
        account.on(moved(5, held(BTC, "2")));
        told.clear();
        account.on(all(position(6), held(BTC, "2.0"), held(ETH, "-1")));

        assertThat(told).containsExactly("FuturesAccount");
        assertThat(account.positions().open()).containsExactly(held(BTC, "2"), held(ETH, "-1"));
    }

    @Test
    void aPositionThatIsNotListedIsClosed() {
        account.on(moved(5, held(BTC, "2"), held(ETH, "-1")));
        account.on(all(position(6), held(ETH, "-1")));

        assertThat(account.positions().open()).containsExactly(held(ETH, "-1"));
        assertThat(account.positions().of(BTC, Position.BOTH).orElseThrow().amount()).isZero();
    }

    @Test
    void aPositionOfBeforeChangesNothing() {
        account.on(moved(5, held(BTC, "2")));
        account.on(moved(4, held(BTC, "1")));
        account.on(all(position(5), held(BTC, "1")));

        assertThat(account.positions().open()).containsExactly(held(BTC, "2"));
    }

    @Test
    void answersThatListNoPositionsCloseNone() {
        account.on(moved(5, held(BTC, "2")));
        account.on(all(position(6)));

        assertThat(account.positions().open()).containsExactly(held(BTC, "2"));
    }

    @Test
    void fillsOfAPositionThatMovedUnseenAreAskedFor() {
        reconciliation.begin(0, 10);
        onOpenOrders(List.of());
        asks.clear();
        onBalances(all(position(5), held(ETH, "-1")));

        assertThat(asks)
                .containsExactlyInAnyOrder(
                        new Ask.OrdersBetween(ETH, -60_000, 10),
                        new Ask.FillsBetween(ETH, -60_000, 10));
        assertThat(reconciliation.progress()).isEqualTo(Progress.ASKING);
    }

    @Test
    void aPositionThatLastinglyDiffersIsTold() {
        account.on(moved(5, held(BTC, "2")));
        told.clear();
        reconciliation.begin(0, 10);
        onOpenOrders(List.of());
        onBalances(all(position(5), held(BTC, "3")));
        assertThat(reconciliation.progress()).isEqualTo(Progress.DOUBTS);
        reconciliation.again(10);
        onOpenOrders(List.of());
        onBalances(all(position(5), held(BTC, "3")));

        assertThat(reconciliation.progress()).isEqualTo(Progress.DISAGREES);
        assertThat(told)
                .containsExactly("disagreement: position of BTCUSDT: here 2, at the venue 3");
    }

    @Test
    void anOrderWhoseFillsAreMissingIsAskedForByItself() {
        account.on(update(Execution.TRADE, OrderStatus.PARTIALLY_FILLED, "2", "3", 2));
        reconciliation.begin(0, 10);
        asks.clear();
        onOrders(new Ask.OrdersBetween(BTC, -60_000, 10), List.of(), false);
        onFills(new Ask.FillsBetween(BTC, -60_000, 10), List.of(), false);
        onOpenOrders(
                List.of(
                        new OrderReport(
                                update(Execution.NEW, OrderStatus.PARTIALLY_FILLED, "0", "3", 2)
                                        .state(),
                                Origin.rest(0),
                                Details.NONE)));

        assertThat(asks)
                .containsExactly(new Ask.OneOrder(BTC, 7, false), new Ask.FillsOfOrder(BTC, 7, 0));
        assertThat(reconciliation.progress()).isEqualTo(Progress.ASKING);
    }

    @Test
    void anAnswerToSomethingElseVouchesForNothing() {
        account.on(ofList(9));
        compareUpToLists();
        reconciliation.on(
                new Ask.OneList(BTC, 9), new AccountAnswer.OneList(list(8, "ALL_DONE", 3)));
        answerBalances();
        assertThat(reconciliation.progress()).isEqualTo(Progress.INCOMPLETE);

        reconciliation.begin(0, 10);
        onOpenOrders(List.of());
        OrderReport other = ofList(-1);
        asks.remove(new Ask.OneOrder(BTC, 7, false));
        reconciliation.on(
                new Ask.OneOrder(BTC, 7, false),
                new AccountAnswer.Orders(List.of(other, other), false));
        asks.clear();
        onOrders(new Ask.OrdersBetween(BTC, -60_000, 10), List.of(), false);
        onFills(new Ask.FillsBetween(BTC, -60_000, 10), List.of(), false);
        reconciliation.on(new Ask.OneList(BTC, 9), new AccountAnswer.NotKnown());
        answerBalances();
        assertThat(reconciliation.progress()).isEqualTo(Progress.INCOMPLETE);
    }

    @Test
    void withoutAllAnswersNothingIsVouchedFor() {
        reconciliation.begin(0, 10);
        reconciliation.onFailed(new Ask.OpenOrders());
        onBalances(all(position(5)));

        assertThat(reconciliation.progress()).isEqualTo(Progress.INCOMPLETE);
    }

    @Test
    void aBalanceThatDiffersInOneLookAloneIsNotTaken() {
        account.on(position(5, balance("BTC", "1"), balance("ETH", "1")));
        reconciliation.begin(0, 10);
        onOpenOrders(List.of());
        onBalances(all(untimed(balance("BTC", "2"), balance("ETH", "1"))));
        assertThat(reconciliation.progress()).isEqualTo(Progress.DOUBTS);
        // The stream goes on, and the list does not show it yet.
        account.on(position(7, balance("BTC", "2"), balance("ETH", "3")));
        reconciliation.again(10);
        onOpenOrders(List.of());
        onBalances(all(untimed(balance("BTC", "2"), balance("ETH", "1"))));

        assertThat(account.balances().of("ETH").orElseThrow().free()).isEqualByComparingTo("3");
    }

    private static AccountPosition untimed(Balance... balances) {
        return new AccountPosition(
                VenueTime.NONE, List.of(balances), List.of(), Origin.rest(0), Details.NONE);
    }

    @Test
    void anOrderThatDiffersInOneLookAloneIsNoDisagreement() {
        account.on(update(Execution.NEW, OrderStatus.NEW, "0", "0", 1));
        account.on(position(5, balance("BTC", "1")));
        OrderReport open =
                new OrderReport(
                        update(Execution.NEW, OrderStatus.NEW, "0", "0", 1).state(),
                        Origin.rest(0),
                        Details.NONE);
        told.clear();
        reconciliation.begin(0, 10);
        answer(open, position(5, balance("BTC", "2")));
        assertThat(reconciliation.progress()).isEqualTo(Progress.DOUBTS);
        // The stream goes on, and the lists do not show it yet.
        account.on(update(Execution.TRADE, OrderStatus.FILLED, "5", "5", 9));
        account.on(position(9, balance("BTC", "7")));
        reconciliation.again(10);
        answer(open, position(5, balance("BTC", "2")));

        assertThat(told).noneMatch(it -> it.startsWith("disagreement"));
    }

    @Test
    void anOrderWhoseFillsDoNotAddUpIsNotVouchedFor() {
        account.on(update(Execution.NEW, OrderStatus.PARTIALLY_FILLED, "0", "1", 1));
        reconciliation.begin(0, 10);
        onOrders(new Ask.OrdersBetween(BTC, -60_000, 10), List.of(), false);
        onFills(new Ask.FillsBetween(BTC, -60_000, 10), List.of(), false);
        onOpenOrders(open());
        // The list of fills lags, and another fill comes by the stream meanwhile.
        onFills(new Ask.FillsOfOrder(BTC, 7, 0), List.of(), false);
        account.on(update(Execution.TRADE, OrderStatus.PARTIALLY_FILLED, "1", "2", 2));
        reconciliation.on(new Ask.OneOrder(BTC, 7, false), new AccountAnswer.Orders(open(), false));
        onBalances(all(position(5)));

        assertThat(account.orders().isWhole(BTC, 7)).isFalse();
        assertThat(reconciliation.progress()).isEqualTo(Progress.DOUBTS);
    }

    @Test
    void aDepositThatTwoSubscriptionsTellIsToldOnce() {
        for (long subscription = 0; subscription < 2; subscription++) {
            account.on(
                    new AccountEvent.BalanceChange(
                            "BTC",
                            BigDecimal.ONE,
                            VenueTime.of(5),
                            Origin.stream(VenueTime.of(6), 0),
                            new Details.Builder()
                                    .put(Detail.SUBSCRIPTION_ID, subscription)
                                    .build()));
        }

        assertThat(told).containsExactly("BalanceChange");
    }

    @Test
    void aSecretIsNeverPrinted() {
        Secret secret = new Secret("do not show");

        assertThat(secret.toString()).doesNotContain("show");
        assertThat(new Details.Builder().put(Detail.LISTEN_KEY, secret).build().toString())
                .doesNotContain("show");
    }
}
