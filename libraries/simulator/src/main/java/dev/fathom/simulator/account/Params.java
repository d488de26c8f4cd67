package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, with the venue's words for wrong ones. */
final class Params {
    private final Map<String, String> values;

    Params(Map<String, String> values) {
        this.values = values;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) throws AccountRefusal {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw AccountRefusal.missing(name);
        }
        return value;
    }

    /** A whole number that is not negative. */
    Optional<Long> number(String name) throws AccountRefusal {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw illegal(name, "^[0-9]{1,20}$");
        }
        return Optional.of(Long.parseLong(text));
    }

    int limit(Page page) throws AccountRefusal {
        long limit = number("limit").orElse((long) page.usual());
        if (limit < 1) {
            throw new AccountRefusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, page.most());
    }

    /** A number with at most eight decimals. */
    BigDecimal amount(String name) throws AccountRefusal {
        String text = required(name);
        if (!text.matches("[0-9]{1,20}(\\.[0-9]{1,20})?")) {
            throw illegal(name, "^([0-9]{1,20})(\\\\.[0-9]{1,20})?$");
        }
        BigDecimal amount = new BigDecimal(text);
        if (amount.stripTrailingZeros().scale() > Money.SCALE) {
            throw new AccountRefusal(-1111, "Parameter '" + name + "' has too much precision.");
        }
        if (amount.compareTo(BigDecimal.valueOf(92_233_720_368L)) > 0) {
            throw new AccountRefusal(-1013, "Invalid " + name + ".");
        }
        return amount.setScale(Money.SCALE);
    }

    /** One of the venue's words. */
    <E extends Enum<E>> E word(String name, E[] words, int code, String refusal)
            throws AccountRefusal {
        String text = required(name);
        Optional<E> found = Arrays.stream(words).filter(it -> it.name().equals(text)).findFirst();
        if (found.isEmpty()) {
            throw new AccountRefusal(code, refusal);
        }
        return found.get();
    }

    /** Who buys and who sells. */
    BookSide side(String name) throws AccountRefusal {
        return switch (required(name)) {
            case "BUY" -> BookSide.BID;
            case "SELL" -> BookSide.ASK;
            default -> throw new AccountRefusal(-1117, "Invalid side.");
        };
    }

    /** A name that the client gives. */
    Optional<String> clientId(String name) throws AccountRefusal {
        Optional<String> id = get(name);
        if (id.isPresent() && !id.get().matches("[a-zA-Z0-9-_.:/]{1,36}")) {
            throw illegal(name, "^[a-zA-Z0-9-_]{1,36}$");
        }
        return id;
    }

    private static AccountRefusal illegal(String name, String range) {
        return new AccountRefusal(
                -1100,
                "Illegal characters found in parameter '"
                        + name
                        + "'; legal range is '"
                        + range
                        + "'.");
    }
}
