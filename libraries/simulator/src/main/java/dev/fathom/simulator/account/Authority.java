package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Decides who may ask for the account. Owned by the venue's thread. */
public final class Authority {
    private static final BigDecimal USUAL_WINDOW_MS = BigDecimal.valueOf(5_000);
    private static final BigDecimal LONGEST_WINDOW_MS = BigDecimal.valueOf(60_000);
    private static final long AHEAD_US = 1_000_000;
    private static final long MICROSECONDS_FROM = 1_000_000_000_000_000L;

    private final List<ApiKey> keys;
    private final LongSupplier clockUs;

    /** Lets in whoever has one of these keys. */
    public Authority(List<ApiKey> keys, LongSupplier clockUs) {
        this.keys = List.copyOf(keys);
        this.clockUs = clockUs;
    }

    /**
     * The key with this name.
     *
     * @throws AccountRefusal if there is none, or the name is missing
     */
    public ApiKey key(Optional<String> id) throws AccountRefusal {
        if (id.isEmpty() || !id.get().matches("[A-Za-z0-9]{1,256}")) {
            throw new AccountRefusal(401, -2014, "API-key format invalid.");
        }
        return keys.stream()
                .filter(it -> it.id().equals(id.get()))
                .findFirst()
                .orElseThrow(() ->
                        new AccountRefusal(
                                401, -2015, "Invalid API-key, IP, or permissions for action."));
    }

    /**
     * Lets a signed request through.
     *
     * @param payload what was signed, exactly
     * @param parameters of the request, with {@code timestamp}, {@code signature} and perhaps
     *     {@code recvWindow}
     * @throws AccountRefusal if it comes too late or too early, or is not signed with this key
     */
    public void admit(ApiKey key, String payload, Map<String, String> parameters)
            throws AccountRefusal {
        Params params = new Params(parameters);
        checkTime(params);
        String signature = params.required("signature");
        if (!key.verifies(payload, signature)) {
            throw new AccountRefusal(-1022, "Signature for this request is not valid.");
        }
    }

    /** Lets a request of somebody who is known already through, if its time is right. */
    public void checkTime(Map<String, String> parameters) throws AccountRefusal {
        checkTime(new Params(parameters));
    }

    private void checkTime(Params params) throws AccountRefusal {
        params.required("timestamp");
        long sent = params.number("timestamp").orElseThrow();
        long sentUs = sent >= MICROSECONDS_FROM ? sent : sent * 1000;
        BigDecimal window = USUAL_WINDOW_MS;
        if (params.get("recvWindow").isPresent()) {
            window = params.amount("recvWindow");
            if (window.compareTo(LONGEST_WINDOW_MS) > 0) {
                throw new AccountRefusal(-1131, "recvWindow must be less than 60000.");
            }
        }
        long now = clockUs.getAsLong();
        if (sentUs >= now + AHEAD_US) {
            throw new AccountRefusal(
                    -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        if (BigDecimal.valueOf(now - sentUs, 3).compareTo(window) > 0) {
            throw new AccountRefusal(
                    -1021, "Timestamp for this request is outside of the recvWindow.");
        }
    }

    /** What the parameters of a WebSocket API request are signed as. */
    public static String payload(Map<String, String> parameters) {
        Map<String, String> sorted = new TreeMap<>(parameters);
        sorted.remove("signature");
        return sorted.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("&"));
    }

    /** What a REST request is signed as: the query directly followed by the body, as they were. */
    public static String payload(String query, String body) {
        return without(query) + without(body);
    }

    private static String without(String parameters) {
        return parameters.replaceAll("(^|&)signature=[^&]*", "").replaceFirst("^&", "");
    }
}
