package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.Balance;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.account.FuturesFamily;
import dev.fathom.simulator.account.Position;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What an account of futures is told, what it really is and what everybody sees are one. */
class FuturesTruthTest {
    // With what each is paid in, and what an inverse contract is worth.
    private static final Map<String, String> LINEAR = Map.of("BTCUSDT", "USDT", "ETHBTC", "BTC");
    private static final Map<String, String> INVERSE =
            Map.of("BTCUSD_PERP", "BTC", "ETHUSD_PERP", "ETH");
    private static final Map<String, BigDecimal> SIZES =
            Map.of("BTCUSD_PERP", BigDecimal.valueOf(100), "ETHUSD_PERP", BigDecimal.TEN);

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void fillsPositionsAndWalletsAgreeWithPublicTrades(
            @ForAll long seed, @ForAll FuturesFamily family) {
        FuturesWorld world = new FuturesWorld(family, seed, 40);
        RecordingClient client = world.subscribed();
        world.loop.pass(20_000);

        Map<String, String> paidIn = family == FuturesFamily.USD_M ? LINEAR : INVERSE;
        for (String symbol : paidIn.keySet()) {
            fillsAreThePublicTrades(world, symbol);
            thePositionIsWhatWasTraded(world.truth(), symbol);
            feesAreAPartOfWhatTradesCost(world.truth(), symbol);
        }
        walletsAreTheSumOfWhatHappened(world, paidIn);
        theClientWasToldAllOfIt(client.takeJson(), world.truth(), family);
    }

    private static void fillsAreThePublicTrades(FuturesWorld world, String symbol) {
        List<Fill> fills = world.truth().fills(symbol);
        assertThat(fills).hasSizeGreaterThan(5);
        for (Fill fill : fills) {
            TruthTrade trade = world.venue.truth(symbol).trades().at(fill.tradeId()).orElseThrow();
            assertThat(fill.price()).isEqualTo(trade.price());
            assertThat(fill.quantity()).isEqualTo(trade.quantity());
            assertThat(fill.side() == BookSide.BID).isEqualTo(trade.buyerIsMaker() == fill.maker());
        }
    }

    /** Once more, in the plainest way: the average price of what is held, closed at that price. */
    private static void thePositionIsWhatWasTraded(AccountTruth truth, String symbol) {
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal entry = BigDecimal.ZERO;
        BigDecimal realised = BigDecimal.ZERO;
        for (Fill fill : truth.fills(symbol)) {
            boolean buys = fill.side() == BookSide.BID;
            BigDecimal delta = buys ? fill.quantity() : fill.quantity().negate();
            BigDecimal closed =
                    held.signum() * delta.signum() < 0
                            ? fill.quantity().min(held.abs())
                            : BigDecimal.ZERO;
            BigDecimal profit =
                    profit(symbol, entry, fill.price(), closed)
                            .multiply(BigDecimal.valueOf(held.signum()));
            assertThat(fill.profit()).isEqualByComparingTo(profit);
            realised = realised.add(profit);
            BigDecimal opened = fill.quantity().subtract(closed);
            BigDecimal kept = held.abs().subtract(closed);
            if (opened.signum() > 0) {
                entry = mean(symbol, kept, entry, opened, fill.price());
            }
            held = held.add(delta);
        }
        Position position = Objects.requireNonNull(truth.positions().get(symbol));
        assertThat(position.amount()).isEqualByComparingTo(held);
        assertThat(position.realised()).isEqualByComparingTo(realised);
        assertThat(position.entryPrice())
                .isEqualByComparingTo(held.signum() == 0 ? BigDecimal.ZERO : entry);
    }

    private static BigDecimal profit(
            String symbol, BigDecimal entry, BigDecimal price, BigDecimal closed) {
        if (closed.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal size = SIZES.get(symbol);
        BigDecimal product = price.subtract(entry).multiply(closed);
        return size == null
                ? product.setScale(8, RoundingMode.DOWN)
                : product.multiply(size).divide(entry.multiply(price), 8, RoundingMode.DOWN);
    }

    private static BigDecimal mean(
            String symbol, BigDecimal kept, BigDecimal entry, BigDecimal opened, BigDecimal price) {
        BigDecimal all = kept.add(opened);
        if (kept.signum() == 0) {
            return price;
        }
        if (!SIZES.containsKey(symbol)) {
            return kept.multiply(entry)
                    .add(opened.multiply(price))
                    .divide(all, 8, RoundingMode.HALF_UP);
        }
        return all.multiply(entry)
                .multiply(price)
                .divide(kept.multiply(price).add(opened.multiply(entry)), 8, RoundingMode.HALF_UP);
    }

    private static void feesAreAPartOfWhatTradesCost(AccountTruth truth, String symbol) {
        BigDecimal size = SIZES.get(symbol);
        for (Fill fill : truth.fills(symbol)) {
            BigDecimal cost =
                    size == null
                            ? fill.price().multiply(fill.quantity()).setScale(8, RoundingMode.DOWN)
                            : fill.quantity()
                                    .multiply(size)
                                    .divide(fill.price(), 8, RoundingMode.DOWN);
            assertThat(fill.quote()).isEqualByComparingTo(cost);
            assertThat(fill.commission())
                    .isEqualByComparingTo(cost.movePointLeft(3).setScale(8, RoundingMode.HALF_UP));
        }
    }

    private static void walletsAreTheSumOfWhatHappened(
            FuturesWorld world, Map<String, String> paidIn) {
        AccountTruth truth = world.truth();
        Map<String, BigDecimal> total = new HashMap<>(world.wallets());
        truth.transfers().forEach(it -> total.merge(it.asset(), it.delta(), BigDecimal::add));
        paidIn.forEach((symbol, asset) -> {
            for (Fill fill : truth.fills(symbol)) {
                total.merge(asset, fill.profit().subtract(fill.commission()), BigDecimal::add);
            }
        });
        for (Map.Entry<String, Balance> each : truth.balances().entrySet()) {
            assertThat(each.getValue().free()).isEqualByComparingTo(total.get(each.getKey()));
            assertThat(each.getValue().locked()).isZero();
        }
    }

    private static void theClientWasToldAllOfIt(
            List<JsonNode> told, AccountTruth truth, FuturesFamily family) {
        List<String> updates = new ArrayList<>();
        List<String> lite = new ArrayList<>();
        Map<String, BigDecimal> wallets = new HashMap<>();
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (JsonNode event : told) {
            switch (event.path("e").textValue()) {
                case "ORDER_TRADE_UPDATE" -> {
                    JsonNode order = event.path("o");
                    updates.add(
                            line(
                                    order.path("i").longValue(),
                                    order.path("x").textValue(),
                                    order.path("X").textValue(),
                                    order.path("q").textValue(),
                                    order.path("z").textValue(),
                                    order.path("t").longValue(),
                                    order.path("n").asText("0"),
                                    order.path("rp").textValue()));
                }
                case "TRADE_LITE" -> lite.add(event.path("s").textValue() + event.path("t"));
                case "ACCOUNT_UPDATE" -> {
                    for (JsonNode it : event.path("a").path("B")) {
                        wallets.put(it.path("a").textValue(), decimal(it.path("wb")));
                    }
                    for (JsonNode it : event.path("a").path("P")) {
                        amounts.put(it.path("s").textValue(), decimal(it.path("pa")));
                    }
                }
                default ->
                        assertThat(event.path("e").textValue()).isEqualTo("ACCOUNT_CONFIG_UPDATE");
            }
        }
        List<OrderEvent> events =
                truth.orderIds().stream()
                        .flatMap(it -> truth.order(it).stream())
                        .sorted(Comparator.comparing(OrderEvent::executionId))
                        .toList();
        assertThat(updates).isEqualTo(events.stream().map(FuturesTruthTest::line).toList());
        assertThat(lite)
                .isEqualTo(
                        events.stream()
                                .filter(_ -> family == FuturesFamily.USD_M)
                                .flatMap(it -> it.fill().stream())
                                .map(it -> it.symbol() + it.tradeId())
                                .toList());
        truth.balances()
                .forEach((asset, it) ->
                        assertThat(wallets.get(asset)).isEqualByComparingTo(it.free()));
        truth.positions()
                .forEach((symbol, it) ->
                        assertThat(amounts.get(symbol)).isEqualByComparingTo(it.amount()));
    }

    private static BigDecimal decimal(JsonNode text) {
        return new BigDecimal(text.textValue());
    }

    private static String line(OrderEvent event) {
        String execution = event.execution().name();
        return line(
                event.order().id(),
                execution.equals("REPLACED") ? "AMENDMENT" : execution,
                event.order().status().name(),
                event.order().terms().quantity().toPlainString(),
                event.order().executed().toPlainString(),
                event.fill().map(Fill::tradeId).orElse(0L),
                event.fill().map(it -> it.commission().toPlainString()).orElse("0"),
                event.fill().map(it -> it.profit().toPlainString()).orElse("0"));
    }

    private static String line(
            long id,
            String execution,
            String status,
            String quantity,
            String executed,
            long trade,
            String fee,
            String profit) {
        return "%d %s %s %s %s %d %s %s"
                .formatted(
                        id,
                        execution,
                        status,
                        plain(quantity),
                        plain(executed),
                        trade,
                        plain(fee),
                        plain(profit));
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    @Test
    void everythingThatCanHappenToAnOrderHappens() {
        FuturesWorld world = new FuturesWorld(5, 40);
        RecordingClient client = world.subscribed();
        world.loop.pass(120_000);
        Set<String> seen = new TreeSet<>();
        for (JsonNode event : client.takeJson()) {
            JsonNode order = event.path("o");
            seen.add(event.path("e").textValue());
            seen.add(order.path("x").asText() + " " + order.path("X").asText());
            seen.add("f " + order.path("f").asText());
            seen.add("er " + order.path("er").asText());
            seen.add("m " + event.path("a").path("m").asText());
            if (!order.path("rp").asText("0").equals("0")) {
                seen.add("profit");
            }
        }

        assertThat(seen)
                .contains(
                        "NEW NEW",
                        "TRADE PARTIALLY_FILLED",
                        "TRADE FILLED",
                        "CANCELED CANCELED",
                        "AMENDMENT NEW",
                        "AMENDMENT PARTIALLY_FILLED",
                        "EXPIRED EXPIRED",
                        "er 2",
                        "er 7",
                        "er 10",
                        "f GTX",
                        "m ORDER",
                        "m DEPOSIT",
                        "m WITHDRAW",
                        "profit",
                        "TRADE_LITE",
                        "ACCOUNT_CONFIG_UPDATE");
    }

    @Test
    void oneSeedIsOneLife() {
        assertThat(lifeOf(3)).isEqualTo(lifeOf(3)).isNotEqualTo(lifeOf(4));
    }

    private static List<String> lifeOf(long seed) {
        FuturesWorld world = new FuturesWorld(seed, 20);
        RecordingClient client = world.subscribed();
        world.loop.pass(5_000);
        return client.take();
    }
}
