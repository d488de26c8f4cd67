package dev.fathom.simulator.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One simulated instrument. Immutable.
 *
 * @param symbol as in {@code BTCUSDT}, upper case
 * @param baseAsset what is traded
 * @param quoteAsset what it is paid in
 * @param startPrice the fair price at the start, a multiple of {@code tickSize}
 * @param tickSize smallest step of a price, at most eight decimals
 * @param stepSize smallest step of a quantity, at most eight decimals
 * @param typicalSize a middling order's quantity
 * @param levelsPerSide how many levels each side hovers about, at least 2
 * @param changesPerSecond about how many traders act a second; 0: nobody ever does
 * @param firstUpdateId the book's update id at the start
 * @param firstTradeId the id of the first trade
 * @param contractSize of an inverse contract, which is paid in the base asset: what one is worth in
 *     the quote asset; quantities are numbers of contracts. Empty where they are of the base asset,
 *     paid in the quote asset
 */
public record InstrumentSpec(
        String symbol,
        String baseAsset,
        String quoteAsset,
        BigDecimal startPrice,
        BigDecimal tickSize,
        BigDecimal stepSize,
        BigDecimal typicalSize,
        int levelsPerSide,
        int changesPerSecond,
        long firstUpdateId,
        long firstTradeId,
        Optional<BigDecimal> contractSize) {

    /** Decimals of every price and quantity on the wire. */
    public static final int SCALE = 8;

    /** Checks every component, naming the wrong one. */
    public InstrumentSpec {
        require(
                symbol.equals(symbol.toUpperCase(Locale.ROOT)),
                symbol,
                "symbol must be upper case");
        require(tickSize.signum() > 0, symbol, "tick size must be positive, not " + tickSize);
        require(stepSize.signum() > 0, symbol, "step size must be positive, not " + stepSize);
        require(startPrice.signum() > 0, symbol, "start price must be positive, not " + startPrice);
        require(
                typicalSize.signum() > 0,
                symbol,
                "typical size must be positive, not " + typicalSize);
        require(
                levelsPerSide >= 2,
                symbol,
                "levels per side must be at least 2, not " + levelsPerSide);
        require(
                changesPerSecond >= 0,
                symbol,
                "changes per second must not be negative: " + changesPerSecond);
        require(
                firstUpdateId > 0,
                symbol,
                "first update id must be positive, not " + firstUpdateId);
        require(
                contractSize.isEmpty() || contractSize.get().signum() > 0,
                symbol,
                "contract size must be positive, not " + contractSize);
        require(firstTradeId > 0, symbol, "first trade id must be positive, not " + firstTradeId);
        require(
                units(startPrice) % units(tickSize) == 0,
                symbol,
                "start price " + startPrice + " is no multiple of the tick size " + tickSize);
        units(stepSize);
        units(typicalSize);
    }

    /**
     * BTCUSDT, ETHUSDT, BNBUSDT, SOLUSDT, XRPUSDT and ETHBTC with plausible prices, ticks and
     * activity.
     */
    public static List<InstrumentSpec> defaults() {
        return List.of(
                of(
                        "BTC",
                        "USDT",
                        "95000.00",
                        "0.01",
                        "0.00001",
                        "0.05",
                        1200,
                        120,
                        52_000_000_000L),
                of("ETH", "USDT", "3300.00", "0.01", "0.0001", "1.2", 1000, 100, 41_000_000_000L),
                of("BNB", "USDT", "620.00", "0.01", "0.001", "3", 600, 50, 13_000_000_000L),
                of("SOL", "USDT", "210.00", "0.01", "0.001", "12", 600, 60, 16_000_000_000L),
                of("XRP", "USDT", "2.4000", "0.0001", "0.1", "900", 600, 40, 11_000_000_000L),
                of("ETH", "BTC", "0.03500", "0.00001", "0.0001", "2", 400, 20, 8_000_000_000L));
    }

    private static InstrumentSpec of(
            String base,
            String quote,
            String price,
            String tick,
            String step,
            String size,
            int levels,
            int rate,
            long id) {
        return new InstrumentSpec(
                base + quote,
                base,
                quote,
                new BigDecimal(price),
                new BigDecimal(tick),
                new BigDecimal(step),
                new BigDecimal(size),
                levels,
                rate,
                id,
                id / 10);
    }

    /** One that is paid in its quote asset. */
    public InstrumentSpec(
            String symbol,
            String baseAsset,
            String quoteAsset,
            BigDecimal startPrice,
            BigDecimal tickSize,
            BigDecimal stepSize,
            BigDecimal typicalSize,
            int levelsPerSide,
            int changesPerSecond,
            long firstUpdateId,
            long firstTradeId) {
        this(
                symbol,
                baseAsset,
                quoteAsset,
                startPrice,
                tickSize,
                stepSize,
                typicalSize,
                levelsPerSide,
                changesPerSecond,
                firstUpdateId,
                firstTradeId,
                Optional.empty());
    }

    /** BTCUSD_PERP and ETHUSD_PERP, contracts of 100 and 10 dollars, paid in the coin. */
    public static List<InstrumentSpec> inverse() {
        return List.of(
                inverse("BTC", "95000.0", "0.1", "60", 600, 80, 72_000_000_000L, "100"),
                inverse("ETH", "3300.00", "0.01", "90", 500, 60, 61_000_000_000L, "10"));
    }

    private static InstrumentSpec inverse(
            String base,
            String price,
            String tick,
            String size,
            int levels,
            int rate,
            long id,
            String contractSize) {
        return new InstrumentSpec(
                base + "USD_PERP",
                base,
                "USD",
                new BigDecimal(price),
                new BigDecimal(tick),
                BigDecimal.ONE,
                new BigDecimal(size),
                levels,
                rate,
                id,
                id / 10,
                Optional.of(new BigDecimal(contractSize)));
    }

    /** What it is paid in, and what margin of contracts is in. */
    public String marginAsset() {
        return contractSize.isPresent() ? baseAsset : quoteAsset;
    }

    /** The two assets in one name. */
    public String pair() {
        return baseAsset + quoteAsset;
    }

    /** The same with another activity. */
    public InstrumentSpec withChangesPerSecond(int changes) {
        return with(tickSize, levelsPerSide, changes, firstUpdateId);
    }

    /** The same with another price step. */
    public InstrumentSpec withTickSize(BigDecimal size) {
        return with(size, levelsPerSide, changesPerSecond, firstUpdateId);
    }

    /** The same with another depth. */
    public InstrumentSpec withLevelsPerSide(int levels) {
        return with(tickSize, levels, changesPerSecond, firstUpdateId);
    }

    /** The same with another update id at the start. */
    public InstrumentSpec withFirstUpdateId(long id) {
        return with(tickSize, levelsPerSide, changesPerSecond, id);
    }

    private InstrumentSpec with(BigDecimal tick, int levels, int changes, long updateId) {
        return new InstrumentSpec(
                symbol,
                baseAsset,
                quoteAsset,
                startPrice,
                tick,
                stepSize,
                typicalSize,
                levels,
                changes,
                updateId,
                firstTradeId,
                contractSize);
    }

    /**
     * The value in units of 10^-8, exactly.
     *
     * @throws IllegalArgumentException if it has more decimals or is too large
     */
    public static long units(BigDecimal value) {
        try {
            return value.movePointRight(SCALE).longValueExact();
        } catch (ArithmeticException tooFine) {
            throw new IllegalArgumentException(
                    value.toPlainString() + " does not fit a number with 8 decimals", tooFine);
        }
    }

    private static void require(boolean holds, String symbol, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("instrument " + symbol + ": " + otherwise);
        }
    }
}
