package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** Which orders the venue takes, and its words for those it does not. */
final class OrderRules {
    private static final OrderWords.Word WOULD_TRIGGER =
            new OrderWords.Word(-2010, "Stop price would trigger immediately.");
    private static final OrderWords.Word BAD_PRICES =
            new OrderWords.Word(
                    -2010, "The relationship of the prices for the orders is not correct.");

    private final Map<String, ? extends TradingPlace> places;
    private final OrderWords words;
    private final StopOrders stops;

    OrderRules(Map<String, ? extends TradingPlace> places, OrderWords words, StopOrders stops) {
        this.places = places;
        this.words = words;
        this.stops = stops;
    }

    /** The word of spot for a refusal in an event. */
    static String reason(AccountRefusal refusal) {
        String text = refusal.text();
        if (text.equals(OrderWords.SPOT.noFunds().text())) {
            return "INSUFFICIENT_BALANCES";
        }
        if (text.equals(WOULD_TRIGGER.text())) {
            return "STOP_PRICE_WOULD_TRIGGER_IMMEDIATELY";
        }
        return text.equals(OrderWords.SPOT.wouldTrade().text())
                ? "WOULD_MATCH_IMMEDIATELY"
                : "NONE";
    }

    /** Where the order may be placed, as far as the account's balance lets it. */
    TradingPlace check(OrderTerms terms, Collection<OrderState> open) throws AccountRefusal {
        TradingPlace place = checkLater(terms, open);
        checkNow(place, terms);
        return place;
    }

    /** The same of an order that is to wait for another. */
    TradingPlace checkLater(OrderTerms terms, Collection<OrderState> open) throws AccountRefusal {
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
        return place;
    }

    /** What the market of now lets be placed. */
    void checkNow(TradingPlace place, OrderTerms terms) throws AccountRefusal {
        if (wouldTrade(place, terms)) {
            throw words.wouldTrade().refusal();
        }
        if (terms.type().waits() && stops.wouldTrigger(terms)) {
            throw WOULD_TRIGGER.refusal();
        }
    }

    /** Where the orders may be placed, as far as the account's balance lets them. */
    TradingPlace check(ListTerms terms, Collection<OrderState> open, Collection<OrderList> lists)
            throws AccountRefusal {
        OrderTerms first = terms.orders().getFirst();
        OrderTerms second = terms.orders().getLast();
        if (first.clientId().equals(second.clientId())
                || lists.stream().anyMatch(it -> it.clientId().equals(terms.clientId()))) {
            throw words.duplicate().refusal();
        }
        if (!terms.isOco()) {
            checkLater(second, open);
            return check(first, open);
        }
        checkLater(first, open);
        TradingPlace place = checkLater(second, open);
        if (!terms.isAround(stops.last(first.symbol()))) {
            throw BAD_PRICES.refusal();
        }
        checkNow(place, first);
        checkNow(place, second);
        return place;
    }

    /** Whether an order that is only to rest would trade. */
    private static boolean wouldTrade(TradingPlace place, OrderTerms terms) {
        return terms.type() == OrderType.LIMIT_MAKER
                && place.engine().available(terms.side(), InstrumentSpec.units(terms.price())) > 0;
    }

    private void checkPrice(TradingPlace place, OrderTerms terms) throws AccountRefusal {
        BigDecimal price = terms.price();
        checkPrice(place, price);
        if (terms.type().waits()) {
            checkPrice(place, terms.stopPrice());
        }
        // The least notional is the tick size of the instrument at its start.
        if (price.multiply(terms.quantity()).compareTo(place.instrument().tickSize()) < 0) {
            throw words.value().refusal();
        }
    }

    private void checkPrice(TradingPlace place, BigDecimal price) throws AccountRefusal {
        BigDecimal most = place.instrument().startPrice().multiply(BigDecimal.TEN);
        if (price.signum() <= 0
                || price.remainder(place.tick()).signum() != 0
                || price.compareTo(most) > 0) {
            throw words.price().refusal();
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
    void checkAmend(OrderState order, BigDecimal quantity, boolean inList) throws AccountRefusal {
        if (inList || !order.isWorking()) {
            throw new AccountRefusal(-2038, "The order amendment is not supported for this order.");
        }
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
