package dev.fathom.venue.upbit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.fathom.market.Channel;
import dev.fathom.market.Subscription;
import dev.fathom.venue.Requests;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests that name all that is wanted: each one replaces the one before, nothing is acknowledged.
 * Owned by the connection's thread.
 */
final class UpbitRequests implements Requests {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String suffix;
    private final String format;
    private final Set<Subscription> wanted = new LinkedHashSet<>();

    /**
     * Requests.
     *
     * @param suffix behind the codes of books
     * @param format in which everything comes
     */
    UpbitRequests(String suffix, String format) {
        this.suffix = suffix;
        this.format = format;
    }

    @Override
    public List<String> opening() {
        return List.of();
    }

    @Override
    public List<String> subscribe(long id, List<Subscription> more) {
        wanted.addAll(more);
        return request(id);
    }

    // A request for nothing is refused: what comes then is passed over.
    @Override
    public List<String> unsubscribe(long id, List<Subscription> gone) {
        gone.forEach(wanted::remove);
        return request(id);
    }

    private List<String> request(long id) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        ArrayNode request = MAPPER.createArrayNode();
        request.addObject().put("ticket", "fathom-" + id);
        add(request, "orderbook", Channel.Kind.DEPTH, suffix);
        add(request, "trade", Channel.Kind.TRADE, "");
        request.addObject().put("format", format);
        return List.of(request.toString());
    }

    private void add(ArrayNode request, String type, Channel.Kind kind, String end) {
        List<String> codes =
                wanted.stream()
                        .filter(it -> it.channel().kind() == kind)
                        .map(it -> it.instrument().symbol() + end)
                        .toList();
        if (!codes.isEmpty()) {
            ArrayNode list = request.addObject().put("type", type).putArray("codes");
            codes.forEach(list::add);
        }
    }

    @Override
    public Optional<String> list(long id) {
        ArrayNode request = MAPPER.createArrayNode();
        request.addObject().put("ticket", "fathom-" + id);
        request.addObject().put("method", "LIST_SUBSCRIPTIONS");
        return Optional.of(request.toString());
    }
}
