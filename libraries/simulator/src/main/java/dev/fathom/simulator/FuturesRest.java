package dev.fathom.simulator;

import dev.fathom.simulator.account.FuturesApi;
import java.util.Map;

/** Orders, positions and wallets of futures. */
final class FuturesRest implements RestPart {
    private final FuturesApi api;
    private final KeyHolders holders;

    FuturesRest(FuturesApi api, KeyHolders holders) {
        this.api = api;
        this.holders = holders;
    }

    @Override
    public boolean serves(String method, String path) {
        return api.knows(method, path);
    }

    @Override
    public Found find(HttpAsk ask, String path, Map<String, String> parameters) {
        return new Found.Priced(
                api.weight(ask.method(), path, parameters),
                () -> {
                    holders.signed(ask, parameters);
                    return api.answer(ask.method(), path, parameters);
                });
    }
}
