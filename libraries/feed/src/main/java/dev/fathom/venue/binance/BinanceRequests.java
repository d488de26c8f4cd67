package dev.fathom.venue.binance;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.market.Subscription;
import dev.fathom.venue.Requests;
import java.util.List;
import java.util.Optional;

/** Live subscribing, as in "Live Subscribing/Unsubscribing to streams" of the spot documents. */
record BinanceRequests(StreamName names) implements Requests {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public List<String> opening() {
        return List.of();
    }

    @Override
    public List<String> subscribe(long id, List<Subscription> more) {
        return List.of(control("SUBSCRIBE", id, more));
    }

    @Override
    public List<String> unsubscribe(long id, List<Subscription> gone) {
        return List.of(control("UNSUBSCRIBE", id, gone));
    }

    @Override
    public Optional<String> list(long id) {
        return Optional.of(
                MAPPER.createObjectNode()
                        .put("method", "LIST_SUBSCRIPTIONS")
                        .put("id", id)
                        .toString());
    }

    private String control(String method, long id, List<Subscription> streams) {
        var message = MAPPER.createObjectNode().put("method", method);
        var params = message.putArray("params");
        streams.forEach(s -> params.add(names.of(s)));
        return message.put("id", id).toString();
    }
}
