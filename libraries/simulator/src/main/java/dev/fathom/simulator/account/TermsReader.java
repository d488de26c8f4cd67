package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.List;

/** Reads what orders and lists of orders of spot ask for. Owned by the venue's thread. */
final class TermsReader {
    private final InstrumentChoice choice;
    private final OrderNames names;

    TermsReader(InstrumentChoice choice, OrderNames names) {
        this.choice = choice;
        this.names = names;
    }

    /** An order by itself. */
    OrderTerms order(Params params) throws AccountRefusal {
        String symbol = choice.one(params);
        BookSide side = params.side("side");
        OrderType type = params.word("type", OrderType.values(), -1116, "Invalid orderType.");
        if (type == OrderType.MARKET && params.get("quoteOrderQty").isPresent()) {
            throw new AccountRefusal(
                    -2010, "Quote order qty market orders are not support for this symbol.");
        }
        return terms(
                params,
                symbol,
                side,
                type,
                params.amount("quantity"),
                new Names("price", "stopPrice", "timeInForce", "newClientOrderId"));
    }

    /** Two orders of which one trades at most. */
    ListTerms oco(Params params) throws AccountRefusal {
        OrderTerms above = ocoLeg(params, "above");
        return ListTerms.oco(listName(params), ocoLeg(params, "below"), above);
    }

    private OrderTerms ocoLeg(Params params, String prefix) throws AccountRefusal {
        String symbol = choice.one(params);
        BookSide side = params.side("side");
        // What is above of sellers, and below of buyers, is better than the last price.
        boolean better = prefix.equals("above") == (side == BookSide.ASK);
        OrderType type =
                type(
                        params,
                        prefix,
                        better
                                ? List.of(OrderType.LIMIT_MAKER, OrderType.TAKE_PROFIT_LIMIT)
                                : List.of(OrderType.STOP_LOSS_LIMIT));
        BigDecimal quantity = params.amount("quantity");
        return terms(params, symbol, side, type, quantity, Names.of(prefix));
    }

    /** The same in the form of old: a limit and a stop. */
    ListTerms oldOco(Params params) throws AccountRefusal {
        String symbol = choice.one(params);
        BookSide side = params.side("side");
        BigDecimal quantity = params.amount("quantity");
        params.required("stopLimitPrice");
        OrderTerms limit =
                terms(
                        params,
                        symbol,
                        side,
                        OrderType.LIMIT_MAKER,
                        quantity,
                        new Names("price", "", "", "limitClientOrderId"));
        OrderTerms stop =
                terms(
                        params,
                        symbol,
                        side,
                        OrderType.STOP_LOSS_LIMIT,
                        quantity,
                        new Names(
                                "stopLimitPrice",
                                "stopPrice",
                                "stopLimitTimeInForce",
                                "stopClientOrderId"));
        String name = listName(params);
        return side == BookSide.ASK
                ? ListTerms.oco(name, stop, limit)
                : ListTerms.oco(name, limit, stop);
    }

    /** An order, and one that waits until it is filled. */
    ListTerms oto(Params params) throws AccountRefusal {
        OrderTerms working =
                otoLeg(params, "working", List.of(OrderType.LIMIT, OrderType.LIMIT_MAKER));
        OrderTerms pending = otoLeg(params, "pending", List.of(OrderType.values()));
        return ListTerms.oto(listName(params), working, pending);
    }

    private OrderTerms otoLeg(Params params, String prefix, List<OrderType> allowed)
            throws AccountRefusal {
        return terms(
                params,
                choice.one(params),
                params.side(prefix + "Side"),
                type(params, prefix, allowed),
                params.amount(prefix + "Quantity"),
                Names.of(prefix));
    }

    private String listName(Params params) throws AccountRefusal {
        return params.clientId("listClientOrderId").orElseGet(names::next);
    }

    private static OrderType type(Params params, String prefix, List<OrderType> allowed)
            throws AccountRefusal {
        String name = prefix + "Type";
        return params.word(
                name,
                allowed.toArray(OrderType[]::new),
                -1130,
                "Data sent for parameter '" + name + "' is not valid.");
    }

    /** How the parameters of an order are called; empty for one that it has not. */
    private record Names(String price, String stopPrice, String timeInForce, String clientId) {
        static Names of(String prefix) {
            return new Names(
                    prefix + "Price",
                    prefix + "StopPrice",
                    prefix + "TimeInForce",
                    prefix + "ClientOrderId");
        }
    }

    private OrderTerms terms(
            Params params,
            String symbol,
            BookSide side,
            OrderType type,
            BigDecimal quantity,
            Names called)
            throws AccountRefusal {
        return new OrderTerms(
                symbol,
                side,
                type,
                type.hasTime()
                        ? params.word(
                                called.timeInForce(),
                                TimeInForce.values(),
                                -1115,
                                "Invalid timeInForce.")
                        : none(params, called.timeInForce(), TimeInForce.GTC),
                type == OrderType.MARKET
                        ? none(params, called.price(), Money.ZERO)
                        : params.amount(called.price()),
                type.waits()
                        ? params.amount(called.stopPrice())
                        : none(params, called.stopPrice(), Money.ZERO),
                quantity,
                params.clientId(called.clientId()).orElseGet(names::next));
    }

    /** What stands for a parameter that must not be there; without a name it cannot be. */
    private static <T> T none(Params params, String name, T instead) throws AccountRefusal {
        if (!name.isEmpty() && params.get(name).isPresent()) {
            throw AccountRefusal.unneeded(name);
        }
        return instead;
    }
}
