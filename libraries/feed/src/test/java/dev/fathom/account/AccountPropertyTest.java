package dev.fathom.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.Reconciliation.Progress;
import dev.fathom.market.TradeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * An account under a stream that drops, repeats and reorders: jqwik prints the seed of a failure.
 */
class AccountPropertyTest {
    /** One account and its venue; checks whatever is told. */
    private static final class Run implements AccountListener {
        private final TruthAccount truth;
        private final Random random;
        private final Account account = new Account(this);
        private final Queue<Ask> asks = new ArrayDeque<>();
        private final Set<List<Object>> fills = new HashSet<>();
        private final Map<Orders.Key, OrderState> shown = new HashMap<>();
        private final List<Disagreement> disagreements = new ArrayList<>();
        private final Listing listing;
        private final Reconciliation reconciliation;
        private final long beganMs;
        private int byRest;

        Run(Random random) {
            this.random = random;
            this.listing = Listing.values()[random.nextInt(Listing.values().length)];
            this.truth = new TruthAccount(random);
            this.beganMs = truth.nowMs();
            this.reconciliation =
                    new Reconciliation(
                            account,
                            listing,
                            Set.copyOf(TruthAccount.INSTRUMENTS),
                            disagreements::add,
                            asks::add);
        }

        @Override
        public void onEvent(AccountEvent event) {
            switch (event) {
                case Fill it -> {
                    assertThat(fills.add(identity(it))).as("told twice: " + it).isTrue();
                    byRest += it.origin().source() == TradeSource.REST ? 1 : 0;
                }
                case OrderUpdate it -> show(it.state());
                case OrderReport it -> show(it.state());
                default -> {}
            }
        }

        private void show(OrderState state) {
            assertThat(truth.was(state)).as("never was: " + state).isTrue();
            OrderState before =
                    shown.put(new Orders.Key(state.instrument(), state.orderId()), state);
            if (before != null) {
                assertThat(before.status().isFinal()).as("after its end: " + state).isFalse();
                assertThat(state.filled()).isGreaterThanOrEqualTo(before.filled());
                assertThat(state.changedAt().value()).isGreaterThan(before.changedAt().value());
            }
        }

        private static List<Object> identity(Fill it) {
            return List.of(
                    it.instrument(),
                    it.tradeId(),
                    it.orderId(),
                    it.quantity(),
                    it.price(),
                    it.commission());
        }

        @Override
        public void onDisagreement(Disagreement disagreement) {
            disagreements.add(disagreement);
        }

        /** Some time of the stream, with what a bad connection does to it. */
        void stream(int steps, int faultsInHundred) {
            List<AccountEvent> late = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                for (AccountEvent event : truth.step()) {
                    boolean isFaulty = random.nextInt(100) < faultsInHundred;
                    switch (isFaulty ? random.nextInt(3) : 3) {
                        case 0 -> {}
                        case 1 -> late.add(event);
                        case 2 -> {
                            account.on(event);
                            late.add(event);
                        }
                        default -> account.on(event);
                    }
                    if (!late.isEmpty() && random.nextInt(5) == 0) {
                        account.on(late.remove(random.nextInt(late.size())));
                    }
                }
            }
            if (random.nextBoolean()) {
                late.forEach(account::on);
            }
        }

        /** Compares; the venue's lists may lag and the stream goes on meanwhile. */
        void reconcile(boolean isQuiet) {
            reconciliation.begin(beganMs, truth.nowMs());
            answer(isQuiet ? 0 : random.nextInt(10), isQuiet);
            if (reconciliation.progress() == Progress.DOUBTS) {
                reconciliation.again(truth.nowMs());
                answer(0, isQuiet);
            }
        }

        private void answer(int lag, boolean isQuiet) {
            TruthAccount.Moment moment = truth.earlier(lag);
            while (!asks.isEmpty()) {
                Ask ask = asks.remove();
                TruthAccount.Moment now = moment;
                if (!isQuiet && random.nextInt(3) == 0) {
                    stream(2, 0);
                    moment = lag == 0 ? truth.now() : moment;
                }
                answer(ask, now);
            }
        }

        private void answer(Ask ask, TruthAccount.Moment moment) {
            reconciliation.on(
                    ask,
                    switch (ask) {
                        case Ask.OpenOrders _ -> new AccountAnswer.Orders(moment.open(), false);
                        case Ask.AllBalances _ -> moment.all();
                        case Ask.OneOrder it -> order(it, moment);
                        case Ask.OneList it ->
                                throw new AssertionError("no order has a list: " + it);
                        case Ask.ManyOrders it -> {
                            int most = most();
                            List<OrderReport> all = moment.orders(it);
                            List<OrderReport> page = all.subList(0, Math.min(most, all.size()));
                            yield new AccountAnswer.Orders(page, page.size() == most);
                        }
                        case Ask.Fills it -> {
                            int most = most();
                            List<Fill> all = moment.fills(it);
                            List<Fill> page = all.subList(0, Math.min(most, all.size()));
                            yield new AccountAnswer.Fills(page, page.size() == most);
                        }
                    });
        }

        private AccountAnswer order(Ask.OneOrder ask, TruthAccount.Moment moment) {
            OrderState state = moment.orders().get(new Orders.Key(ask.instrument(), ask.orderId()));
            boolean isElsewhere =
                    state != null
                            && listing == Listing.OF_ALL_BY_TIME
                            && state.status().isFinal() == ask.isOpen();
            return state == null || isElsewhere
                    ? new AccountAnswer.NotKnown()
                    : new AccountAnswer.Orders(
                            List.of(
                                    new OrderReport(
                                            TruthAccount.byRest(state),
                                            Origin.rest(0),
                                            Details.NONE)),
                            false);
        }

        // What is of one moment fits on a page.
        private int most() {
            return (listing == Listing.OF_ALL_BY_TIME ? 5 : 1) + random.nextInt(20);
        }

        void checkWhole() {
            assertThat(disagreements).isEmpty();
            assertThat(fills)
                    .containsExactlyInAnyOrderElementsOf(
                            truth.fills().stream().map(Run::identity).toList());
            truth.now()
                    .orders()
                    .forEach((key, state) -> {
                        assertThat(
                                        account.orders()
                                                .order(key.instrument(), key.id())
                                                .map(TruthAccount::byRest))
                                .contains(TruthAccount.byRest(state));
                        assertThat(account.orders().isWhole(key.instrument(), key.id())).isTrue();
                    });
            Comparator<Balance> byAsset = Comparator.comparing(Balance::asset);
            assertThat(account.balances().all().stream().sorted(byAsset).toList())
                    .isEqualTo(List.copyOf(truth.now().balances().values()));
        }
    }

    @Property(tries = 500)
    void afterAReconciliationEverythingIsTheVenuesAndEachFillWasToldOnce(
            @ForAll long seed, @ForAll @IntRange(max = 60) int faultsInHundred) {
        Random random = new Random(seed);
        Run run = new Run(random);
        for (int i = 0; i < 4; i++) {
            run.stream(random.nextInt(60), faultsInHundred);
            if (random.nextBoolean()) {
                run.reconcile(false);
            }
        }
        run.reconcile(true);

        assertThat(run.reconciliation.progress()).isEqualTo(Progress.AGREES);
        run.checkWhole();
    }

    @Property(tries = 200)
    void aStreamWithoutFaultsNeedsNoRequest(@ForAll long seed) {
        Run run = new Run(new Random(seed));
        run.stream(100, 0);

        run.checkWhole();
        assertThat(run.account.ignored()).isZero();
        run.reconcile(true);
        assertThat(run.byRest).isZero();
        assertThat(run.reconciliation.progress()).isEqualTo(Progress.AGREES);
        run.checkWhole();
    }
}
