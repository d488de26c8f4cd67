package dev.fathom.simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One GET and what its parameters mean.
 *
 * @param <M> what stands for a market
 */
final class RestRequest<M> {
    private static final String SYMBOL = "[A-Z0-9-_.]{1,20}";

    private final String endpoint;
    private final Query query;
    private final Map<String, M> markets;
    private final BinanceProtocol protocol;

    RestRequest(Query query, Map<String, M> markets, BinanceProtocol protocol) {
        this.query = query;
        this.markets = markets;
        this.protocol = protocol;
        String path = query.path();
        if (path.startsWith(protocol.restPath)) {
            endpoint = path.substring(protocol.restPath.length());
        } else {
            boolean old = protocol == BinanceProtocol.SPOT && path.equals("/api/v1/depth");
            endpoint = old ? "depth" : "";
        }
    }

    /** What follows the version of the path; empty for a path the venue does not have. */
    String endpoint() {
        return endpoint;
    }

    /** What it costs, right or wrong. */
    int weight() {
        long limit =
                query.get("limit")
                        .filter(it -> it.matches("\\d{1,9}"))
                        .map(Long::parseLong)
                        .orElse((long) protocol.usualDepth());
        return protocol.weight(endpoint, limit, namesOneSymbol());
    }

    boolean namesOneSymbol() {
        return query.get("symbol").isPresent();
    }

    /** The market named by {@code symbol}. */
    M market() throws RestRefusal {
        String symbol = query.get("symbol").orElse("");
        if (symbol.isEmpty()) {
            throw new RestRefusal(
                    -1102,
                    "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
        }
        return market(symbol);
    }

    private M market(String symbol) throws RestRefusal {
        if (!symbol.matches(SYMBOL)) {
            throw illegal("symbol", "^" + SYMBOL + "$");
        }
        M market = markets.get(symbol);
        if (market == null) {
            throw new RestRefusal(-1121, "Invalid symbol.");
        }
        return market;
    }

    /** The markets named by {@code symbol} or {@code symbols}; all if neither is given. */
    Collection<M> chosen() throws RestRefusal {
        Optional<String> list = query.get("symbols");
        if (namesOneSymbol() && list.isPresent()) {
            throw new RestRefusal(-1128, "Combination of optional parameters invalid.");
        }
        if (namesOneSymbol()) {
            return List.of(market());
        }
        return list.isPresent() ? listed(list.get().replace(" ", "")) : markets.values();
    }

    private Collection<M> listed(String symbols) throws RestRefusal {
        if (!symbols.matches("\\[\"[^\"\\[\\]]+\"(,\"[^\"\\[\\]]+\")*]")) {
            String quoted = "\\\"" + SYMBOL + "\\\"";
            throw illegal("symbols", "^\\\\[(" + quoted + "(," + quoted + "){0,}){0,1}\\\\]$");
        }
        Map<String, M> found = new LinkedHashMap<>();
        for (String symbol : symbols.substring(2, symbols.length() - 2).split("\",\"")) {
            if (found.put(symbol, market(symbol)) != null) {
                throw new RestRefusal(-1151, "Symbol is present multiple times in the list.");
            }
        }
        return found.values();
    }

    /** How many levels of a book are asked for. */
    int depth() throws RestRefusal {
        Optional<RestRefusal> refused =
                protocol.refusedDepth(number("limit").orElse((long) protocol.usualDepth()));
        if (refused.isPresent()) {
            throw refused.get();
        }
        return limit(protocol.usualDepth(), protocol.mostDepth());
    }

    /** The parameter {@code limit}, at most {@code most}. */
    int limit(int otherwise, int most) throws RestRefusal {
        long limit = number("limit").orElse((long) otherwise);
        if (limit < 1) {
            throw new RestRefusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, most);
    }

    /** A parameter that is a whole number. */
    Optional<Long> number(String name) throws RestRefusal {
        Optional<String> text = query.get(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().isEmpty()) {
            throw new RestRefusal(-1105, "Parameter '" + name + "' was empty.");
        }
        if (!text.get().matches("[0-9]{1,18}")) {
            throw illegal(name, "^[0-9]{1,20}$");
        }
        return Optional.of(Long.parseLong(text.get()));
    }

    private static RestRefusal illegal(String parameter, String range) {
        return new RestRefusal(
                -1100,
                "Illegal characters found in parameter '"
                        + parameter
                        + "'; legal range is '"
                        + range
                        + "'.");
    }
}
