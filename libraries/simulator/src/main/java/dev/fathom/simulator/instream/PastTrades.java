package dev.fathom.simulator.instream;

import dev.fathom.simulator.truth.IdRing;
import dev.fathom.simulator.truth.TruthTrade;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Pages of the trades that were. */
final class PastTrades {
    private PastTrades() {}

    static List<TruthTrade> oldestFirst(Board board, Predicate<TruthTrade> wanted, int limit) {
        return all(board).stream().filter(wanted).limit(limit).toList();
    }

    static List<TruthTrade> newestFirst(Board board, Predicate<TruthTrade> wanted, int limit) {
        return all(board).reversed().stream().filter(wanted).limit(limit).toList();
    }

    private static List<TruthTrade> all(Board board) {
        IdRing<TruthTrade> trades = board.truth().trades();
        return trades.from(trades.oldestId(), Integer.MAX_VALUE);
    }

    static String rows(List<TruthTrade> trades, Function<TruthTrade, String> row) {
        return trades.stream().map(row).collect(Collectors.joining(",", "[", "]"));
    }
}
