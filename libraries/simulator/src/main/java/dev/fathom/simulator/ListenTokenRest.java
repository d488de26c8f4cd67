package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The listen tokens of margin, which a key is enough for; a signature is taken as well. */
final class ListenTokenRest implements RestPart {
    private static final String PATH = "/sapi/v1/userListenToken";

    private final ListenTokens tokens;
    private final KeyHolders holders;
    private final Set<String> symbols;

    ListenTokenRest(ListenTokens tokens, KeyHolders holders, Set<String> symbols) {
        this.tokens = tokens;
        this.holders = holders;
        this.symbols = symbols;
    }

    @Override
    public boolean serves(String method, String path) {
        return method.equals("POST") && path.equals(PATH);
    }

    @Override
    public Found find(HttpAsk ask, String path, Map<String, String> parameters) {
        return new Found.Priced(
                1,
                () -> {
                    if (parameters.containsKey("signature")) {
                        holders.signed(ask, parameters);
                    } else {
                        holders.known(ask);
                    }
                    ListenTokens.ListenToken made =
                            tokens.create(part(parameters), validity(parameters));
                    return "{\"token\":\"%s\",\"expirationTime\":%d}"
                            .formatted(made.text(), WireTime.MILLISECOND.of(made.expiresUs()));
                });
    }

    private AccountPart part(Map<String, String> parameters) throws AccountRefusal {
        String isolated = parameters.getOrDefault("isIsolated", "false").toLowerCase(Locale.ROOT);
        if (isolated.equals("false")) {
            return new AccountPart.Cross();
        }
        if (!isolated.equals("true")) {
            throw new AccountRefusal(
                    -1100,
                    "Illegal characters found in parameter 'isIsolated'; legal range is"
                            + " 'true|false'.");
        }
        String symbol = parameters.getOrDefault("symbol", "");
        if (symbol.isEmpty()) {
            throw AccountRefusal.missing("symbol");
        }
        if (!symbols.contains(symbol)) {
            throw new AccountRefusal(-1121, "Invalid symbol.");
        }
        return new AccountPart.Isolated(symbol);
    }

    private static Optional<Duration> validity(Map<String, String> parameters)
            throws AccountRefusal {
        String wanted = parameters.getOrDefault("validity", "");
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (!wanted.matches("[1-9][0-9]{0,11}")) {
            throw new AccountRefusal(-1130, "Data sent for parameter 'validity' is not valid.");
        }
        return Optional.of(Duration.ofMillis(Long.parseLong(wanted)));
    }
}
