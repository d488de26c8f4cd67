package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** Which orders the venue takes, and its words for those it does not. */
final class OrderRules {
    private final Map<String, ? extends TradingPlace> places;
    private final OrderWords words;

    OrderRules(Map<String, ? extends TradingPlace> places, OrderWords words) {
        this.places = places;
        this.words = words;
    }

    /** The word of spot for a refusal in an event. */
    static String reason(AccountRefusal refusal) {
        if (refusal.text().equals(OrderWords.SPOT.noFunds().text())) {
            return "INSUFFICIENT_BALANCES";
        }
        return refusal.text().equals(OrderWords.SPOT.wouldTrade().text())
                ? "WOULD_MATCH_IMMEDIATELY"
                : "NONE";
    }

    /** Where the order may be placed, as far as the account's balance lets it. */
    TradingPlace check(OrderTerms terms, Collection<OrderState> open) throws AccountRefusal {
        TradingPlace place = places.get(terms.symbol());
        if (place == null) {
            throw new AccountRefusal(-1121, "Invalid symbol.");
        }
        if (!place.status().equals("TRADING")) {
            throw words.closed().refusal();
        }
        if (terms.type() != OrderType.MARKET) {
            checkPrice(place, terms);
        }
        checkQuantity(place.instrument(), terms.quantity());
        if (open.stream().anyMatch(it -> it.terms().clientId().equals(terms.clientId()))) {
            throw words.duplicate().refusal();
        }
        if (wouldTrade(place, terms)) {
            throw words.wouldTrade().refusal();
        }
        return place;
    }

    /** Whether an order that is only to rest would trade. */
    private static boolean wouldTrade(TradingPlace place, OrderTerms terms) {
        return terms.type() == OrderType.LIMIT_MAKER
                && place.engine().available(terms.side(), InstrumentSpec.units(terms.price())) > 0;
    }

    private void checkPrice(TradingPlace place, OrderTerms terms) throws AccountRefusal {
        BigDecimal price = terms.price();
        BigDecimal most = place.instrument().startPrice().multiply(BigDecimal.TEN);
        if (price.signum() <= 0
                || price.remainder(place.tick()).signum() != 0
                || price.compareTo(most) > 0) {
            throw words.price().refusal();
        }
        // The least notional is the tick size of the instrument at its start.
        if (price.multiply(terms.quantity()).compareTo(place.instrument().tickSize()) < 0) {
            throw words.value().refusal();
        }
    }

    private void checkQuantity(InstrumentSpec instrument, BigDecimal quantity)
            throws AccountRefusal {
        BigDecimal most = instrument.typicalSize().multiply(BigDecimal.valueOf(100_000));
        if (quantity.signum() <= 0
                || quantity.remainder(instrument.stepSize()).signum() != 0
                || quantity.compareTo(most) > 0) {
            throw words.quantity().refusal();
        }
    }

    /** Whether the order's quantity may become this one, which is to be less. */
    void checkAmend(OrderState order, BigDecimal quantity) throws AccountRefusal {
        checkQuantity(openPlace(order).instrument(), quantity);
        if (quantity.compareTo(order.terms().quantity()) >= 0) {
            throw new AccountRefusal(
                    -2038, "The requested order amendment would not reduce its quantity.");
        }
        if (quantity.compareTo(order.executed()) <= 0) {
            throw new AccountRefusal(-2010, "The order has been filled as far already.");
        }
    }

    /**
     * Whether the order may ask for this from now on; false if it is cancelled by asking, for it
     * has been filled as far or was only to rest.
     */
    boolean checkModify(OrderState order, OrderTerms terms) throws AccountRefusal {
        TradingPlace place = openPlace(order);
        checkPrice(place, terms);
        checkQuantity(place.instrument(), terms.quantity());
        if (terms.equals(order.terms())) {
            throw new AccountRefusal(-5027, "No need to modify the order.");
        }
        return terms.quantity().compareTo(order.executed()) > 0 && !wouldTrade(place, terms);
    }

    private TradingPlace openPlace(OrderState order) throws AccountRefusal {
        TradingPlace place = places.get(order.terms().symbol());
        if (place == null || !place.status().equals("TRADING")) {
            throw words.closed().refusal();
        }
        return place;
    }

    /** The side in the venue's word. */
    static String word(BookSide side) {
        return side == BookSide.BID ? "BUY" : "SELL";
    }
}
