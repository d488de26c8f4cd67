package dev.fathom.account;

import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an account has, asset by asset. What comes twice, late or out of order changes nothing: the
 * venue's time of the change decides, then the time at which it was sent. Owned by one thread.
 */
public final class Balances {
    // Two changes of one millisecond that were sent in one millisecond cannot be told apart but by
    // their order of arrival; what was seen of that moment is remembered, so that a repeated first
    // one does not come back.

    /**
     * A balance and what it is from.
     *
     * @param seen the amounts seen with these two times
     */
    record Held(Balance balance, VenueTime updatedAt, long sentAtNs, Set<List<BigDecimal>> seen) {
        boolean isFollowedBy(VenueTime at, long sentNs, Balance next) {
            int later = Long.compare(at.toNs(), updatedAt.toNs());
            if (later != 0) {
                return later > 0;
            }
            int sentLater = Long.compare(sentNs, sentAtNs);
            return sentLater != 0 ? sentLater > 0 : !seen.contains(amounts(next));
        }

        Held then(VenueTime at, long sentNs, Balance next) {
            boolean sameMoment = at.toNs() == updatedAt.toNs() && sentNs == sentAtNs;
            Set<List<BigDecimal>> all = sameMoment ? new HashSet<>(seen) : new HashSet<>();
            all.add(amounts(next));
            return new Held(next, at, sentNs, all);
        }
    }

    private final Map<String, Held> held = new TreeMap<>();

    Balances() {}

    private static List<BigDecimal> amounts(Balance balance) {
        return List.of(balance.free().stripTrailingZeros(), balance.locked().stripTrailingZeros());
    }

    /** Takes what is newer; gives the balances that are. */
    List<Balance> on(AccountPosition position) {
        List<Balance> news = new ArrayList<>();
        long sentNs = position.origin().eventTime().toNs();
        for (Balance next : position.balances()) {
            Held before = held.get(next.asset());
            if (before == null) {
                held.put(
                        next.asset(),
                        new Held(next, position.updatedAt(), sentNs, Set.of(amounts(next))));
                news.add(next);
            } else if (before.isFollowedBy(position.updatedAt(), sentNs, next)) {
                held.put(next.asset(), before.then(position.updatedAt(), sentNs, next));
                news.add(next);
            }
        }
        return news;
    }

    /** Takes what is so now, though its time is not known. */
    void replace(List<Balance> balances) {
        for (Balance next : balances) {
            held.computeIfPresent(
                    next.asset(),
                    (_, before) -> before.then(before.updatedAt(), before.sentAtNs(), next));
        }
    }

    /** What there is of an asset; empty if that is not known. */
    public Optional<Balance> of(String asset) {
        return Optional.ofNullable(held.get(asset)).map(Held::balance);
    }

    /** All that is known, by asset. */
    public List<Balance> all() {
        return held.values().stream().map(Held::balance).toList();
    }

    /** What is held now, to be compared with later. */
    Map<String, Held> held() {
        return new TreeMap<>(held);
    }
}
