package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** How orders of the account come into the matching books and leave them. */
final class Books {
    private final Map<String, ? extends TradingPlace> places;

    Books(Map<String, ? extends TradingPlace> places) {
        this.places = places;
    }

    /** Where such an order trades. */
    TradingPlace of(OrderTerms terms) {
        TradingPlace place = places.get(terms.symbol());
        if (place == null) {
            throw new IllegalStateException("an order of " + terms.symbol() + ", not traded here");
        }
        return place;
    }

    /** Lets an order trade and rest as it may; why what is left of it does not rest, if so. */
    Optional<Expiry> enter(OrderState order) {
        OrderTerms terms = order.terms();
        MatchingEngine engine = of(terms).engine();
        long price = InstrumentSpec.units(terms.price());
        long quantity = InstrumentSpec.units(order.remaining());
        if (terms.type() == OrderType.MARKET) {
            return engine.market(order.id(), terms.side(), quantity) == 0
                    ? Optional.empty()
                    : Optional.of(Expiry.INSUFFICIENT_LIQUIDITY);
        }
        return switch (terms.timeInForce()) {
            case GTC -> {
                engine.limit(order.id(), terms.side(), price, quantity);
                yield Optional.empty();
            }
            case IOC ->
                    engine.immediate(order.id(), terms.side(), price, quantity) == 0
                            ? Optional.empty()
                            : Optional.of(Expiry.UNFILLED_IOC_QUANTITY_EXPIRED);
            case FOK -> {
                if (engine.available(terms.side(), price) < quantity) {
                    yield Optional.of(Expiry.UNFILLED_FOK_ORDER_EXPIRED);
                }
                engine.immediate(order.id(), terms.side(), price, quantity);
                yield Optional.empty();
            }
        };
    }

    /** Takes an order that rests out of its book. */
    void leave(OrderState order) {
        of(order.terms()).engine().reduce(order.id(), InstrumentSpec.units(order.remaining()));
    }

    /** Lowers what an order that rests asks for, in its place in the queue. */
    void lower(OrderState order, BigDecimal by) {
        of(order.terms()).engine().reduce(order.id(), InstrumentSpec.units(by));
    }
}
