package dev.fathom.account;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an account has, asset by asset. Owned by one thread. */
public final class Balances {
    private final Newest<String, Balance> newest = new Newest<>(Balances::amounts, Balance::none);

    Balances() {}

    private static List<BigDecimal> amounts(Balance balance) {
        return List.of(balance.free().stripTrailingZeros(), balance.locked().stripTrailingZeros());
    }

    /** By asset. */
    static Map<String, Balance> byAsset(List<Balance> balances) {
        Map<String, Balance> all = new TreeMap<>();
        balances.forEach(it -> all.put(it.asset(), it));
        return all;
    }

    Newest<String, Balance> newest() {
        return newest;
    }

    /** Takes what is newer; says whether anything is. */
    boolean on(AccountPosition position) {
        long sentNs = position.origin().eventTime().toNs();
        boolean isNews = false;
        for (Balance next : position.balances()) {
            isNews |= newest.on(next.asset(), next, position.updatedAt(), sentNs);
        }
        return isNews;
    }

    /** What there is of an asset; empty if that is not known. */
    public Optional<Balance> of(String asset) {
        return newest.of(asset);
    }

    /** All that is known, by asset. */
    public List<Balance> all() {
        return newest.all();
    }
}
