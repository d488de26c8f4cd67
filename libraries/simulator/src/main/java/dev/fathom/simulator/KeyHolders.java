package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.account.Authority;
import java.util.Map;

/** Whoever asks by REST and has a key. */
record KeyHolders(Authority authority) {
    /** The key of a request, whether it is signed or not. */
    ApiKey known(HttpAsk ask) throws AccountRefusal {
        return authority.key(ask.header("x-mbx-apikey"));
    }

    /** Lets a signed request through. */
    void signed(HttpAsk ask, Map<String, String> parameters) throws AccountRefusal {
        authority.admit(known(ask), Authority.payload(ask.query(), ask.body()), parameters);
    }
}
