package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.Disagreement;
import dev.fathom.account.Fill;
import dev.fathom.account.ListStatus;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderUpdate;
import dev.fathom.book.Side;
import dev.fathom.feed.AccountFeed;
import dev.fathom.feed.AccountFeedListener;
import dev.fathom.feed.AccountStatus;
import dev.fathom.feed.AccountTimings;
import dev.fathom.market.Instrument;
import dev.fathom.market.TradeSource;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.OrderList;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One seed of an account that is followed through faults: forty seconds of them, then quiet. Every
 * state that is told is one that the order had, every fill is the venue's and told once, and in the
 * end everything equals the venue's own.
 */
final class AccountRun implements AccountFeedListener {
    private static final Duration FAULTY = Duration.ofSeconds(40);
    private static final Duration QUIET = Duration.ofSeconds(15);
    // Long enough for a comparison under way, the next one, and a new minute of the request budget:
    // margin's lists are dear.
    private static final Duration HALTED = Duration.ofMinutes(4);

    private record FillKey(String symbol, long tradeId, long orderId) {}

    private final AccountWorld world;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final SimulatedAccount venue;
    private final FaultyRequests requests;
    private final AccountFeed feed;
    private final List<String> told = new ArrayList<>();
    private final Map<FillKey, Fill> fills = new LinkedHashMap<>();
    private final Map<String, Long> statuses = new TreeMap<>();
    private final Map<Long, Boolean> listEnds = new TreeMap<>();
    private long states;
    private long lists;
    private long fillsByRest;
    private boolean isLive;

    AccountRun(long seed, AccountWorld.Access access) {
        random = new SplittableRandom(seed);
        world =
                new AccountWorld(
                        access,
                        seed,
                        access.instruments().stream()
                                .limit(2)
                                .map(it -> it.withLevelsPerSide(50).withChangesPerSecond(20))
                                .toList(),
                        it -> it.withActionsPerSecond(5));
        time = world.time();
        venue = world.simulated();
        story(access.name());
        long latencyNs = Duration.ofMillis(1 + random.nextInt(80)).toNanos();
        requests =
                new FaultyRequests(
                        new VirtualTransport(time, venue.venue(), random.split(), latencyNs),
                        time,
                        random.split());
        venue.venue().start();
        feed = world.open(AccountTimings.IMPATIENT, requests, random.split(), this);
    }

    /** What came of a run. */
    record Result(
            long states,
            long lists,
            long fills,
            long fillsByRest,
            Map<String, Long> statuses,
            Map<String, Long> faults) {}

    Result finish() {
        long faultyUntilNs = time.nowNs() + FAULTY.toNanos();
        while (time.nowNs() < faultyUntilNs) {
            requests.goWrong(random.nextInt(4) == 0 ? random.nextInt(30) : 0);
            venue.inject(fault());
            run(Duration.ofMillis(300 + random.nextInt(3_000)));
        }
        requests.goWrong(0);
        run(QUIET);
        // The last that happens is not told: only the comparison at times can find it.
        venue.inject(new Fault.Drop(1 + random.nextInt(8), Fault.ACCOUNT));
        run(Duration.ofMillis(random.nextInt(2_000)));
        venue.halt();
        run(HALTED);
        assertThat(isLive).as("live at the end").isTrue();
        feed.read(this::requireEqual);
        run(Duration.ofMillis(10));
        feed.close();
        run(Duration.ofSeconds(5));
        return new Result(states, lists, fills.size(), fillsByRest, statuses, venue.faults());
    }

    private Fault fault() {
        Fault fault = anyFault();
        while (!venue.has(fault)) {
            fault = anyFault();
        }
        return fault;
    }

    private Fault anyFault() {
        String account = Fault.ACCOUNT;
        int count = 1 + random.nextInt(3);
        Duration some = Duration.ofMillis(300 + random.nextInt(2_700));
        return switch (random.nextInt(14)) {
            case 0, 1 -> new Fault.Drop(count, account);
            case 2 -> new Fault.Duplicate(count, account);
            case 3 -> new Fault.Reorder(count, account);
            case 4 -> new Fault.Delay(some, account);
            case 5 -> new Fault.Malformed(Fault.Breakage.TRUNCATED, count, account);
            case 6 -> new Fault.Mute(some, account);
            case 7 -> new Fault.Disconnect(random.nextBoolean() ? 1001 : 1006, account);
            case 8 -> new Fault.Abort(account);
            case 9 -> new Fault.HalfOpen(some, account);
            case 10 -> new Fault.ExpireKey();
            case 11 -> new Fault.Shutdown(some);
            case 12 -> new Fault.TooManyRequests(Duration.ofSeconds(1), 1);
            default -> new Fault.Refuse(some);
        };
    }

    private void run(Duration length) {
        world.run(length);
    }

    private AccountTruth truth() {
        return world.truth();
    }

    @Override
    public void onEvent(AccountEvent event) {
        story(event.getClass().getSimpleName());
        switch (event) {
            case OrderUpdate it -> requireReal(it.state());
            case OrderReport it -> requireReal(it.state());
            case Fill it -> fill(it);
            case ListStatus it -> requireReal(it);
            default -> {
                // Balances are compared in the end.
            }
        }
        feed.read(account -> account.orders().open().forEach(this::requireReal));
    }

    // An error, since a listener's exception would be logged and no more.
    private void requireReal(OrderState state) {
        states++;
        boolean had =
                truth().order(state.orderId()).stream()
                        .map(it -> it.order())
                        .anyMatch(it ->
                                it.status().name().equals(state.status().name())
                                        && same(it.executed(), state.filled())
                                        && same(it.terms().quantity(), state.quantity())
                                        && same(it.terms().price(), state.price()));
        if (!had) {
            throw new AssertionError(
                    "never so at the venue: " + state + ", but " + truth().order(state.orderId()));
        }
    }

    // A list is told only as it was, its end once, nothing after its end.
    private void requireReal(ListStatus list) {
        boolean had =
                truth().list(list.listId()).stream()
                        .anyMatch(it ->
                                it.change().name().equals(list.change())
                                        && it.status().equals(list.status())
                                        && it.contingency().name().equals(list.contingency())
                                        && it.clientId().equals(list.clientListId())
                                        && it.symbol().equals(list.instrument().symbol())
                                        && it.ids()
                                                .toList()
                                                .equals(
                                                        list.orders().stream()
                                                                .map(ListStatus.Member::orderId)
                                                                .toList()));
        if (!had) {
            throw new AssertionError(
                    "never so at the venue: " + list + ", but " + truth().list(list.listId()));
        }
        lists++;
        Boolean wasFinal = listEnds.put(list.listId(), list.isFinal());
        if (Boolean.TRUE.equals(wasFinal) || Boolean.valueOf(list.isFinal()).equals(wasFinal)) {
            throw new AssertionError("told again, or after its end: " + list);
        }
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    private void fill(Fill fill) {
        FillKey key = new FillKey(fill.instrument().symbol(), fill.tradeId(), fill.orderId());
        if (fills.put(key, fill) != null) {
            throw new AssertionError("told twice: " + fill);
        }
        fillsByRest += fill.origin().source() == TradeSource.REST ? 1 : 0;
        boolean real =
                truth().fills(fill.instrument().symbol()).stream()
                        .anyMatch(it ->
                                it.tradeId() == fill.tradeId()
                                        && it.orderId() == fill.orderId()
                                        && same(it.price(), fill.price())
                                        && same(it.quantity(), fill.quantity())
                                        && same(it.commission(), fill.commission())
                                        && it.commissionAsset().equals(fill.commissionAsset())
                                        && it.maker() == fill.isMaker()
                                        && (it.side() == BookSide.BID) == (fill.side() == Side.BID)
                                        && TimeUnit.MICROSECONDS.toMillis(it.timeUs())
                                                == TimeUnit.NANOSECONDS.toMillis(
                                                        fill.time().toNs()));
        if (!real) {
            throw new AssertionError("no fill of the venue: " + fill);
        }
    }

    private void requireEqual(dev.fathom.account.Account account) {
        for (String symbol : venue.symbols()) {
            Instrument instrument = world.instrument(symbol);
            for (var order : truth().orders(symbol)) {
                OrderState ours = account.orders().order(instrument, order.id()).orElse(null);
                if (ours == null
                        || !ours.status().name().equals(order.status().name())
                        || !same(ours.filled(), order.executed())
                        || !same(ours.quantity(), order.terms().quantity())) {
                    throw new AssertionError("order " + order + " is held as " + ours);
                }
            }
            Set<FillKey> theirs =
                    truth().fills(symbol).stream()
                            .map(it -> new FillKey(symbol, it.tradeId(), it.orderId()))
                            .collect(Collectors.toSet());
            Set<FillKey> ours =
                    fills.keySet().stream()
                            .filter(it -> it.symbol().equals(symbol))
                            .collect(Collectors.toSet());
            if (!ours.equals(theirs)) {
                Set<FillKey> missing = new HashSet<>(theirs);
                missing.removeAll(ours);
                throw new AssertionError("fills that were not told: " + missing);
            }
        }
        for (OrderList list : truth().lists()) {
            ListStatus held =
                    account.orders().list(world.instrument(list.symbol()), list.id()).orElse(null);
            if (held == null
                    || !held.status().equals(list.status())
                    || !Boolean.valueOf(held.isFinal()).equals(listEnds.get(list.id()))) {
                throw new AssertionError("list " + list + " is held as " + held);
            }
        }
        Map<String, String> theirs = new TreeMap<>();
        truth().balances().forEach((asset, it) -> put(theirs, asset, it.free(), it.locked()));
        Map<String, String> ours = new TreeMap<>();
        account.balances().all().forEach(it -> put(ours, it.asset(), it.free(), it.locked()));
        if (!ours.equals(theirs)) {
            throw new AssertionError("balances " + ours + " instead of " + theirs);
        }
        Map<String, String> theirPositions = new TreeMap<>();
        truth().positions().values().stream()
                .filter(it -> it.amount().signum() != 0)
                .forEach(it -> theirPositions.put(it.symbol(), plain(it.amount())));
        Map<String, String> ourPositions = new TreeMap<>();
        account.positions()
                .open()
                .forEach(it -> ourPositions.put(it.instrument().symbol(), plain(it.amount())));
        if (!ourPositions.equals(theirPositions)) {
            throw new AssertionError("positions " + ourPositions + " instead of " + theirPositions);
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static void put(
            Map<String, String> all, String asset, BigDecimal free, BigDecimal locked) {
        if (free.signum() != 0 || locked.signum() != 0) {
            all.put(asset, plain(free) + "/" + plain(locked));
        }
    }

    @Override
    public void onDisagreement(Disagreement disagreement) {
        throw new AssertionError("there is nothing to disagree about: " + disagreement);
    }

    @Override
    public void onStatus(AccountStatus status) {
        story(status.text());
        statuses.merge(status.getClass().getSimpleName(), 1L, Long::sum);
        switch (status) {
            case AccountStatus.Live _ -> isLive = true;
            case AccountStatus.Lost _ -> isLive = false;
            case AccountStatus.Refused it -> throw new AssertionError(it.text());
            default -> {
                // Only for the story.
            }
        }
    }

    private void story(String what) {
        told.add(TimeUnit.NANOSECONDS.toMillis(time.nowNs()) + " ms " + what);
    }

    /** The last things that were told, with their times. */
    String story() {
        return "\n  "
                + String.join("\n  ", told.subList(Math.max(0, told.size() - 60), told.size()));
    }
}
