package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.Balance;
import dev.fathom.simulator.account.Execution;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.account.OrderList;
import dev.fathom.simulator.account.OrderState;
import dev.fathom.simulator.account.OrderStatus;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the account is told, what it really is and what everybody sees are one. */
class AccountTruthTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHBTC");

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void ordersFillsAndBalancesAgreeWithPublicTradesAndBooks(@ForAll long seed) {
        AccountWorld world = new AccountWorld(seed, 40);
        RecordingClient client = world.subscribed();
        world.loop.pass(20_000);

        fillsAreThePublicTrades(world);
        listsLiveAsListsDo(world.truth());
        ordersLiveAsOrdersDo(world.truth());
        balancesAreTheSumOfWhatHappened(world.truth());
        openOrdersAreInTheBook(world);
        theClientWasToldAllOfIt(client.takeJson(), world.truth());
    }

    private static void fillsAreThePublicTrades(AccountWorld world) {
        for (String symbol : SYMBOLS) {
            List<Fill> fills = world.truth().fills(symbol);
            assertThat(fills)
                    .isSortedAccordingTo(Comparator.comparing(Fill::tradeId))
                    .extracting(it -> it.tradeId() + " " + it.orderId())
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(5);
            for (Fill fill : fills) {
                TruthTrade trade =
                        world.venue.truth(symbol).trades().at(fill.tradeId()).orElseThrow();
                assertThat(fill.price()).isEqualTo(trade.price());
                assertThat(fill.quantity()).isEqualTo(trade.quantity());
                assertThat(fill.timeUs()).isEqualTo(trade.timeUs());
                assertThat(fill.side() == BookSide.BID)
                        .isEqualTo(trade.buyerIsMaker() == fill.maker());
            }
        }
    }

    private static void ordersLiveAsOrdersDo(AccountTruth truth) {
        Set<Long> executions = new TreeSet<>();
        for (long id : truth.orderIds()) {
            List<OrderEvent> life = truth.order(id);
            BigDecimal executed = BigDecimal.ZERO;
            BigDecimal quote = BigDecimal.ZERO;
            for (OrderEvent event : life) {
                OrderState order = event.order();
                assertThat(executions.add(event.executionId())).isTrue();
                assertThat(event.fill().isPresent())
                        .isEqualTo(event.execution() == Execution.TRADE);
                executed = executed.add(event.fill().map(Fill::quantity).orElse(BigDecimal.ZERO));
                quote = quote.add(event.fill().map(Fill::quote).orElse(BigDecimal.ZERO));
                assertThat(order.executed()).isEqualByComparingTo(executed);
                assertThat(order.executedQuote()).isEqualByComparingTo(quote);
                assertThat(order.remaining()).isNotNegative();
                assertThat(order.status().isFinal())
                        .isEqualTo(
                                event.equals(life.getLast())
                                        && !truth.openOrders().contains(order));
                assertThat(order.status() == OrderStatus.FILLED)
                        .isEqualTo(order.remaining().signum() == 0);
            }
            assertThat(life.getFirst().execution()).isIn(Execution.NEW, Execution.REJECTED);
        }
    }

    /** A list goes on as long as none of its orders has done what the other one waits for. */
    private static void listsLiveAsListsDo(AccountTruth truth) {
        for (OrderList list : truth.lists()) {
            assertThat(truth.list(list.id()))
                    .extracting(OrderList::change)
                    .isEqualTo(
                            list.status().equals("EXECUTING")
                                    ? List.of(OrderList.Change.EXEC_STARTED)
                                    : List.of(
                                            OrderList.Change.EXEC_STARTED,
                                            OrderList.Change.ALL_DONE));
            OrderState first = last(truth, list.orders().getFirst());
            OrderState second = last(truth, list.orders().getLast());
            assertThat(List.of(first.role().listId(), second.role().listId()))
                    .containsOnly(list.id());
            boolean oco = list.contingency() == OrderList.Contingency.OCO;
            if (oco) {
                assertThat(first.executed().min(second.executed())).isZero();
                assertThat(first.terms().side()).isEqualTo(second.terms().side());
            }
            if (list.status().equals("EXECUTING")) {
                assertThat(first.status()).isIn(OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED);
                assertThat(second.status())
                        .isEqualTo(oco ? OrderStatus.NEW : OrderStatus.PENDING_NEW);
                assertThat(second.executed()).isZero();
            } else if (oco) {
                assertThat(first.status().isFinal() || second.status().isFinal()).isTrue();
            } else {
                assertThat(first.status().isFinal()).isTrue();
                assertThat(second.status()).isNotEqualTo(OrderStatus.PENDING_NEW);
                if (first.status() != OrderStatus.FILLED) {
                    assertThat(second.workingUs()).isNegative();
                }
            }
        }
    }

    private static OrderState last(AccountTruth truth, OrderList.Member member) {
        return truth.order(member.orderId()).getLast().order();
    }

    private static void balancesAreTheSumOfWhatHappened(AccountTruth truth) {
        Map<String, BigDecimal> total = new HashMap<>(AccountWorld.BALANCES);
        truth.transfers().forEach(it -> total.merge(it.asset(), it.delta(), BigDecimal::add));
        for (String symbol : SYMBOLS) {
            for (Fill fill : truth.fills(symbol)) {
                boolean buys = fill.side() == BookSide.BID;
                BigDecimal base = buys ? fill.quantity() : fill.quantity().negate();
                BigDecimal cost =
                        fill.price().multiply(fill.quantity()).setScale(8, RoundingMode.DOWN);
                total.merge(base(symbol), base, BigDecimal::add);
                total.merge(quote(symbol), buys ? cost.negate() : cost, BigDecimal::add);
                total.merge(fill.commissionAsset(), fill.commission().negate(), BigDecimal::add);
            }
        }
        Map<String, BigDecimal> locked = new HashMap<>(truth.lockedByOthers());
        Map<Long, BigDecimal> dearest = new HashMap<>();
        for (OrderState order : truth.openOrders()) {
            if (order.status() == OrderStatus.PENDING_NEW) {
                continue;
            }
            String symbol = order.terms().symbol();
            boolean buys = order.terms().side() == BookSide.BID;
            BigDecimal needed =
                    buys
                            ? order.remaining()
                                    .multiply(order.terms().price())
                                    .setScale(8, RoundingMode.UP)
                            : order.remaining();
            if (order.role().isOneOfTwo()) {
                BigDecimal other = dearest.getOrDefault(order.role().listId(), BigDecimal.ZERO);
                dearest.put(order.role().listId(), needed.max(other));
                needed = needed.subtract(other).max(BigDecimal.ZERO);
            }
            locked.merge(buys ? quote(symbol) : base(symbol), needed, BigDecimal::add);
        }
        for (Map.Entry<String, Balance> each : truth.balances().entrySet()) {
            Balance balance = each.getValue();
            assertThat(balance.total()).isEqualByComparingTo(total.get(each.getKey()));
            assertThat(balance.locked())
                    .isEqualByComparingTo(locked.getOrDefault(each.getKey(), BigDecimal.ZERO));
            assertThat(balance.free()).isNotNegative();
        }
    }

    private static String base(String symbol) {
        return symbol.equals("BTCUSDT") ? "BTC" : "ETH";
    }

    private static String quote(String symbol) {
        return symbol.equals("BTCUSDT") ? "USDT" : "BTC";
    }

    private static void openOrdersAreInTheBook(AccountWorld world) {
        Map<String, Map<BigDecimal, BigDecimal>> own = new HashMap<>();
        for (OrderState order : world.truth().openOrders()) {
            if (!order.isWorking()) {
                continue;
            }
            own.computeIfAbsent(order.terms().symbol() + order.terms().side(), _ -> new HashMap<>())
                    .merge(order.terms().price(), order.remaining(), BigDecimal::add);
        }
        for (String symbol : SYMBOLS) {
            var book = world.venue.truth(symbol).at(world.venue.truth(symbol).lastId());
            contains(book.bids(), own.getOrDefault(symbol + BookSide.BID, Map.of()));
            contains(book.asks(), own.getOrDefault(symbol + BookSide.ASK, Map.of()));
        }
    }

    private static void contains(
            NavigableMap<BigDecimal, BigDecimal> levels, Map<BigDecimal, BigDecimal> own) {
        own.forEach((price, quantity) ->
                assertThat(levels.get(price)).isGreaterThanOrEqualTo(quantity));
    }

    private static void theClientWasToldAllOfIt(List<JsonNode> told, AccountTruth truth) {
        List<String> reports = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        Map<String, String> balances = new HashMap<>();
        for (JsonNode each : told) {
            assertThat(each.path("subscriptionId").intValue()).isZero();
            JsonNode event = each.path("event");
            switch (event.path("e").textValue()) {
                case "executionReport" ->
                        reports.add(
                                "%s %s %s %s %s %s %s %s"
                                        .formatted(
                                                event.path("I"),
                                                event.path("i"),
                                                event.path("x").textValue(),
                                                event.path("X").textValue(),
                                                event.path("q").textValue(),
                                                event.path("z").textValue(),
                                                event.path("t"),
                                                event.path("n").textValue()));
                case "listStatus" -> lists.add(event.path("g") + " " + event.path("l").textValue());
                case "outboundAccountPosition" ->
                        event.path("B")
                                .forEach(it ->
                                        balances.put(
                                                it.path("a").textValue(),
                                                it.path("f").textValue()
                                                        + " "
                                                        + it.path("l").textValue()));
                default ->
                        assertThat(event.path("e").textValue())
                                .isIn("balanceUpdate", "externalLockUpdate");
            }
        }
        assertThat(reports)
                .isEqualTo(
                        truth.orderIds().stream()
                                .flatMap(it -> truth.order(it).stream())
                                .sorted(Comparator.comparing(OrderEvent::executionId))
                                .map(AccountTruthTest::line)
                                .toList());
        assertThat(lists)
                .containsExactlyInAnyOrderElementsOf(
                        truth.lists().stream()
                                .flatMap(it -> truth.list(it.id()).stream())
                                .map(it -> it.id() + " " + it.change())
                                .toList());
        Map<String, String> expected = new HashMap<>();
        truth.balances()
                .forEach((asset, it) ->
                        expected.put(
                                asset,
                                it.free().toPlainString() + " " + it.locked().toPlainString()));
        assertThat(balances).isEqualTo(expected);
    }

    private static String line(OrderEvent event) {
        OrderState order = event.order();
        return "%d %d %s %s %s %s %d %s"
                .formatted(
                        event.executionId(),
                        order.id(),
                        event.execution(),
                        order.status(),
                        order.terms().quantity().toPlainString(),
                        order.executed().toPlainString(),
                        event.fill().map(Fill::tradeId).orElse(-1L),
                        event.fill().map(it -> it.commission().toPlainString()).orElse("0"));
    }

    @Test
    void everythingThatCanHappenToAnOrderHappens() {
        AccountWorld world = new AccountWorld(5, 40);
        world.loop.pass(120_000);
        AccountTruth truth = world.truth();
        Set<String> seen = new TreeSet<>();
        for (long id : truth.orderIds()) {
            for (OrderEvent event : truth.order(id)) {
                seen.add(event.execution() + " " + event.order().status());
                event.expiry().ifPresent(it -> seen.add(it.name()));
                if (event.order().terms().type().waits()) {
                    seen.add(event.order().workingUs() < 0 ? "waits" : "triggered");
                }
                event.fill().ifPresent(it -> seen.add(it.maker() ? "maker" : "taker"));
            }
        }

        assertThat(seen)
                .contains(
                        "NEW NEW",
                        "TRADE PARTIALLY_FILLED",
                        "TRADE FILLED",
                        "CANCELED CANCELED",
                        "REPLACED NEW",
                        "REPLACED PARTIALLY_FILLED",
                        "REJECTED REJECTED",
                        "EXPIRED EXPIRED",
                        "EXCHANGE_CANCELED",
                        "UNFILLED_IOC_QUANTITY_EXPIRED",
                        "UNFILLED_FOK_ORDER_EXPIRED",
                        "NEW PENDING_NEW",
                        "EXPIRED EXPIRED",
                        "OCO_TRIGGER",
                        "OTO_PHASE_ONE_EXPIRED",
                        "REJECTED",
                        "waits",
                        "triggered",
                        "maker",
                        "taker");
        assertThat(truth.transfers()).isNotEmpty();
        assertThat(truth.lockedByOthers()).isNotEmpty();
    }

    @Test
    void anAccountThatDoesNothingLeavesTheMarketAsItIs() {
        AccountWorld world = new AccountWorld(9, 0);
        VirtualLoop loop = new VirtualLoop();
        BinanceSimulator without = new BinanceSimulator(Worlds.small(9), loop);
        without.start();
        world.loop.pass(10_000);
        loop.pass(10_000);

        for (String symbol : SYMBOLS) {
            long last = without.truth(symbol).lastId();
            assertThat(world.venue.truth(symbol).lastId()).isEqualTo(last);
            assertThat(world.venue.truth(symbol).at(last))
                    .isEqualTo(without.truth(symbol).at(last));
        }
    }

    @Test
    void oneSeedIsOneLife() {
        assertThat(lifeOf(3)).isEqualTo(lifeOf(3)).isNotEqualTo(lifeOf(4));
    }

    private static List<String> lifeOf(long seed) {
        AccountWorld world = new AccountWorld(seed, 20);
        RecordingClient client = world.subscribed();
        world.loop.pass(5_000);
        return client.take();
    }

    @Test
    void aSymbolThatIsDelistedTakesItsOrdersWithIt() {
        AccountWorld world = new AccountWorld(6, 40);
        world.loop.pass(12_000);
        assertThat(world.truth().openOrders())
                .anyMatch(it -> it.terms().symbol().equals("BTCUSDT"));
        world.venue.delist("BTCUSDT");
        world.loop.pass(5_000);

        assertThat(world.truth().openOrders())
                .isNotEmpty()
                .allMatch(it -> it.terms().symbol().equals("ETHBTC"));
    }
}
