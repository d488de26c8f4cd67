package dev.fathom.simulator;

import dev.fathom.simulator.account.MarginApi;
import java.util.Map;

/** What margin is asked for to reconcile. */
final class MarginRest implements RestPart {
    private static final String BASE = "/sapi/v1/margin/";

    private final MarginApi api;
    private final KeyHolders holders;

    MarginRest(MarginApi api, KeyHolders holders) {
        this.api = api;
        this.holders = holders;
    }

    @Override
    public boolean serves(String method, String path) {
        return method.equals("GET")
                && path.startsWith(BASE)
                && MarginApi.knows(path.substring(BASE.length()));
    }

    @Override
    public Found find(HttpAsk ask, String path, Map<String, String> parameters) {
        String endpoint = path.substring(BASE.length());
        return new Found.Priced(
                MarginApi.weight(endpoint),
                () -> {
                    holders.signed(ask, parameters);
                    return api.answer(endpoint, parameters);
                });
    }
}
