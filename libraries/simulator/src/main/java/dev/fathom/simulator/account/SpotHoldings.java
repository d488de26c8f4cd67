package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.BalanceEvent;
import dev.fathom.simulator.account.AccountEvent.LockEvent;
import dev.fathom.simulator.account.AccountEvent.PositionEvent;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Balances of spot.
 *
 * <p>An order reserves what it may cost, rounded up; a trade costs its price times its quantity,
 * cut to eight decimals, and gives back what it did not need. So what is locked is at any moment
 * the sum of what the open orders may still cost, and what others have locked.
 */
final class SpotHoldings implements Holdings {
    private final AccountOptions options;
    private final Map<String, Balance> balances = new LinkedHashMap<>();
    private final Map<String, BigDecimal> lockedByOthers = new LinkedHashMap<>();
    private final Claims claims = new Claims();
    private final Set<String> touched = new LinkedHashSet<>();

    SpotHoldings(AccountOptions options, Map<String, ? extends TradingPlace> places) {
        this.options = options;
        options.balances().forEach((asset, amount) -> start(asset, amount));
        if (balances.isEmpty()) {
            places.values().forEach(it -> plenty(it.instrument()));
        }
    }

    private void start(String asset, BigDecimal amount) {
        balances.put(asset, balance(asset).plus(amount.setScale(Money.SCALE)));
    }

    private void plenty(InstrumentSpec it) {
        BigDecimal base = Money.plenty(it);
        start(it.baseAsset(), base);
        start(it.quoteAsset(), Money.quote(it.startPrice(), base));
    }

    @Override
    public Map<String, Balance> balances() {
        return balances;
    }

    Balance balance(String asset) {
        return balances.getOrDefault(asset, Balance.NONE);
    }

    @Override
    public void afford(TradingPlace place, OrderTerms terms, Optional<OrderState> instead)
            throws AccountRefusal {
        BigDecimal cost =
                terms.side() == BookSide.ASK ? terms.quantity() : Sweep.cost(place, terms);
        if (cost.compareTo(balance(given(place, terms.side())).free()) > 0) {
            throw OrderWords.SPOT.noFunds().refusal();
        }
    }

    @Override
    public void reserve(TradingPlace place, Optional<OrderState> before, OrderState after) {
        BigDecimal more = claims.change(after);
        String asset = given(place, after.terms().side());
        touched.add(place.instrument().baseAsset());
        touched.add(place.instrument().quoteAsset());
        balances.put(asset, balance(asset).locking(more));
    }

    @Override
    public Booking book(TradingPlace place, OrderState after, TruthTrade trade, boolean maker) {
        OrderTerms terms = after.terms();
        BigDecimal quote = Money.quote(trade.price(), trade.quantity());
        boolean buys = terms.side() == BookSide.BID;
        BigDecimal gets = buys ? trade.quantity() : quote;
        BigDecimal fee = Money.commission(gets, maker ? options.makerFee() : options.takerFee());
        String got = given(place, terms.side().opposite());
        add(given(place, terms.side()), (buys ? quote : trade.quantity()).negate());
        add(got, gets.subtract(fee));
        return new Booking(Fill.of(after, trade, maker, quote, fee, got, Money.ZERO), List.of());
    }

    @Override
    public AccountEvent transfer(String asset, BigDecimal delta, long nowUs) {
        Holdings.requireFree(asset, balance(asset).free(), delta);
        add(asset, delta);
        return new BalanceEvent(asset, delta, nowUs);
    }

    /** Another system locks what is free, or with a negative {@code delta} gives back. */
    LockEvent lock(String asset, BigDecimal delta, long nowUs) {
        Holdings.requireFree(asset, balance(asset).free(), delta.negate());
        BigDecimal before = lockedByOthers(asset);
        Holdings.requireFree(asset, before, delta);
        lockedByOthers.put(asset, before.add(delta));
        touched.add(asset);
        balances.put(asset, balance(asset).locking(delta));
        return new LockEvent(asset, delta, nowUs);
    }

    BigDecimal lockedByOthers(String asset) {
        return lockedByOthers.getOrDefault(asset, Money.ZERO);
    }

    @Override
    public Optional<AccountEvent> last(long nowUs) {
        if (touched.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Balance> now = new LinkedHashMap<>();
        touched.forEach(asset -> now.put(asset, balance(asset)));
        touched.clear();
        return Optional.of(new PositionEvent(now, nowUs));
    }

    private static String given(TradingPlace place, BookSide side) {
        InstrumentSpec spec = place.instrument();
        return side == BookSide.BID ? spec.quoteAsset() : spec.baseAsset();
    }

    private void add(String asset, BigDecimal amount) {
        touched.add(asset);
        balances.put(asset, balance(asset).plus(amount));
    }
}
