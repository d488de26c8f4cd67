package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import dev.fathom.simulator.account.FuturesFamily;
import java.util.Map;

/** The listen keys of futures, which no request has to name: each API key has one at most. */
final class FuturesListenKeyRest implements RestPart {
    private final ListenKeys keys;
    private final KeyHolders holders;
    private final FuturesFamily family;

    FuturesListenKeyRest(FuturesFamily family, ListenKeys keys, KeyHolders holders) {
        this.family = family;
        this.keys = keys;
        this.holders = holders;
    }

    @Override
    public boolean serves(String method, String path) {
        return path.equals(family.base() + "v1/listenKey");
    }

    @Override
    public Found find(HttpAsk ask, String path, Map<String, String> parameters) {
        return new Found.Priced(1, () -> answer(ask));
    }

    private String answer(HttpAsk ask) throws AccountRefusal {
        ListenKeys.Owner owner =
                new ListenKeys.Owner(holders.known(ask).id(), new AccountPart.Main());
        return switch (ask.method()) {
            case "POST" -> told(keys.create(owner));
            case "PUT" -> {
                String key = keys.of(owner).orElseThrow(ListenKeys::unknown);
                keys.extend(owner, key);
                yield family.tellsKeyAgain() ? told(key) : "{}";
            }
            case "DELETE" -> {
                keys.delete(owner, keys.of(owner).orElseThrow(ListenKeys::unknown));
                yield "{}";
            }
            default -> throw new AccountRefusal(405, -1000, "Request method is not supported.");
        };
    }

    private static String told(String key) {
        return "{\"listenKey\":\"" + key + "\"}";
    }
}
