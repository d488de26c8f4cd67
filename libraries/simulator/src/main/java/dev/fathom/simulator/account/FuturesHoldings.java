package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.FundsEvent;
import dev.fathom.simulator.account.AccountEvent.LeverageEvent;
import dev.fathom.simulator.account.AccountEvent.Marked;
import dev.fathom.simulator.account.AccountEvent.Wallet;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Wallets and positions of futures: one position a symbol, cross margin, in the asset that they are
 * paid in. Nothing is ever liquidated and no funding is paid.
 *
 * <p>A trade changes a wallet by the profit of what it closes and the fee of all of it, nothing
 * else. An order needs its value divided by the leverage, unless it makes a position smaller.
 */
final class FuturesHoldings implements Holdings {
    static final int USUAL_LEVERAGE = 20;

    private final AccountOptions options;
    private final Map<String, ? extends TradingPlace> places;
    private final Map<String, Balance> wallets = new LinkedHashMap<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Map<String, Integer> leverages = new LinkedHashMap<>();
    private final Map<Long, OrderState> open = new LinkedHashMap<>();

    FuturesHoldings(AccountOptions options, Map<String, ? extends TradingPlace> places) {
        this.options = options;
        this.places = places;
        options.balances().forEach((asset, amount) -> add(asset, amount.setScale(Money.SCALE)));
        if (wallets.isEmpty()) {
            places.values().forEach(it -> plenty(it.instrument()));
        }
    }

    private void plenty(InstrumentSpec it) {
        add(it.marginAsset(), Contract.of(it).worth(it.startPrice(), Money.plenty(it)));
    }

    @Override
    public Map<String, Balance> balances() {
        return wallets;
    }

    private BigDecimal wallet(String asset) {
        return wallets.getOrDefault(asset, Balance.NONE).free();
    }

    Position position(String symbol) {
        return positions.getOrDefault(symbol, Position.none(symbol));
    }

    /** The positions of every symbol that has ever had one. */
    Collection<Position> positions() {
        return List.copyOf(positions.values());
    }

    int leverage(String symbol) {
        return leverages.getOrDefault(symbol, USUAL_LEVERAGE);
    }

    LeverageEvent leverage(String symbol, int times, long nowUs) {
        leverages.put(symbol, times);
        return new LeverageEvent(symbol, times, nowUs);
    }

    /** What a position would bring now. */
    BigDecimal unrealised(Position position) {
        TradingPlace place = places.get(position.symbol());
        return place == null
                ? Money.ZERO
                : position.unrealised(Contract.of(place.instrument()), Money.middle(place));
    }

    /** What a position keeps busy of its wallet. */
    BigDecimal positionMargin(Position position) {
        return position.amount().signum() == 0
                ? Money.ZERO
                : margin(
                        position.symbol(),
                        contract(position.symbol())
                                .reserve(position.entryPrice(), position.amount().abs()));
    }

    /** What the open orders of a symbol keep busy. */
    BigDecimal orderMargin(String symbol) {
        return orderMargin(symbol, Optional.empty());
    }

    private BigDecimal orderMargin(String symbol, Optional<OrderState> without) {
        BigDecimal value =
                open.values().stream()
                        .filter(it -> it.terms().symbol().equals(symbol))
                        .filter(it -> without.isEmpty() || it.id() != without.get().id())
                        .map(it -> reserve(it.terms(), it.remaining()))
                        .reduce(Money.ZERO, BigDecimal::add);
        return margin(symbol, value);
    }

    // A market order does not rest.
    private BigDecimal reserve(OrderTerms terms, BigDecimal remaining) {
        return terms.price().signum() == 0
                ? Money.ZERO
                : contract(terms.symbol()).reserve(terms.price(), remaining);
    }

    private Contract contract(String symbol) {
        TradingPlace place = places.get(symbol);
        if (place == null) {
            throw new IllegalStateException("no contract " + symbol + " is traded here");
        }
        return Contract.of(place.instrument());
    }

    private BigDecimal margin(String symbol, BigDecimal value) {
        return value.divide(BigDecimal.valueOf(leverage(symbol)), Money.SCALE, RoundingMode.UP);
    }

    /** What may still be used of a wallet; not below zero. */
    BigDecimal available(String asset) {
        return available(asset, Optional.empty());
    }

    private BigDecimal available(String asset, Optional<OrderState> without) {
        BigDecimal left = wallet(asset);
        for (TradingPlace place : places.values()) {
            if (place.instrument().marginAsset().equals(asset)) {
                Position position = position(place.instrument().symbol());
                left =
                        left.add(unrealised(position))
                                .subtract(positionMargin(position))
                                .subtract(orderMargin(position.symbol(), without));
            }
        }
        return left.max(Money.ZERO);
    }

    @Override
    public void afford(TradingPlace place, OrderTerms terms, Optional<OrderState> instead)
            throws AccountRefusal {
        if (position(terms.symbol()).isReducedBy(terms.side(), terms.quantity())) {
            return;
        }
        BigDecimal needed = margin(terms.symbol(), Sweep.cost(place, terms));
        if (needed.compareTo(available(place.instrument().marginAsset(), instead)) > 0) {
            throw OrderWords.FUTURES.noFunds().refusal();
        }
    }

    @Override
    public void reserve(TradingPlace place, Optional<OrderState> before, OrderState after) {
        if (after.status().isFinal()) {
            open.remove(after.id());
        } else {
            open.put(after.id(), after);
        }
    }

    @Override
    public Booking book(TradingPlace place, OrderState after, TruthTrade trade, boolean maker) {
        String symbol = after.terms().symbol();
        String asset = place.instrument().marginAsset();
        Contract contract = Contract.of(place.instrument());
        BigDecimal value = contract.worth(trade.price(), trade.quantity());
        BigDecimal fee = Money.commission(value, maker ? options.makerFee() : options.takerFee());
        Position before = position(symbol);
        Position then =
                before.after(contract, after.terms().side(), trade.price(), trade.quantity());
        BigDecimal profit = then.realised().subtract(before.realised());
        positions.put(symbol, then);
        add(asset, profit.subtract(fee));
        // The trade may have emptied the book: its own price is the one there surely is.
        Marked marked = new Marked(then, then.unrealised(contract, trade.price()));
        return new Booking(
                Fill.of(after, trade, maker, value, fee, asset, profit),
                List.of(funds("ORDER", asset, Money.ZERO, List.of(marked), trade.timeUs())));
    }

    private FundsEvent funds(
            String reason, String asset, BigDecimal change, List<Marked> marked, long timeUs) {
        return new FundsEvent(
                reason, Map.of(asset, new Wallet(wallet(asset), change)), marked, timeUs);
    }

    @Override
    public AccountEvent transfer(String asset, BigDecimal delta, long nowUs) {
        Holdings.requireFree(asset, available(asset), delta);
        add(asset, delta);
        return funds(delta.signum() < 0 ? "WITHDRAW" : "DEPOSIT", asset, delta, List.of(), nowUs);
    }

    @Override
    public Optional<AccountEvent> last(long nowUs) {
        return Optional.empty();
    }

    private void add(String asset, BigDecimal amount) {
        wallets.put(asset, wallets.getOrDefault(asset, Balance.NONE).plus(amount));
    }
}
