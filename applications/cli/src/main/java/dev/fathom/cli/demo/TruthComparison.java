package dev.fathom.cli.demo;

import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.Level;
import dev.fathom.book.Side;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a book with the true one, level by level and digit by digit. */
final class TruthComparison {
    private TruthComparison() {}

    /** True when the view vouches for every level of both sides. */
    static boolean isWhole(BookView view) {
        return view.knownDepth(Side.BID) instanceof KnownDepth.Complete
                && view.knownDepth(Side.ASK) instanceof KnownDepth.Complete;
    }

    /**
     * The first difference of one side, as far as the view vouches for it.
     *
     * @param view with all levels
     * @param truth size by price, the best first
     */
    static Optional<String> difference(
            BookView view, Side side, NavigableMap<BigDecimal, BigDecimal> truth) {
        Iterator<Map.Entry<BigDecimal, BigDecimal>> levels = truth.entrySet().iterator();
        for (int i = 0; i < view.levels(side); i++) {
            Level ours = view.level(side, i);
            if (!view.knownDepth(side).covers(side, ours.exactPrice())) {
                break;
            }
            Map.@Nullable Entry<BigDecimal, BigDecimal> real =
                    levels.hasNext() ? levels.next() : null;
            if (real == null
                    || real.getKey().compareTo(ours.exactPrice()) != 0
                    || real.getValue().compareTo(ours.exactSize()) != 0) {
                return Optional.of(
                        "%s at id %d, level %d: %s@%s, truly %s"
                                .formatted(
                                        side,
                                        view.lastId(),
                                        i,
                                        ours.priceText(),
                                        ours.sizeText(),
                                        text(real)));
            }
        }
        if (levels.hasNext()) {
            Map.Entry<BigDecimal, BigDecimal> missing = levels.next();
            if (view.knownDepth(side).covers(side, missing.getKey())) {
                return Optional.of(
                        "%s at id %d: %s is missing".formatted(side, view.lastId(), text(missing)));
            }
        }
        return Optional.empty();
    }

    private static String text(Map.@Nullable Entry<BigDecimal, BigDecimal> level) {
        return level == null
                ? "nothing"
                : level.getKey().toPlainString() + "@" + level.getValue().toPlainString();
    }
}
