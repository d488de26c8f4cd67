package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** Which orders the venue takes, and its words for those it does not. */
final class OrderRules {
    private static final String NO_FUNDS = "Account has insufficient balance for requested action.";
    private static final String WOULD_TRADE = "Order would immediately match and take.";

    private final Map<String, ? extends TradingPlace> places;

    OrderRules(Map<String, ? extends TradingPlace> places) {
        this.places = places;
    }

    static AccountRefusal noFunds() {
        return new AccountRefusal(-2010, NO_FUNDS);
    }

    /** The venue's word for a refusal in an event. */
    static String reason(AccountRefusal refusal) {
        return switch (refusal.text()) {
            case NO_FUNDS -> "INSUFFICIENT_BALANCES";
            case WOULD_TRADE -> "WOULD_MATCH_IMMEDIATELY";
            default -> "NONE";
        };
    }

    /** Where the order may be placed, as far as the account's balance lets it. */
    TradingPlace check(OrderTerms terms, Collection<OrderState> open) throws AccountRefusal {
        TradingPlace place = places.get(terms.symbol());
        if (place == null) {
            throw new AccountRefusal(-1121, "Invalid symbol.");
        }
        if (!place.status().equals("TRADING")) {
            throw new AccountRefusal(-2010, "Market is closed.");
        }
        if (terms.type() != OrderType.MARKET) {
            checkPrice(place, terms);
        }
        checkQuantity(place.instrument(), terms.quantity());
        if (open.stream().anyMatch(it -> it.terms().clientId().equals(terms.clientId()))) {
            throw new AccountRefusal(-2010, "Duplicate order sent.");
        }
        if (terms.type() == OrderType.LIMIT_MAKER
                && place.engine().available(terms.side(), InstrumentSpec.units(terms.price()))
                        > 0) {
            throw new AccountRefusal(-2010, WOULD_TRADE);
        }
        return place;
    }

    private static void checkPrice(TradingPlace place, OrderTerms terms) throws AccountRefusal {
        BigDecimal price = terms.price();
        BigDecimal most = place.instrument().startPrice().multiply(BigDecimal.TEN);
        if (price.signum() <= 0
                || price.remainder(place.tick()).signum() != 0
                || price.compareTo(most) > 0) {
            throw new AccountRefusal(-1013, "Filter failure: PRICE_FILTER");
        }
        // The least notional is the tick size of the instrument at its start.
        if (price.multiply(terms.quantity()).compareTo(place.instrument().tickSize()) < 0) {
            throw new AccountRefusal(-1013, "Filter failure: NOTIONAL");
        }
    }

    private static void checkQuantity(InstrumentSpec instrument, BigDecimal quantity)
            throws AccountRefusal {
        BigDecimal most = instrument.typicalSize().multiply(BigDecimal.valueOf(100_000));
        if (quantity.signum() <= 0
                || quantity.remainder(instrument.stepSize()).signum() != 0
                || quantity.compareTo(most) > 0) {
            throw new AccountRefusal(-1013, "Filter failure: LOT_SIZE");
        }
    }

    /** Whether the order's quantity may become this one. */
    void checkAmend(OrderState order, BigDecimal quantity) throws AccountRefusal {
        TradingPlace place = places.get(order.terms().symbol());
        if (place == null || !place.status().equals("TRADING")) {
            throw new AccountRefusal(-2010, "Market is closed.");
        }
        checkQuantity(place.instrument(), quantity);
        if (quantity.compareTo(order.terms().quantity()) >= 0) {
            throw new AccountRefusal(
                    -2038, "The requested order amendment would not reduce its quantity.");
        }
        if (quantity.compareTo(order.executed()) <= 0) {
            throw new AccountRefusal(-2010, "The order has been filled as far already.");
        }
    }

    /** The side in the venue's word. */
    static String word(BookSide side) {
        return side == BookSide.BID ? "BUY" : "SELL";
    }
}
