package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountApi;
import java.util.Map;
import java.util.Optional;

/** Orders and balances of spot. */
final class SpotRest implements RestPart {
    private static final String BASE = BinanceProtocol.SPOT.restPath;

    private final AccountApi api;
    private final KeyHolders holders;

    SpotRest(AccountApi api, KeyHolders holders) {
        this.api = api;
        this.holders = holders;
    }

    @Override
    public boolean serves(String method, String path) {
        return name(method, path).isPresent();
    }

    private static Optional<String> name(String method, String path) {
        return path.startsWith(BASE)
                ? AccountApi.method(method, path.substring(BASE.length()))
                : Optional.empty();
    }

    @Override
    public Found find(HttpAsk ask, String path, Map<String, String> parameters) {
        String name = name(ask.method(), path).orElseThrow();
        return new Found.Priced(
                AccountApi.weight(name, parameters),
                () -> {
                    holders.signed(ask, parameters);
                    return api.answer(name, parameters);
                });
    }
}
