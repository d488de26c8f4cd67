package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.util.List;
import java.util.Map;

/** The venue's answers about what margin has. Nothing is borrowed, nothing valued in BTC. */
final class MarginDocuments {
    private static final String TOTALS =
            "\"totalAssetOfBtc\":\"0.00000000\",\"totalLiabilityOfBtc\":\"0.00000000\","
                    + "\"totalNetAssetOfBtc\":\"0.00000000\"";

    private MarginDocuments() {}

    static String cross(AccountTruth truth) {
        return """
        {"created":true,"borrowEnabled":true,"marginLevel":"999.00000000","collateralMarginLevel":"999.00000000",\
        %s,"TotalCollateralValueInUSDT":"0.00000000","totalOpenOrderLossInUSDT":"0.00000000",\
        "tradeEnabled":true,"transferInEnabled":true,"transferOutEnabled":true,"accountType":"MARGIN_1",\
        "userAssets":%s}\
        """
                .formatted(
                        TOTALS,
                        AccountDocuments.list(
                                truth.balances().entrySet(),
                                it -> "{" + asset(it.getKey(), it.getValue()) + "}"));
    }

    /** The isolated accounts of these markets; totals only where all are asked for. */
    static String isolated(AccountTruth truth, List<TradingPlace> places, boolean all) {
        Map<String, Balance> balances = truth.balances();
        String assets =
                "\"assets\":"
                        + AccountDocuments.list(places, it -> pair(it.instrument(), balances));
        return "{" + (all ? assets + "," + TOTALS : assets) + "}";
    }

    private static String pair(InstrumentSpec it, Map<String, Balance> balances) {
        return """
        {"baseAsset":%s,"quoteAsset":%s,"symbol":"%s","isolatedCreated":true,"enabled":true,\
        "marginLevel":"999.00000000","marginLevelStatus":"EXCESSIVE","marginRatio":"10.00000000",\
        "indexPrice":"%s","liquidatePrice":"0.00000000","liquidateRate":"0.00000000","tradeEnabled":true}\
        """
                .formatted(
                        half(it.baseAsset(), balances),
                        half(it.quoteAsset(), balances),
                        it.symbol(),
                        it.startPrice().setScale(Money.SCALE).toPlainString());
    }

    private static String half(String asset, Map<String, Balance> balances) {
        Balance balance = balances.getOrDefault(asset, Balance.NONE);
        return "{%s,\"borrowEnabled\":true,\"repayEnabled\":true,\"netAssetOfBtc\":\"0.00000000\",\"totalAsset\":\"%s\"}"
                .formatted(asset(asset, balance), balance.total().toPlainString());
    }

    private static String asset(String name, Balance balance) {
        return """
        "asset":"%s","borrowed":"0.00000000","free":"%s","interest":"0.00000000","locked":"%s","netAsset":"%s"\
        """
                .formatted(
                        name,
                        balance.free().toPlainString(),
                        balance.locked().toPlainString(),
                        balance.total().toPlainString());
    }
}
