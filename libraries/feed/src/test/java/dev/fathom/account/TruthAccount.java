package dev.fathom.account;

import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.TradeSource;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A venue's side of an account under random orders: what it tells and what it would answer. */
final class TruthAccount {
    static final List<Instrument> INSTRUMENTS =
            List.of(new Instrument("binance", "BTCUSDT"), new Instrument("binance", "ETHUSDT"));

    /** What requests would be answered at one moment. */
    record Moment(
            Map<Orders.Key, OrderState> orders,
            List<Fill> fills,
            Map<String, Balance> balances,
            VenueTime changedAt) {
        List<OrderReport> open() {
            return orders.values().stream()
                    .filter(it -> !it.status().isFinal())
                    .map(it -> new OrderReport(byRest(it), Origin.rest(0), Details.NONE))
                    .toList();
        }

        AccountAnswer.AllBalances all() {
            return new AccountAnswer.AllBalances(
                    new AccountPosition(
                            changedAt,
                            List.copyOf(balances.values()),
                            List.of(),
                            Origin.rest(0),
                            Details.NONE),
                    Optional.empty());
        }

        // Orders are numbered in the order of their making, here over all instruments.
        List<OrderReport> orders(Ask.ManyOrders ask) {
            return orders.values().stream()
                    .filter(it ->
                            switch (ask) {
                                case Ask.OrdersFrom from ->
                                        it.instrument().equals(from.instrument())
                                                && it.orderId() >= from.fromId();
                                case Ask.OrdersBetween between ->
                                        it.instrument().equals(between.instrument())
                                                && it.changedAt().value() >= between.fromMs();
                                // As at Bitfinex, those that ended.
                                case Ask.AllOrdersBetween all ->
                                        it.status().isFinal()
                                                && it.changedAt().value() >= all.fromMs()
                                                && it.changedAt().value() <= all.toMs();
                            })
                    .map(it -> new OrderReport(byRest(it), Origin.rest(0), Details.NONE))
                    .toList();
        }

        List<Fill> fills(Ask.Fills ask) {
            return fills.stream().filter(it -> isAsked(ask, it)).toList();
        }

        private static boolean isAsked(Ask.Fills ask, Fill fill) {
            return switch (ask) {
                case Ask.FillsFrom it ->
                        fill.instrument().equals(it.instrument()) && fill.tradeId() >= it.fromId();
                case Ask.FillsOfOrder it ->
                        fill.instrument().equals(it.instrument())
                                && fill.orderId() == it.orderId()
                                && fill.tradeId() >= it.fromId();
                case Ask.FillsBetween it ->
                        fill.instrument().equals(it.instrument())
                                && isIn(fill, it.fromMs(), it.toMs());
                case Ask.AllFillsBetween it -> isIn(fill, it.fromMs(), it.toMs());
            };
        }

        private static boolean isIn(Fill fill, long fromMs, long toMs) {
            return fill.time().value() >= fromMs && fill.time().value() <= toMs;
        }
    }

    private final Random random;
    private final Map<Orders.Key, OrderState> orders = new LinkedHashMap<>();
    private final Map<Orders.Key, List<OrderState>> history = new HashMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private final Map<String, Balance> balances = new TreeMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private long nowMs = 1_700_000_000_000L;
    private long executionId;
    private long orderId;
    private long tradeId;

    TruthAccount(Random random) {
        this.random = random;
        moments.add(moment());
    }

    long nowMs() {
        return nowMs;
    }

    Moment now() {
        return moments.getLast();
    }

    /** A moment some changes ago. */
    Moment earlier(int changes) {
        return moments.get(Math.max(0, moments.size() - 1 - changes));
    }

    boolean was(OrderState state) {
        return history.getOrDefault(key(state), List.of()).contains(byRest(state));
    }

    List<Fill> fills() {
        return fills;
    }

    /** As a request would tell it: without the number of the execution. */
    static OrderState byRest(OrderState it) {
        return new OrderState(
                it.instrument(),
                it.orderId(),
                it.clientOrderId(),
                it.orderListId(),
                it.side(),
                it.type(),
                it.timeInForce(),
                it.quantity(),
                it.price(),
                it.stopPrice(),
                it.status(),
                it.filled(),
                it.changedAt(),
                0);
    }

    private static Orders.Key key(OrderState state) {
        return new Orders.Key(state.instrument(), state.orderId());
    }

    /** Something happens; gives what the venue tells of it. */
    List<AccountEvent> step() {
        nowMs += 1 + random.nextInt(3);
        List<OrderState> open =
                orders.values().stream().filter(it -> !it.status().isFinal()).toList();
        List<AccountEvent> told = new ArrayList<>();
        if (open.isEmpty() || random.nextInt(4) == 0) {
            told.add(place());
        } else {
            told.add(change(open.get(random.nextInt(open.size()))));
        }
        if (random.nextInt(3) > 0) {
            told.add(balance());
        }
        moments.add(moment());
        return told;
    }

    private OrderUpdate place() {
        orderId++;
        OrderState placed =
                new OrderState(
                        INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size())),
                        orderId,
                        "own" + orderId,
                        -1,
                        random.nextBoolean() ? Side.BID : Side.ASK,
                        "LIMIT",
                        "GTC",
                        BigDecimal.valueOf(1 + random.nextInt(1000), 3),
                        BigDecimal.valueOf(100 + random.nextInt(100)),
                        BigDecimal.ZERO,
                        random.nextInt(10) == 0 ? OrderStatus.PENDING_NEW : OrderStatus.NEW,
                        BigDecimal.ZERO,
                        VenueTime.of(nowMs),
                        ++executionId);
        return update(placed, Execution.NEW, "", BigDecimal.ZERO);
    }

    private OrderUpdate change(OrderState order) {
        if (order.status() == OrderStatus.PENDING_NEW) {
            return update(
                    next(order, OrderStatus.NEW, order.filled(), order.price()),
                    Execution.NEW,
                    "",
                    BigDecimal.ZERO);
        }
        return switch (random.nextInt(10)) {
            case 0 ->
                    update(
                            next(order, OrderStatus.CANCELED, order.filled(), order.price()),
                            Execution.CANCELED,
                            order.clientOrderId(),
                            BigDecimal.ZERO);
            case 1 ->
                    update(
                            next(order, OrderStatus.EXPIRED, order.filled(), order.price()),
                            Execution.EXPIRED,
                            "",
                            BigDecimal.ZERO);
            case 2 ->
                    update(
                            next(
                                    order,
                                    order.status(),
                                    order.filled(),
                                    order.price().add(BigDecimal.ONE)),
                            Execution.REPLACED,
                            "",
                            BigDecimal.ZERO);
            case 3 ->
                    update(
                            next(
                                    order,
                                    OrderStatus.EXPIRED_IN_MATCH,
                                    order.filled(),
                                    order.price()),
                            Execution.TRADE_PREVENTION,
                            "",
                            BigDecimal.ZERO);
            default -> fill(order);
        };
    }

    private OrderUpdate fill(OrderState order) {
        BigDecimal left = order.quantity().subtract(order.filled());
        BigDecimal part =
                random.nextInt(4) == 0
                        ? left
                        : BigDecimal.valueOf(
                                1 + random.nextInt(left.unscaledValue().intValueExact()), 3);
        BigDecimal filled = order.filled().add(part);
        OrderStatus status =
                filled.compareTo(order.quantity()) == 0
                        ? OrderStatus.FILLED
                        : OrderStatus.PARTIALLY_FILLED;
        tradeId += 1 + random.nextInt(3);
        OrderUpdate update =
                update(next(order, status, filled, order.price()), Execution.TRADE, "", part);
        fills.add(byRest(update.fill().orElseThrow()));
        return update;
    }

    private static Fill byRest(Fill it) {
        return new Fill(
                it.instrument(),
                it.tradeId(),
                it.orderId(),
                it.side(),
                it.price(),
                it.quantity(),
                it.commission(),
                it.commissionAsset(),
                it.isMaker(),
                it.time(),
                Origin.rest(0),
                Details.NONE);
    }

    private OrderState next(
            OrderState order, OrderStatus status, BigDecimal filled, BigDecimal price) {
        return new OrderState(
                order.instrument(),
                order.orderId(),
                order.clientOrderId(),
                -1,
                order.side(),
                order.type(),
                order.timeInForce(),
                order.quantity(),
                price,
                order.stopPrice(),
                status,
                filled,
                VenueTime.of(nowMs),
                ++executionId);
    }

    private OrderUpdate update(
            OrderState to, Execution execution, String original, BigDecimal last) {
        orders.put(key(to), to);
        history.computeIfAbsent(key(to), _ -> new ArrayList<>()).add(byRest(to));
        Details.Builder details =
                new Details.Builder()
                        .put(Detail.EXECUTION_ID, to.executionId())
                        .put(Detail.ORIGINAL_CLIENT_ORDER_ID, original);
        boolean fills = last.signum() > 0;
        if (fills) {
            details.put(Detail.COMMISSION, BigDecimal.valueOf(random.nextInt(50), 4))
                    .put(Detail.COMMISSION_ASSET, "BNB");
        }
        return new OrderUpdate(
                to.instrument(),
                to.orderId(),
                original.isEmpty() ? to.clientOrderId() : "request" + executionId,
                to.side(),
                to.type(),
                to.timeInForce(),
                to.quantity(),
                to.price(),
                to.stopPrice(),
                execution,
                to.status(),
                last,
                fills ? to.price() : BigDecimal.ZERO,
                to.filled(),
                fills ? tradeId : -1,
                false,
                to.changedAt(),
                new Origin(TradeSource.STREAM, sent(), 0),
                details.build());
    }

    private AccountPosition balance() {
        String asset = List.of("BTC", "ETH", "USDT", "BNB").get(random.nextInt(4));
        Balance balance =
                new Balance(
                        asset,
                        BigDecimal.valueOf(random.nextInt(1000), 2),
                        BigDecimal.valueOf(random.nextInt(10), 2),
                        Details.NONE);
        // The account changes at most once a millisecond here: the order of two changes in one
        // millisecond is not in what a venue tells.
        nowMs++;
        balances.put(asset, balance);
        return new AccountPosition(
                VenueTime.of(nowMs),
                List.of(balance),
                List.of(),
                new Origin(TradeSource.STREAM, sent(), 0),
                Details.NONE);
    }

    private VenueTime sent() {
        return new VenueTime(nowMs + 1, TimeUnit.MILLISECONDS);
    }

    private Moment moment() {
        return new Moment(
                new LinkedHashMap<>(orders),
                List.copyOf(fills),
                new TreeMap<>(balances),
                VenueTime.of(nowMs));
    }
}
