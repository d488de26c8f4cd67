package dev.fathom.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Compares balances and positions with a venue's list of them. A difference counts only where
 * nothing came since the list was asked for. Owned by one thread.
 */
final class HoldingsComparison {
    private final Account account;
    private Map<String, Newest.Held<Balance>> balances = Map.of();
    private Map<Positions.Key, Newest.Held<Position>> positions = Map.of();

    HoldingsComparison(Account account) {
        this.account = account;
    }

    /** Notes what is held as the list is asked for. */
    void begin() {
        balances = account.balances().newest().held();
        positions = account.positions().newest().held();
    }

    /**
     * What the list, which the account has taken, says otherwise still.
     *
     * @param isLasting whether what differs did so a moment ago
     */
    List<Disagreement> with(AccountAnswer.AllBalances answer, Predicate<Disagreement> isLasting) {
        List<Disagreement> found = new ArrayList<>(balances(answer.balances(), isLasting));
        answer.positions().ifPresent(it -> found.addAll(positions(it)));
        return found;
    }

    private List<Disagreement> balances(AccountPosition answer, Predicate<Disagreement> isLasting) {
        Newest<String, Balance> ours = account.balances().newest();
        Map<String, Balance> theirs = Balances.byAsset(answer.balances());
        List<Disagreement> found = new ArrayList<>();
        List<Balance> missed = new ArrayList<>();
        for (String asset : ours.differing(theirs, balances)) {
            Balance listed = ours.listed(asset, theirs);
            Disagreement differs =
                    new Disagreement(
                            "balance of " + asset,
                            text(ours.of(asset).orElseThrow()),
                            text(listed));
            if (!answer.updatedAt().isKnown() && isLasting.test(differs)) {
                missed.add(listed);
            } else {
                found.add(differs);
            }
        }
        if (!missed.isEmpty()) {
            // Margin does not say when its balances changed: what lasts was missed, and is taken.
            account.replace(
                    new AccountPosition(
                            answer.updatedAt(),
                            missed,
                            answer.permissions(),
                            answer.origin(),
                            answer.details()));
        }
        return found;
    }

    private List<Disagreement> positions(List<Position> answer) {
        Newest<Positions.Key, Position> ours = account.positions().newest();
        Map<Positions.Key, Position> theirs = Positions.byKey(answer);
        return ours.differing(theirs, positions).stream()
                .map(key ->
                        new Disagreement(
                                "position of " + key,
                                ours.of(key).orElseThrow().amount().toPlainString(),
                                ours.listed(key, theirs).amount().toPlainString()))
                .toList();
    }

    private static String text(Balance balance) {
        return "%s free, %s locked"
                .formatted(balance.free().toPlainString(), balance.locked().toPlainString());
    }
}
