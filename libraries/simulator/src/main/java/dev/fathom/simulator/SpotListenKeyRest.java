package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import java.util.Map;
import java.util.Set;

/**
 * The classic listen keys of spot and margin, which are gone where the venue does not keep them.
 */
final class SpotListenKeyRest implements RestPart {
    private static final String SPOT = "/api/v3/userDataStream";
    private static final String CROSS = "/sapi/v1/userDataStream";
    private static final String ISOLATED = "/sapi/v1/userDataStream/isolated";

    private final ListenKeys keys;
    private final KeyHolders holders;
    private final Set<String> symbols;
    private final boolean gone;

    /**
     * The addresses.
     *
     * @param symbols those traded now
     * @param gone whether there are none any more
     */
    SpotListenKeyRest(ListenKeys keys, KeyHolders holders, Set<String> symbols, boolean gone) {
        this.keys = keys;
        this.holders = holders;
        this.symbols = symbols;
        this.gone = gone;
    }

    @Override
    public boolean serves(String method, String path) {
        return Set.of(SPOT, CROSS, ISOLATED).contains(path);
    }

    @Override
    public Found find(HttpAsk ask, String path, Map<String, String> parameters) {
        if (gone) {
            return new Found.Gone();
        }
        return new Found.Priced(
                path.equals(SPOT) ? 2 : 1,
                () -> {
                    ListenKeys.Owner owner =
                            new ListenKeys.Owner(holders.known(ask).id(), part(path, parameters));
                    return switch (ask.method()) {
                        case "POST" -> "{\"listenKey\":\"" + keys.create(owner) + "\"}";
                        case "PUT" -> done(keys.extend(owner, required(parameters, "listenKey")));
                        case "DELETE" ->
                                done(keys.delete(owner, required(parameters, "listenKey")));
                        default ->
                                throw new AccountRefusal(
                                        405, -1000, "Request method is not supported.");
                    };
                });
    }

    private AccountPart part(String path, Map<String, String> parameters) throws AccountRefusal {
        return switch (path) {
            case SPOT -> new AccountPart.Main();
            case CROSS -> new AccountPart.Cross();
            default -> {
                String symbol = required(parameters, "symbol");
                if (!symbols.contains(symbol)) {
                    throw new AccountRefusal(-1121, "Invalid symbol.");
                }
                yield new AccountPart.Isolated(symbol);
            }
        };
    }

    private static String required(Map<String, String> parameters, String name)
            throws AccountRefusal {
        String value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw AccountRefusal.missing(name);
        }
        return value;
    }

    private static String done(boolean alive) throws AccountRefusal {
        if (!alive) {
            throw ListenKeys.unknown();
        }
        return "{}";
    }
}
