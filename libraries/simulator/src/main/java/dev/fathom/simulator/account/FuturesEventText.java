package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.FundsEvent;
import dev.fathom.simulator.account.AccountEvent.LeverageEvent;
import dev.fathom.simulator.account.AccountEvent.Marked;
import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.AccountEvent.Wallet;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** The private events of futures. Numbers have no zeros at their end, wallets eight decimals. */
final class FuturesEventText implements EventText {
    private static final String ALIAS = "SimFut";

    private final FuturesFamily family;
    private final Map<String, ? extends TradingPlace> places;

    FuturesEventText(FuturesFamily family, Map<String, ? extends TradingPlace> places) {
        this.family = family;
        this.places = places;
    }

    @Override
    public List<Told> told(AccountEvent event, long nowUs) {
        return switch (event) {
            case OrderEvent it -> order(it, nowUs);
            case FundsEvent it ->
                    List.of(new Told("ACCOUNT_UPDATE", "", unit -> funds(it, nowUs, unit)));
            case LeverageEvent it ->
                    List.of(
                            new Told(
                                    "ACCOUNT_CONFIG_UPDATE",
                                    it.symbol(),
                                    unit -> leverage(it, nowUs, unit)));
            case AccountEvent.OfSpot _ -> List.of();
        };
    }

    /** Where a fill is told twice, the short form comes first. */
    private List<Told> order(OrderEvent event, long nowUs) {
        String symbol = event.order().terms().symbol();
        List<Told> told = new ArrayList<>();
        event.fill()
                .filter(_ -> family.tellsFillsTwice())
                .ifPresent(it ->
                        told.add(
                                new Told(
                                        "TRADE_LITE",
                                        symbol,
                                        unit -> lite(event.order(), it, nowUs, unit))));
        told.add(new Told("ORDER_TRADE_UPDATE", symbol, unit -> update(event, nowUs, unit)));
        return told;
    }

    private static JsonText begun(String name, long timeUs, long nowUs, LongUnaryOperator unit) {
        return JsonText.event(name)
                .number("E", unit.applyAsLong(nowUs))
                .number("T", unit.applyAsLong(timeUs));
    }

    /** The envelope of the coin's family may carry the account's alias. */
    private JsonText signed(String name, long timeUs, long nowUs, LongUnaryOperator unit) {
        JsonText begun = begun(name, timeUs, nowUs, unit);
        return family == FuturesFamily.COIN_M ? begun.text("i", ALIAS) : begun;
    }

    private InstrumentSpec instrument(String symbol) {
        TradingPlace place = places.get(symbol);
        if (place == null) {
            throw new IllegalStateException("an order of " + symbol + ", not traded here");
        }
        return place.instrument();
    }

    private static String lite(OrderState order, Fill fill, long nowUs, LongUnaryOperator unit) {
        OrderTerms terms = order.terms();
        return begun("TRADE_LITE", fill.timeUs(), nowUs, unit)
                .text("s", terms.symbol())
                .plain("q", terms.quantity())
                .plain("p", terms.price())
                .flag("m", fill.maker())
                .text("c", terms.clientId())
                .text("S", OrderRules.word(terms.side()))
                .plain("L", fill.price())
                .plain("l", fill.quantity())
                .number("t", fill.tradeId())
                .number("i", order.id())
                .end();
    }

    private String update(OrderEvent event, long nowUs, LongUnaryOperator unit) {
        return signed("ORDER_TRADE_UPDATE", event.timeUs(), nowUs, unit)
                .raw("o", order(event, unit))
                .end();
    }

    private String order(OrderEvent event, LongUnaryOperator unit) {
        OrderState order = event.order();
        OrderTerms terms = order.terms();
        InstrumentSpec instrument = instrument(terms.symbol());
        JsonText out =
                new JsonText()
                        .text("s", terms.symbol())
                        .text("c", terms.clientId())
                        .text("S", OrderRules.word(terms.side()))
                        .text("o", FuturesWords.type(terms))
                        .text("f", FuturesWords.timeInForce(terms))
                        .plain("q", terms.quantity())
                        .plain("p", terms.price())
                        .plain("ap", FuturesWords.average(order, Contract.of(instrument)))
                        .text("sp", "0")
                        .text("x", FuturesWords.execution(event.execution()))
                        .text("X", order.status().name())
                        .number("i", order.id())
                        .plain("l", event.fill().map(Fill::quantity).orElse(Money.ZERO))
                        .plain("z", order.executed())
                        .plain("L", event.fill().map(Fill::price).orElse(Money.ZERO));
        event.fill()
                .ifPresent(it -> out.text("n", it.commission()).text("N", it.commissionAsset()));
        out.number("T", unit.applyAsLong(order.updatedUs()))
                .number("t", event.fill().map(Fill::tradeId).orElse(0L))
                .text("b", "0")
                .text("a", "0")
                .flag("m", event.fill().map(Fill::maker).orElse(false))
                .flag("R", false)
                .text("wt", "CONTRACT_PRICE")
                .text("ot", FuturesWords.type(terms))
                .text("ps", "BOTH")
                .flag("cp", false)
                .plain("rp", event.fill().map(Fill::profit).orElse(Money.ZERO))
                .flag("pP", false)
                .number("si", 0)
                .number("ss", 0)
                .text("V", "NONE")
                .text("pm", "NONE")
                .number("gtd", 0)
                .text("er", event.expiry().map(FuturesWords::expiry).orElse("0"));
        if (family == FuturesFamily.COIN_M) {
            out.text("ma", instrument.marginAsset());
        }
        if (event.execution() == Execution.REPLACED) {
            out.number("M", event.executionId());
        }
        return out.end();
    }

    private String funds(FundsEvent event, long nowUs, LongUnaryOperator unit) {
        return signed("ACCOUNT_UPDATE", event.timeUs(), nowUs, unit)
                .raw(
                        "a",
                        new JsonText()
                                .text("m", event.reason())
                                .raw(
                                        "B",
                                        AccountDocuments.list(
                                                event.wallets().entrySet(),
                                                FuturesEventText::wallet))
                                .raw(
                                        "P",
                                        AccountDocuments.list(
                                                event.positions(), FuturesEventText::position))
                                .end())
                .end();
    }

    private static String wallet(Map.Entry<String, Wallet> it) {
        return new JsonText()
                .text("a", it.getKey())
                .text("wb", it.getValue().balance())
                .text("cw", it.getValue().balance())
                .plain("bc", it.getValue().change())
                .end();
    }

    private static String position(Marked it) {
        Position position = it.position();
        return new JsonText()
                .text("s", position.symbol())
                .plain("pa", position.amount())
                .plain("ep", position.entryPrice())
                .plain("bep", position.entryPrice())
                .plain("cr", position.realised())
                .plain("up", it.unrealised())
                .text("mt", "cross")
                .text("iw", "0")
                .text("ps", "BOTH")
                .end();
    }

    private static String leverage(LeverageEvent event, long nowUs, LongUnaryOperator unit) {
        return begun("ACCOUNT_CONFIG_UPDATE", event.timeUs(), nowUs, unit)
                .raw(
                        "ac",
                        new JsonText()
                                .text("s", event.symbol())
                                .number("l", event.leverage())
                                .end())
                .end();
    }
}
