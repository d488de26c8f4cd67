package dev.fathom.venue.binance;

import dev.fathom.venue.Capabilities;
import dev.fathom.venue.Capabilities.SequenceKind;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.StreamLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What differs between Binance's markets. Addresses, limits and weights as in
 * binance/binance-spot-api-docs (July 2026), binance-us/binance-us-api-docs (June 2024) and the
 * pages of the futures on developers.binance.com (2026). Immutable.
 *
 * @param id the venue's id
 * @param title the name that people use
 * @param symbols the symbols that there may be, in upper case
 * @param example how symbols are written, for messages
 * @param hosts host names that are this market's
 * @param endpoints its environments
 * @param sequence how updates are ordered
 * @param routed true where public and other market data are on addresses of their own
 * @param restPath where its REST is, such as {@code /api/v3}
 * @param instrumentsQuery what to ask {@code exchangeInfo} with
 * @param instrumentsWeight what that costs
 * @param weightPerMinute what may be asked for in a minute
 * @param anyLimit true where a snapshot may have any number of levels, not just those with a weight
 * @param snapshotWeights weights of snapshots by the most levels they have
 * @param tradeWeights what pages of past trades cost
 * @param depthPacesMs paces of the changes of a book; the last is the one without a suffix
 * @param topPacesMs paces of partial books
 * @param streamLimits limits of its streams
 * @param provable what can be proven
 * @param notProvable what cannot be proven
 */
record BinanceMarket(
        String id,
        String title,
        Pattern symbols,
        String example,
        Pattern hosts,
        List<Endpoints> endpoints,
        SequenceKind sequence,
        boolean routed,
        String restPath,
        String instrumentsQuery,
        int instrumentsWeight,
        int weightPerMinute,
        boolean anyLimit,
        NavigableMap<Integer, Integer> snapshotWeights,
        TradeWeights tradeWeights,
        List<Integer> depthPacesMs,
        List<Integer> topPacesMs,
        StreamLimits streamLimits,
        String provable,
        String notProvable) {
    private static final Duration OLDEST = Duration.ofHours(24);

    // 5 messages a second and 1024 streams are documented; the margin is ours.
    private static final StreamLimits SPOT_STREAMS = new StreamLimits(1000, 4, 300, 7500, OLDEST);

    // 10 messages a second are documented and 5 were observed, 1024 streams or 200.
    private static final StreamLimits FUTURES_STREAMS = new StreamLimits(200, 4, 300, 7500, OLDEST);

    private static final NavigableMap<Integer, Integer> SPOT_WEIGHTS =
            weights(100, 5, 500, 25, 1000, 50, 5000, 250);
    private static final NavigableMap<Integer, Integer> FUTURES_WEIGHTS =
            weights(5, 2, 10, 2, 20, 2, 50, 2, 100, 5, 500, 10, 1000, 20);

    private static final TradeWeights SPOT_TRADES = new TradeWeights(4, 25, 25);
    private static final TradeWeights US_TRADES = new TradeWeights(1, 5, 1);
    private static final TradeWeights FUTURES_TRADES = new TradeWeights(20, 200, 5);

    /**
     * What a page of past trades costs.
     *
     * @param aggregates folded ones, by id
     * @param old single ones, by id
     * @param newest the newest single ones
     */
    record TradeWeights(int aggregates, int old, int newest) {}

    private static final String NO_CHECKSUM =
            "a wrong size in an update (no checksum): found by comparing with fresh snapshots";

    static BinanceMarket spot() {
        return spotLike(
                "binance",
                "Binance spot",
                "(stream|data-stream|www|api|api-gcp|api\\d|data|data-api|testnet|api1\\.testnet"
                        + "|stream\\.testnet|demo-stream|demo-api)\\.binance\\.(com|vision)",
                6000,
                SPOT_TRADES,
                at("live", "wss://stream.binance.com:9443", "https://api.binance.com"),
                at(
                        "market-data",
                        "wss://data-stream.binance.vision",
                        "https://data-api.binance.vision"),
                at(
                        "testnet",
                        "wss://stream.testnet.binance.vision",
                        "https://testnet.binance.vision"),
                at("demo", "wss://demo-stream.binance.com", "https://demo-api.binance.com"));
    }

    static BinanceMarket us() {
        return spotLike(
                "binance-us",
                "Binance.US",
                "(stream|api|www)\\.binance\\.us",
                1200,
                US_TRADES,
                at("live", "wss://stream.binance.us:9443", "https://api.binance.us"));
    }

    private static BinanceMarket spotLike(
            String id,
            String title,
            String hosts,
            int weightPerMinute,
            TradeWeights tradeWeights,
            Endpoints... endpoints) {
        return new BinanceMarket(
                id,
                title,
                Pattern.compile("[\\p{L}\\p{N}]+"),
                "BTCUSDT or BTC-USDT",
                Pattern.compile(hosts),
                List.of(endpoints),
                SequenceKind.ID_RANGE,
                false,
                "/api/v3",
                "?showPermissionSets=false",
                20,
                weightPerMinute,
                true,
                SPOT_WEIGHTS,
                tradeWeights,
                List.of(100, 1000),
                List.of(100, 1000),
                SPOT_STREAMS,
                "every missing update and every missing trade, by their ids",
                NO_CHECKSUM);
    }

    static BinanceMarket usdM() {
        return futures(
                "binance-futures",
                "Binance USD-M futures",
                "BTCUSDT, BTC-USDT or BTCUSDT_261225",
                "(fstream|fstream-auth|fstream-mm|fapi|demo-fstream|demo-fapi)\\.binance\\.com"
                        + "|(fstream|stream|testnet)\\.binancefuture\\.com",
                true,
                "/fapi/v1",
                at("live", "wss://fstream.binance.com", "https://fapi.binance.com"),
                at("demo", "wss://demo-fstream.binance.com", "https://demo-fapi.binance.com"),
                at(
                        "testnet",
                        "wss://stream.binancefuture.com",
                        "https://testnet.binancefuture.com"));
    }

    static BinanceMarket coinM() {
        return futures(
                "binance-delivery",
                "Binance COIN-M futures",
                "BTCUSD_PERP or BTC-USD_PERP",
                "(dstream|dstream-auth|dstream-mm|dapi|demo-dstream|demo-dapi)\\.binance\\.com"
                        + "|dstream\\.binancefuture\\.com",
                false,
                "/dapi/v1",
                at("live", "wss://dstream.binance.com", "https://dapi.binance.com"),
                at("demo", "wss://demo-dstream.binance.com", "https://demo-dapi.binance.com"),
                at(
                        "testnet",
                        "wss://dstream.binancefuture.com",
                        "https://testnet.binancefuture.com"));
    }

    private static BinanceMarket futures(
            String id,
            String title,
            String example,
            String hosts,
            boolean routed,
            String restPath,
            Endpoints... endpoints) {
        return new BinanceMarket(
                id,
                title,
                Pattern.compile("[\\p{L}\\p{N}]+(_[\\p{L}\\p{N}]+)?"),
                example,
                Pattern.compile(hosts),
                List.of(endpoints),
                SequenceKind.CHAIN,
                routed,
                restPath,
                "",
                1,
                2400,
                false,
                FUTURES_WEIGHTS,
                FUTURES_TRADES,
                List.of(0, 100, 500, 250),
                List.of(0, 100, 500, 250),
                FUTURES_STREAMS,
                "every missing update, by the id of its predecessor",
                NO_CHECKSUM
                        + "; a missing trade (ids jump where insurance fills are left out); orders"
                        + " of retail price improvement, which no stream of the book shows");
    }

    private static Endpoints at(String name, String webSocket, String rest) {
        return new Endpoints(name, URI.create(webSocket), URI.create(rest));
    }

    private static NavigableMap<Integer, Integer> weights(int... pairs) {
        TreeMap<Integer, Integer> weights = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put(pairs[i], pairs[i + 1]);
        }
        return weights;
    }

    /** True for contracts. */
    boolean isFutures() {
        return sequence == SequenceKind.CHAIN;
    }

    int mostLevels() {
        return snapshotWeights.lastKey();
    }

    /** The number of levels to ask for so as to get at least this many, as far as there are. */
    int snapshotLimit(int levels) {
        int wanted = Math.clamp(levels, 1, mostLevels());
        return anyLimit ? wanted : snapshotWeights.ceilingKey(wanted);
    }

    int snapshotWeight(int limit) {
        return snapshotWeights.ceilingEntry(limit).getValue();
    }

    /** What can be proven here. */
    Capabilities capabilities() {
        return new Capabilities(
                sequence,
                Capabilities.Scope.INSTRUMENT,
                Capabilities.SnapshotSource.REST,
                mostLevels(),
                Capabilities.UnknownDelete.NORMAL,
                provable,
                notProvable);
    }
}
